package app.afterglow.importer.jsonl;

import static app.afterglow.importer.testing.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.importer.Import;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.ImportRequest.Mode;
import app.afterglow.importer.testing.MemoryHistory;
import app.afterglow.model.Attachment;
import app.afterglow.model.Balance.Line;
import app.afterglow.model.Conversation.Kind;
import app.afterglow.model.Loss;
import app.afterglow.model.Person;
import app.afterglow.model.Selection;
import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonlTargetTest {

  @TempDir Path folder;
  private final MemoryHistory history = new MemoryHistory();

  @BeforeEach
  void twoConversations() {
    history
        .account("a", "alice")
        .person(new Person("a", "alice", "Alice", true))
        .person("b", "bob")
        .person("c", "carol")
        .conversation("S1", Kind.ROOM, "Salle", "a", "b")
        .conversation("D1", Kind.DIRECT, "", "a", "c");
  }

  @Test
  void writesEveryRecordInTheArchivesWords() throws IOException {
    Attachment file = history.attachment("é/../x.txt", "content");
    history.message(message("S1", "m1").from("b").text("a\nb \u2028 😀 \uD800").file(file).made());
    history.message(message("D1", "m2").from("c").replyTo("m1").reaction("a", "👍", null).made());
    history.loss(Loss.whole(Loss.What.MESSAGE, "x", "damaged", null));

    ImportReport report = run(Selection.ALL, Mode.DELIVER);

    assertThat(lines("accounts.jsonl")).hasSize(1);
    assertThat(lines("people.jsonl"))
        .extracting(p -> p.path("id").asText())
        .containsExactly("a", "b", "c");
    JsonNode room = lines("conversations.jsonl").getFirst();
    assertThat(room.path("kind").asText()).isEqualTo("room");
    assertThat(room.path("messageCount").asInt()).isEqualTo(1);
    assertThat(room.path("messageFiles").get(0).asText()).isEqualTo("messages.jsonl");
    JsonNode first = lines("messages.jsonl").getFirst();
    assertThat(first.path("text").asText()).isEqualTo("a\nb \u2028 😀 \uD800");
    assertThat(first.path("sentAt").asText()).isEqualTo("2021-05-04T13:37:05.000Z");
    String sha256 = first.path("attachments").get(0).path("sha256").asText();
    assertThat(out().resolve("attachments").resolve(sha256.substring(0, 2)).resolve(sha256))
        .hasContent("content");
    assertThat(lines("losses.jsonl")).extracting(l -> l.path("id").asText()).containsExactly("x");
    assertThat(report.written()).containsExactly(out());
    assertThat(report.losses()).isEmpty();
    assertThat(report.balance().messages()).isEqualTo(new Line(2, 2, 0));
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void listsFilesThatAreNotThere() throws IOException {
    Attachment gone = history.attachment("gone", "gone");
    history.forget(gone);
    Attachment missing = new Attachment("m", null, 1, null, Attachment.Status.MISSING, null);
    history.message(message("S1", "m").from("b").text("t").file(gone).file(missing).made());

    ImportReport dry = run(Selection.ALL, Mode.DRY_RUN);

    assertThat(folder).isEmptyDirectory();
    ImportReport report = run(Selection.ALL, Mode.DELIVER);
    assertThat(report.balance().attachments()).isEqualTo(new Line(2, 0, 2));
    assertThat(dry.balance()).isEqualTo(report.balance());
    assertThat(dry.losses()).isEqualTo(report.losses());
    assertThat(lines("messages.jsonl").getFirst().at("/attachments/0/status").asText())
        .isEqualTo("damaged");
    assertThat(lines("losses.jsonl"))
        .extracting(l -> l.path("id").asText() + " " + l.path("reason").asText())
        .containsExactly("guid-gone attachment-unreadable", "m/2 attachment-missing");
  }

  @Test
  void bringsOnlyWhatWasAskedFor() throws IOException {
    history.message(message("S1", "m1").from("b").text("no").made());
    history.message(message("D1", "m2").from("c").at("2020-01-01T00:00:00Z").text("no").made());
    history.message(message("D1", "m3").from("c").text("yes").made());

    ImportReport report =
        run(new Selection(Set.of("D1"), Instant.parse("2021-01-01T00:00:00Z"), null), Mode.DELIVER);

    assertThat(lines("messages.jsonl"))
        .extracting(m -> m.path("id").asText())
        .containsExactly("m3");
    assertThat(lines("people.jsonl"))
        .extracting(p -> p.path("id").asText())
        .containsExactly("a", "c");
    assertThat(report.balance().people()).isEqualTo(new Line(2, 2, 0));
  }

  @Test
  void touchesNothingThatIsThere() throws IOException {
    run(Selection.ALL, Mode.DELIVER);

    assertThatThrownBy(() -> run(Selection.ALL, Mode.DELIVER))
        .isInstanceOfSatisfying(
            UsageException.class,
            e ->
                assertThat(e.problem().next(Locale.FRENCH)).contains("déplacez ce qui s’y trouve"));
  }

  @Test
  void leavesNothingBehindWhenTheArchiveCanNotBeRead() {
    history.messages(
        "S1",
        1,
        () -> {
          throw new UncheckedIOException(new IOException("damaged"));
        });

    assertThatThrownBy(() -> run(Selection.ALL, Mode.DELIVER)).hasMessage("damaged");
    assertThat(folder).isEmptyDirectory();
  }

  private Path out() {
    return folder.resolve("out");
  }

  private List<JsonNode> lines(String name) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readString(out().resolve(name)).split("\n", -1)) {
      if (!line.isEmpty()) {
        lines.add(new ObjectMapper().readTree(line));
      }
    }
    return lines;
  }

  private ImportReport run(Selection selection, Mode mode) throws IOException {
    return Import.run(
        Import.target("jsonl"),
        history,
        new ImportRequest(out(), selection, mode, ZoneOffset.UTC, Locale.ENGLISH, Map.of()),
        Progress.SILENT);
  }
}
