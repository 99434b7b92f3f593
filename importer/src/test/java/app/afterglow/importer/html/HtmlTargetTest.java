package app.afterglow.importer.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.TargetProvider;
import app.afterglow.model.Attachment;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import app.afterglow.model.Selection;
import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import app.afterglow.reader.testing.DemoHistory;
import app.afterglow.reader.testing.InMemoryHistory;
import app.afterglow.reader.testing.Messages;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlTargetTest {

  private static final int LARGEST = 2_000_000;

  @TempDir Path folder;

  @Test
  void isFoundAsHtml() {
    assertThat(ServiceLoader.load(TargetProvider.class).stream().map(ServiceLoader.Provider::get))
        .anySatisfy(
            provider -> {
              assertThat(provider.name()).isEqualTo("html");
              assertThat(provider.create()).isInstanceOf(HtmlTarget.class);
            });
  }

  @Test
  void writesEveryMessageInOrder() throws Exception {
    InMemoryHistory history = DemoHistory.make();

    ImportReport report = deliver(history, request(Selection.ALL));

    assertThat(report.balance().addsUp()).isTrue();
    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(3034, 3034, 0));
    assertThat(report.written()).first().isEqualTo(output().resolve("index.html"));
    ScriptFiles data = new ScriptFiles(output());
    JsonNode conversations = data.read("conversations");
    assertThat(conversations).hasSize(5);
    for (int i = 0; i < 5; i++) {
      List<String> expected = new ArrayList<>();
      history.messages(history.conversations().get(i)).map(Message::id).forEach(expected::add);
      assertThat(data.messages(i).stream().map(message -> message.get("id").asText()))
          .containsExactlyElementsOf(expected);
      assertThat(conversations.get(i).get("messageCount").asInt()).isEqualTo(expected.size());
    }
  }

  @Test
  void keepsEveryFieldOfAMessage() throws Exception {
    deliver(DemoHistory.make(), request(Selection.ALL));

    ObjectNode messages = JsonNodeFactory.instance.objectNode();
    for (JsonNode message : new ScriptFiles(output()).messages(0)) {
      messages.set(message.get("id").asText(), message);
    }

    assertThat(messages.get("g-4").get("replyTo").asText()).isEqualTo("g-3");
    assertThat(messages.get("g-4").get("reactions")).hasSize(3);
    assertThat(messages.get("g-9").get("edits").get(0).get("previousText").asText())
        .contains("8 h à la ferme");
    assertThat(messages.get("g-10").get("expiresAt").asLong())
        .isEqualTo(Instant.parse("2021-06-02T06:41:00Z").toEpochMilli());
    assertThat(messages.get("g-14").get("raw").get("pollQuestion").asText())
        .isEqualTo("Beans or peas?");
    assertThat(messages.get("g-15").get("call").get("durationSeconds").asInt()).isEqualTo(754);
    assertThat(messages.get("g-16").get("location").get("latitude").asDouble()).isEqualTo(48.8361);
    assertThat(messages.get("g-19").get("reaction").get("targetId").asText()).isEqualTo("g-18");
    assertThat(messages.get("g-8").get("attachments").get(0).get("status").asText())
        .isEqualTo("missing");
  }

  @Test
  void writesFilesUnderTheirNamesAndWithTheirContent() throws Exception {
    InMemoryHistory history = DemoHistory.make();

    ImportReport report = deliver(history, request(Selection.ALL));

    assertThat(report.balance().attachments()).isEqualTo(new Balance.Line(12, 10, 2));
    assertThat(report.losses())
        .extracting(Loss::reason)
        .containsExactly("attachment-missing", "attachment-damaged");
    int checked = 0;
    for (int i = 0; i < 5; i++) {
      for (JsonNode message : new ScriptFiles(output()).messages(i)) {
        for (JsonNode attachment : message.path("attachments")) {
          if (attachment.has("path")) {
            byte[] content = Files.readAllBytes(output().resolve(attachment.get("path").asText()));
            assertThat(InMemoryHistory.sha256(content))
                .isEqualTo(attachment.get("sha256").asText());
            checked++;
          }
        }
      }
    }
    assertThat(checked).isEqualTo(10);
    assertThat(names(output().resolve("media")))
        .contains("garden plan.png", "Seed list 2021 – final.pdf", "Voice memo.wav")
        .contains("__script__script_window.hacked=3__script_.html.txt")
        .contains("invoicefdp.exe");
  }

  @Test
  void writesNoPageOverTwoMegabytesWhateverIsInAMessage() throws Exception {
    InMemoryHistory history = new InMemoryHistory();
    String c = "c";
    // The worst a character can do: six bytes where it has one.
    String huge = "\u2028<'\\\"\uD800".repeat(500_000);
    List<Message> messages = new ArrayList<>();
    messages.add(Messages.in(c, "m-1").from("p", "2021-01-01T00:00:00Z").text(huge).build());
    for (int i = 2; i < 2000; i++) {
      messages.add(
          Messages.in(c, "m-" + i)
              .from("p", Instant.parse("2021-01-01T00:00:00Z").plusSeconds(i))
              .text("x".repeat(3000))
              .build());
    }
    history.add(Messages.room(c, huge, "p"), messages);

    deliver(history, request(Selection.ALL));

    for (Path file : ScriptFiles.all(output())) {
      assertThat(Files.size(file)).as(file.toString()).isLessThanOrEqualTo(LARGEST);
    }
    ScriptFiles data = new ScriptFiles(output());
    List<JsonNode> written = data.messages(0);
    assertThat(written).hasSize(1999);
    assertThat(written.getFirst().get("text").asText()).isEqualTo(huge);
    assertThat(data.read("conversations").get(0).get("title").asText()).isEqualTo(huge);
  }

  @Test
  void writesNothingThatCouldEndAScript() throws Exception {
    deliver(DemoHistory.make(), request(Selection.ALL));

    for (Path file : ScriptFiles.all(output().resolve("data"))) {
      String script = Files.readString(file, StandardCharsets.UTF_8);
      assertThat(script).as(file.toString()).doesNotContain("<", "\u2028", "\u2029");
      assertThat(file.getFileName().toString()).matches("[a-z0-9.-]+\\.js");
    }
  }

  @Test
  void writesNothingOnADryRun() throws Exception {
    ImportReport delivered = deliver(DemoHistory.make(), request(Selection.ALL));
    Path other = folder.resolve("other");

    ImportReport counted =
        new HtmlProvider()
            .create()
            .deliver(
                DemoHistory.make(),
                new ImportRequest(
                    other,
                    Selection.ALL,
                    ImportRequest.Mode.DRY_RUN,
                    ZoneId.of("UTC"),
                    Locale.ENGLISH,
                    Map.of()),
                Progress.SILENT);

    assertThat(counted.balance()).isEqualTo(delivered.balance());
    assertThat(counted.losses()).isEqualTo(delivered.losses());
    assertThat(counted.written()).isEmpty();
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(output());
    }
  }

  @Test
  void writesOnlyWhatIsSelected() throws Exception {
    InMemoryHistory history = DemoHistory.make();
    Selection selection =
        new Selection(
            Set.of("Community garden"),
            Instant.parse("2021-05-03T00:00:00Z"),
            Instant.parse("2021-05-04T00:00:00Z"));

    ImportReport report = deliver(history, request(selection));

    assertThat(report.balance().conversations().found()).isEqualTo(1);
    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(2, 2, 0));
    ScriptFiles data = new ScriptFiles(output());
    assertThat(data.messages(0).stream().map(message -> message.get("id").asText()))
        .containsExactly("g-9", "g-10");
    assertThat(data.read("people"))
        .extracting(person -> person.get("id").asText())
        .containsExactlyInAnyOrder("p-mara", "p-tomas", "p-ines", "p-kenji");
  }

  @Test
  void leavesFilesOutWhenAsked() throws Exception {
    ImportReport report =
        deliver(DemoHistory.make(), request(output(), Selection.ALL, Map.of("media", "leave-out")));

    assertThat(report.balance().attachments()).isEqualTo(new Balance.Line(12, 0, 12));
    assertThat(report.losses()).hasSize(12);
    assertThat(output().resolve("media")).doesNotExist();
    assertThat(new ScriptFiles(output()).read("losses")).hasSize(13);
  }

  @Test
  void listsAFileWhoseContentIsNotWhatItsHashSays() throws Exception {
    InMemoryHistory history = new InMemoryHistory();
    Attachment good = history.attach("a.txt", "text/plain", new byte[] {1});
    history.contents.put(String.valueOf(good.sha256()), new byte[] {2});
    Message message =
        Messages.in("c", "m")
            .from("p", "2021-01-01T00:00:00Z")
            .body(new MessageBody.FileBody(null))
            .with(good)
            .build();
    history.add(Messages.room("c", "Room", "p"), List.of(message));

    ImportReport report = deliver(history, request(Selection.ALL));

    assertThat(report.balance().attachments()).isEqualTo(new Balance.Line(1, 0, 1));
    assertThat(report.losses()).extracting(Loss::reason).containsExactly("attachment-unreadable");
    assertThat(names(output().resolve("media"))).isEmpty();
  }

  @Test
  void writesOneContentOnce() throws Exception {
    InMemoryHistory history = new InMemoryHistory();
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      messages.add(
          Messages.in("c", "m-" + i)
              .from("p", "2021-01-0" + (i + 1) + "T00:00:00Z")
              .with(history.attach("name " + i + ".txt", "text/plain", new byte[] {7}))
              .build());
    }
    history.add(Messages.room("c", "Room", "p"), messages);

    ImportReport report = deliver(history, request(Selection.ALL));

    assertThat(report.balance().attachments()).isEqualTo(new Balance.Line(3, 3, 0));
    assertThat(names(output().resolve("media"))).containsExactly("name 0.txt");
  }

  @Test
  void refusesAFolderThatHoldsSomething() throws Exception {
    Files.createDirectories(output());
    Files.writeString(output().resolve("mine.txt"), "mine");

    assertThatThrownBy(() -> deliver(DemoHistory.make(), request(Selection.ALL)))
        .isInstanceOf(UsageException.class);

    assertThat(ScriptFiles.all(folder)).containsExactly(output().resolve("mine.txt"));
  }

  @Test
  void takesAnEmptyFolder() throws Exception {
    Files.createDirectories(output());

    deliver(DemoHistory.make(), request(Selection.ALL));

    assertThat(output().resolve("index.html")).exists();
  }

  @Test
  void replacesWhatAKilledRunLeft() throws Exception {
    Path part = folder.resolve("pages.part");
    Files.createDirectories(part.resolve("data"));
    Files.createFile(part.resolve(".afterglow-unfinished"));
    Files.writeString(part.resolve("data/old.js"), "old");

    deliver(DemoHistory.make(), request(Selection.ALL));

    assertThat(part).doesNotExist();
    assertThat(output().resolve("data/old.js")).doesNotExist();
  }

  @Test
  void touchesNoForeignFolderOfThatName() throws Exception {
    Path foreign = folder.resolve("pages.part/letter.txt");
    Files.createDirectories(folder.resolve("pages.part"));
    Files.writeString(foreign, "mine");

    assertThatThrownBy(() -> deliver(DemoHistory.make(), request(Selection.ALL)))
        .isInstanceOf(UsageException.class);

    assertThat(foreign).hasContent("mine");
  }

  @Test
  void leavesNothingBehindWhenItFails() throws Exception {
    Progress stopping =
        new Progress() {
          @Override
          public void start(Stage stage, long items, long bytes) {}

          @Override
          public void advance(long items, long bytes) {
            throw new IllegalStateException("stopped by the test");
          }
        };

    assertThatThrownBy(
            () -> new HtmlTarget().deliver(DemoHistory.make(), request(Selection.ALL), stopping))
        .hasMessage("stopped by the test");

    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void wantsAnOutputAndKnownOptions() {
    assertThatThrownBy(() -> deliver(DemoHistory.make(), request(null, Selection.ALL, Map.of())))
        .isInstanceOf(UsageException.class)
        .satisfies(
            problem ->
                assertThat(((UsageException) problem).problem().what(Locale.FRENCH))
                    .startsWith("La cible html"));
    assertThatThrownBy(
            () ->
                deliver(
                    DemoHistory.make(), request(output(), Selection.ALL, Map.of("media", "burn"))))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void saysInTheFolderThatItIsNotEncrypted() throws Exception {
    deliver(DemoHistory.make(), request(Selection.ALL));

    assertThat(output().resolve("README.txt"))
        .content()
        .contains("NOT encrypted", "index.html", "3,034 messages in 5 conversations");
  }

  @Test
  void takesAnEmptyHistory() throws Exception {
    InMemoryHistory history = new InMemoryHistory();
    history.people.add(new Person("p", "ada", null, true));

    ImportReport report = deliver(history, request(Selection.ALL));

    assertThat(report.balance().addsUp()).isTrue();
    assertThat(new ScriptFiles(output()).read("s/index")).isEmpty();
  }

  private Path output() {
    return folder.resolve("pages");
  }

  private ImportRequest request(Selection selection) {
    return request(output(), selection, Map.of());
  }

  private static ImportRequest request(
      @Nullable Path output, Selection selection, Map<String, String> options) {
    return new ImportRequest(
        output,
        selection,
        ImportRequest.Mode.DELIVER,
        ZoneId.of("Europe/Paris"),
        Locale.ENGLISH,
        options);
  }

  private static ImportReport deliver(InMemoryHistory history, ImportRequest request)
      throws IOException {
    return new HtmlProvider().create().deliver(history, request, Progress.SILENT);
  }

  private static List<String> names(Path directory) {
    if (!Files.exists(directory)) {
      return List.of();
    }
    return ScriptFiles.all(directory).stream().map(f -> f.getFileName().toString()).toList();
  }
}
