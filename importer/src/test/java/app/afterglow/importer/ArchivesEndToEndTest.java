package app.afterglow.importer;

import static app.afterglow.importer.testing.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.age.X25519Identity;
import app.afterglow.archive.ArchiveDescription;
import app.afterglow.archive.ArchiveReader;
import app.afterglow.archive.ArchiveWriter;
import app.afterglow.archive.ExternalTool;
import app.afterglow.archive.History;
import app.afterglow.importer.ImportRequest.Mode;
import app.afterglow.importer.testing.MemoryHistory;
import app.afterglow.model.Account;
import app.afterglow.model.Attachment;
import app.afterglow.model.Balance;
import app.afterglow.model.Balance.Line;
import app.afterglow.model.Conversation;
import app.afterglow.model.Conversation.Kind;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.model.Selection;
import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people's real archives, locked and all, become one import. */
class ArchivesEndToEndTest {

  private static final byte[] PLAN = "the plan".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private final X25519Identity identity = X25519Identity.generate();

  @Test
  void roomsThatTwoPeopleExportedArriveOnce() throws IOException {
    Attachment present =
        new Attachment(
            "plan.txt",
            "text/plain",
            PLAN.length,
            MemoryHistory.sha256(PLAN),
            Attachment.Status.PRESENT,
            "guid");
    Attachment missing =
        new Attachment("plan.txt", "text/plain", 8, null, Attachment.Status.MISSING, "guid");
    Message shared = message("S1", "m1").from("a").text("Voilà 😀").made();
    Path alices =
        archive("a", shared.withAttachments(List.of(missing)), message("S1", "m2").made());
    Path bobs = archive("b", shared.withAttachments(List.of(present)));

    ImportReport report;
    try (History merged = Import.merged(List.of(open(alices), open(bobs)))) {
      report = deliver("mattermost", merged, "import.zip");
      deliver("jsonl", merged, "lines");
    }

    assertThat(report.balance().messages()).isEqualTo(new Line(2, 2, 0));
    assertThat(report.balance().attachments()).isEqualTo(new Line(1, 1, 0));
    assertThat(Files.readString(folder.resolve("lines/messages.jsonl")).lines()).hasSize(2);
    try (ZipFile zip = new ZipFile(folder.resolve("import.zip").toFile())) {
      ZipEntry file =
          zip.stream().filter(e -> e.getName().endsWith("/plan.txt")).findFirst().orElseThrow();
      try (InputStream content = zip.getInputStream(file)) {
        assertThat(content.readAllBytes()).isEqualTo(PLAN);
      }
      try (InputStream lines = zip.getInputStream(zip.getEntry("import.jsonl"))) {
        assertThat(new String(lines.readAllBytes(), StandardCharsets.UTF_8))
            .contains("\"message\":\"Voilà 😀\"")
            .containsOnlyOnce("\"type\":\"team\"");
      }
    }
  }

  @Test
  void aWrittenImportIsNeverTouchedAgain() throws IOException {
    Path archive = archive("a", message("S1", "m1").from("a").text("x").made());
    try (History history = open(archive)) {
      deliver("mattermost", history, "import.zip");
      byte[] before = Files.readAllBytes(folder.resolve("import.zip"));

      assertThatThrownBy(() -> deliver("mattermost", history, "import.zip"))
          .isInstanceOf(UsageException.class);

      assertThat(Files.readAllBytes(folder.resolve("import.zip"))).isEqualTo(before);
    }
  }

  @Test
  void unzipFindsTheImportWhole() throws IOException {
    ExternalTool unzip = ExternalTool.named("unzip", "unzip");
    Attachment plan =
        new Attachment(
            "plän.txt",
            null,
            PLAN.length,
            MemoryHistory.sha256(PLAN),
            Attachment.Status.PRESENT,
            "guid");
    try (History history =
        open(archive("a", message("S1", "m1").from("a").text("x").file(plan).made()))) {
      deliver("mattermost", history, "import.zip");
    }

    assertThat(unzip.run(folder, "-t", "import.zip")).contains("No errors detected");
  }

  private ImportReport deliver(String target, History history, String output) throws IOException {
    ImportRequest request =
        new ImportRequest(
            folder.resolve(output),
            Selection.ALL,
            Mode.DELIVER,
            ZoneOffset.UTC,
            Locale.ENGLISH,
            Map.of());
    return Import.run(Import.target(target), history, request, Progress.SILENT);
  }

  private ArchiveReader open(Path file) throws IOException {
    return ArchiveReader.open(file, List.of(identity));
  }

  private Path archive(String owner, Message... messages) throws IOException {
    Path file = folder.resolve(owner + ".zip.age");
    ArchiveDescription description =
        new ArchiveDescription(
            "Test",
            Instant.parse("2026-01-01T00:00:00Z"),
            new Account(owner, owner, "Wickr Me", null, "windows"),
            Map.of());
    long present = 0;
    long missing = 0;
    try (ArchiveWriter writer =
        ArchiveWriter.create(file, List.of(identity.recipient()), description)) {
      for (String person : List.of("a", "b")) {
        writer.person(new Person(person, "user" + person, null, person.equals(owner)));
      }
      writer.conversation(
          new Conversation("S1", Kind.ROOM, "Salle", null, List.of("a", "b"), Map.of()));
      for (Message message : messages) {
        writer.message(message);
        for (Attachment attachment : message.attachments()) {
          present += attachment.sha256() == null ? 0 : 1;
          missing += attachment.sha256() == null ? 1 : 0;
        }
      }
      if (present > 0) {
        writer.attachment(MemoryHistory.sha256(PLAN), new ByteArrayInputStream(PLAN));
      }
      if (missing > 0) {
        writer.loss(Loss.whole(Loss.What.ATTACHMENT, "guid", "attachment-missing", null));
      }
      writer.finish(
          new Balance(
              new Line(2, 2, 0),
              new Line(1, 1, 0),
              new Line(messages.length, messages.length, 0),
              new Line(present + missing, present, missing)),
          Progress.SILENT);
    }
    return file;
  }
}
