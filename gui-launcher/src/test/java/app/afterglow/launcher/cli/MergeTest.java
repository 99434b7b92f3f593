package app.afterglow.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.age.IdentitiesFile;
import app.afterglow.age.Identity;
import app.afterglow.archive.ArchiveReader;
import app.afterglow.archive.ArchivedConversation;
import app.afterglow.exporter.wickr.sample.SampleStore;
import app.afterglow.launcher.testing.Afterglow;
import app.afterglow.launcher.testing.Afterglow.Ended;
import app.afterglow.launcher.testing.Sample;
import app.afterglow.launcher.testing.ScriptedPrompt;
import app.afterglow.model.Message;
import app.afterglow.secret.Secret;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An older and a newer copy of one store, found in one folder, exported one by one, and merged. */
class MergeTest {

  @TempDir static Path shared;
  @TempDir Path folder;
  private static Sample whole;
  private static Path truth;
  private static Path older;
  private static Path newer;
  private static Path olderArchive;
  private static Path newerArchive;
  private static int deleted;

  /** The file that both copies have, and neither whole. */
  private static final String DAMAGED =
      UUID.nameUUIDFromBytes("atlas-set.bin".getBytes(StandardCharsets.UTF_8)).toString();

  @BeforeAll
  static void exportTwoCopies() throws IOException {
    whole = Sample.in(Files.createDirectory(shared.resolve("whole")));
    truth = whole.export(shared.resolve("truth.zip.age"));
    Path copies = Files.createDirectory(shared.resolve("copies"));
    older = SampleStore.create(copies.resolve("older"), Instant.parse("2021-07-17T00:00:00Z"));
    newer = SampleStore.create(copies.resolve("newer"));
    // What the newer one has lost meanwhile the older one still has.
    for (Path file : attachments(older)) {
      Path same = newer.resolve("temp/attachments").resolve(file.getFileName());
      if (!same.endsWith(DAMAGED)) {
        Files.delete(same);
        deleted++;
      }
    }
    olderArchive = export(older, shared.resolve("older.zip.age"));
    newerArchive = export(newer, shared.resolve("newer.zip.age"));
  }

  private static List<Path> attachments(Path store) throws IOException {
    try (Stream<Path> files = Files.list(store.resolve("temp/attachments"))) {
      return files.toList();
    }
  }

  private static Path export(Path store, Path archive) {
    return new Sample(store, whole.password(), whole.key(), whole.recipient()).export(archive);
  }

  private Ended merge(Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("merge", olderArchive, newerArchive));
    arguments.addAll(List.of("-o", folder.resolve("c.zip.age"), "-i", whole.key()));
    arguments.addAll(List.of(more));
    return Afterglow.start().run(arguments.toArray());
  }

  @Test
  void findListsBothCopiesAndExportSaysHowToChoose() {
    Ended found = Afterglow.start().run("find", shared.resolve("copies"));
    Ended export =
        Afterglow.start()
            .run("export", shared.resolve("copies"), "-r", whole.recipient(), "-o", "nothing.age");

    assertThat(found.out()).contains("2 stores were found", older.toString(), newer.toString());
    assertThat(export.exitCode()).isEqualTo(2);
    assertThat(export.err()).contains(older.toString(), newer.toString(), "merge");
  }

  @Test
  void mergedCopiesAreTheWholeStore() throws IOException {
    Ended ended = merge("-r", whole.recipient(), "--json");
    JsonNode answer = ended.json();

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(messages(folder.resolve("c.zip.age"))).isEqualTo(messages(truth));
    assertThat(answer.at("/balance")).isEqualTo(balance(truth));
    assertThat(answer.at("/recovered").asInt()).isEqualTo(deleted).isPositive();
    assertThat(answer.at("/conflicts").asInt()).isZero();
    assertThat(answer.at("/inputs/0/archive").asText()).isEqualTo(newerArchive.toString());
    Ended verified =
        Afterglow.start().run("verify", folder.resolve("c.zip.age"), "-i", whole.key());
    assertThat(verified.exitCode()).isZero();
  }

  @Test
  void saysWhatItMadeOfWhat() {
    Ended ended = merge("-r", whole.recipient());

    assertThat(ended.out())
        .contains("Made of 2 archives", "older.zip.age", "newer.zip.age")
        .contains("Items that one archive had lost and another had: ")
        .contains("People", "Messages");
  }

  @Test
  void eachArchiveMayHaveAnotherKeyAndTheNewOneAPassphrase() throws IOException {
    Path passphrase = Files.writeString(folder.resolve("pass.txt"), "first\n");
    Path locked = folder.resolve("locked.zip.age");
    Object[] export = {
      "export", older, "--password-file", whole.password(), "--passphrase-file", passphrase
    };
    List<Object> arguments = new ArrayList<>(List.of(export));
    arguments.addAll(List.of("-o", locked));
    assertThat(Afterglow.start().run(arguments.toArray()).exitCode()).isLessThan(2);

    Ended ended =
        Afterglow.start()
            .with("NEW", "second")
            .run(
                "merge",
                locked,
                newerArchive,
                "-i",
                whole.key(),
                "--passphrase-file",
                passphrase,
                "--new-passphrase-file",
                "env:NEW",
                "-o",
                folder.resolve("c.zip.age"));

    assertThat(ended.exitCode()).isEqualTo(1);
    Ended opened =
        Afterglow.start()
            .with("NEW", "second")
            .run("verify", folder.resolve("c.zip.age"), "--passphrase-file", "env:NEW");
    assertThat(opened.exitCode()).isZero();
  }

  @Test
  void asksForTheNewPassphraseWhereNobodyWasNamed() {
    ScriptedPrompt prompt = ScriptedPrompt.answering("new", "new");

    Ended ended =
        Afterglow.start()
            .asking(prompt)
            .run(
                "merge",
                olderArchive,
                newerArchive,
                "-i",
                whole.key(),
                "-o",
                folder.resolve("c.zip.age"));

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(prompt.questions()).hasSize(2);
  }

  @Test
  void mistakesAreSaidBeforeAnythingIsRead() throws IOException {
    Path there = Files.writeString(folder.resolve("there.age"), "precious");

    assertThat(merge().exitCode()).isEqualTo(2);
    assertThat(merge().err()).contains("--new-passphrase-file");
    assertThat(merge("-r", "age1nonsense").exitCode()).isEqualTo(2);
    Ended exists =
        Afterglow.start().run("merge", olderArchive, newerArchive, "-o", there, "-i", "none");
    assertThat(exists.exitCode()).isEqualTo(2);
    assertThat(there).hasContent("precious");
    Ended one = Afterglow.start().run("merge", olderArchive, "-o", folder.resolve("c"));
    assertThat(one.exitCode()).isEqualTo(2);
    assertThat(folder.resolve("c.zip.age")).doesNotExist();
  }

  @Test
  void wrongKeyNamesTheArchiveAndIsCode3() {
    Path other = folder.resolve("other.txt");
    Afterglow.start().run("keygen", "-q", "-o", other);

    Ended ended =
        Afterglow.start()
            .run(
                "merge",
                olderArchive,
                newerArchive,
                "-i",
                other,
                "-r",
                whole.recipient(),
                "-o",
                folder.resolve("c"));

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.err()).contains("older.zip.age");
  }

  private static JsonNode balance(Path archive) {
    return Afterglow.start()
        .run("info", archive, "-i", whole.key(), "--json")
        .json()
        .path("balance");
  }

  private static Map<String, List<Message>> messages(Path archive) throws IOException {
    Map<String, List<Message>> all = new HashMap<>();
    List<Identity> keys;
    try (Secret key = Secret.owning(Files.readAllBytes(whole.key()))) {
      keys = List.copyOf(IdentitiesFile.read(key, "key"));
    }
    try (ArchiveReader reader = ArchiveReader.open(archive, keys)) {
      for (ArchivedConversation conversation : reader.conversations()) {
        try (Stream<Message> messages = reader.messages(conversation)) {
          all.put(conversation.conversation().id(), messages.toList());
        }
      }
    }
    return all;
  }
}
