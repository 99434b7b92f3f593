package app.afterglow.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.age.X25519Identity;
import app.afterglow.archive.ArchiveReader;
import app.afterglow.archive.ArchivedConversation;
import app.afterglow.exporter.ExportRequest.Expired;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Selection;
import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an export can be asked for, on the logged-out sample: 240 messages, 6 of them expiring. */
class ExportTest {

  private static final Path STORE = Path.of("src/test/resources/wickr/windows-loggedout/store");
  private static final String KEY =
      "0038b4e652e44da7f2370d9e260e27136550a4a3a6d07f5c0c332f8b1224083fd2";
  private static final String ROOM = "Salle 2 ✓ the";

  @TempDir Path folder;

  private final X25519Identity identity = X25519Identity.generate();

  @Test
  void keepsExpiredMessagesAndCountsThem() throws IOException {
    ExportReport report = export(Selection.ALL, Expired.KEEP);

    assertThat(report.expired()).isEqualTo(6);
    assertThat(report.info().balance().messages()).isEqualTo(new Balance.Line(240, 240, 0));
  }

  @Test
  void dropsExpiredMessagesAndListsEach() throws IOException {
    ExportReport report = export(Selection.ALL, Expired.DROP);

    assertThat(report.expired()).isZero();
    assertThat(report.info().balance().messages()).isEqualTo(new Balance.Line(240, 234, 6));
    assertThat(report.firstLosses())
        .filteredOn(loss -> loss.what() == Loss.What.MESSAGE)
        .hasSize(6)
        .allMatch(loss -> loss.reason().equals("message-expired") && !loss.partial());
    assertThat(report.info().description().options().get("expired")).hasToString("\"drop\"");
  }

  @Test
  void carriesWhatIsSelectedAndStatesWhatIsNot() throws IOException {
    Instant since = Instant.parse("2020-06-01T00:00:00Z");
    Instant until = Instant.parse("2021-06-01T00:00:00Z");

    ExportReport report = export(new Selection(Set.of(ROOM), since, until), Expired.KEEP);

    List<Message> messages = messages();
    assertThat(messages)
        .isNotEmpty()
        .allMatch(message -> !message.sentAt().isBefore(since) && message.sentAt().isBefore(until));
    assertThat(report.info().balance().conversations()).isEqualTo(new Balance.Line(1, 1, 0));
    assertThat(report.info().balance().messages())
        .isEqualTo(new Balance.Line(messages.size(), messages.size(), 0));
    assertThat(report.info().description().options().get("notSelected"))
        .hasToString("{\"conversations\":5,\"messages\":%d}".formatted(240 - messages.size()));
  }

  @Test
  void refusesToOverwrite() throws IOException {
    Files.writeString(archive(), "precious");

    assertThatThrownBy(() -> export(Selection.ALL, Expired.KEEP))
        .isInstanceOf(UsageException.class);
    assertThat(archive()).hasContent("precious");
  }

  @Test
  void leavesNothingBehindWhereItFailsMidway() throws IOException {
    Progress stopping =
        new Progress() {
          private Stage stage = Stage.COPYING_STORE;

          @Override
          public void start(Stage newStage, long totalItems, long totalBytes) {
            stage = newStage;
          }

          @Override
          public void advance(long items, long bytes) {
            if (stage == Stage.MESSAGES) {
              throw new IllegalStateException("stopped by the test");
            }
          }
        };

    assertThatThrownBy(() -> export(Selection.ALL, Expired.KEEP, stopping))
        .hasMessage("stopped by the test");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  private Path archive() {
    return folder.resolve("archive.zip.age");
  }

  private ExportReport export(Selection selection, Expired expired) throws IOException {
    return export(selection, expired, Progress.SILENT);
  }

  private ExportReport export(Selection selection, Expired expired, Progress progress)
      throws IOException {
    ExportRequest request =
        new ExportRequest(
            StoreFinder.only(STORE, "wickr"),
            archive(),
            List.of(identity.recipient()),
            selection,
            expired,
            "Afterglow test");
    try (Credentials key =
        new Credentials(null, null, null, Secret.owning(KEY.getBytes(StandardCharsets.US_ASCII)))) {
      return Export.run(request, key, progress);
    }
  }

  private List<Message> messages() throws IOException {
    List<Message> messages = new ArrayList<>();
    try (ArchiveReader reader = ArchiveReader.open(archive(), List.of(identity))) {
      for (ArchivedConversation conversation : reader.conversations()) {
        try (Stream<Message> stream = reader.messages(conversation)) {
          messages.addAll(stream.toList());
        }
      }
    }
    return messages;
  }
}
