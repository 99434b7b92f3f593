package app.afterglow.importer.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.TargetProvider;
import app.afterglow.importer.plain.Golden;
import app.afterglow.importer.plain.Histories;
import app.afterglow.importer.plain.MemoryHistory;
import app.afterglow.importer.plain.Messages;
import app.afterglow.importer.plain.Samples;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Selection;
import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlackTargetTest {

  @TempDir Path folder;

  @Test
  void writesEveryKindAsTheGoldenFilesSay() throws IOException {
    Path zip = folder.resolve("export.zip");

    ImportReport report = deliver(Samples.everyKind(), Samples.request(zip, Map.of()));

    SlackExport export = SlackExport.read(zip);
    Golden.assertSame("slack/every-kind.txt", Golden.text(export.entries));
    assertThat(report.written()).containsExactly(zip);
    assertThat(report.balance().messages().carried()).isEqualTo(19);
    assertThat(report.balance().attachments().carried()).isEqualTo(3);
    assertThat(report.balance().attachments().lost()).isEqualTo(2);
  }

  @Test
  void listsWhatTheLayoutLacks() throws IOException {
    ImportReport report =
        deliver(Samples.everyKind(), Samples.request(folder.resolve("a.zip"), Map.of()));

    assertThat(report.losses().stream().filter(l -> !l.partial()).map(Loss::reason))
        .containsExactlyInAnyOrder("attachment-missing", "attachment-damaged");
    assertThat(report.losses().stream().filter(l -> l.id().equals("room-1")).map(Loss::reason))
        .contains("expiry", "kind-as-text", "reaction-times", "reaction-gathered", "time-moved");
  }

  @Test
  void keepsHostileContentInItsPlace() throws IOException {
    MemoryHistory history = Samples.hostile();
    Path zip = folder.resolve("hostile.zip");

    ImportReport report = deliver(history, Samples.request(zip, Map.of()));

    SlackExport export = SlackExport.read(zip);
    assertThat(export.messages.values().stream().mapToInt(List::size).sum())
        .isEqualTo(history.everythingSaid().size());
    assertThat(report.balance().addsUp()).isTrue();
    assertThat(export.entries.keySet()).noneMatch(n -> n.contains("..") || n.startsWith("/"));
  }

  @Test
  void marksALinkOfAnyLength() throws IOException {
    String link = "https://example.org/?a=1" + "&name=value".repeat(5_000) + "x".repeat(50_000);
    MemoryHistory history = room();
    history.message(
        Messages.in("r", "m", Instant.ofEpochSecond(1_600_000_000L)).text("See " + link).done());
    Path zip = folder.resolve("links.zip");

    deliver(history, Samples.request(zip, Map.of()));

    assertThat(SlackExport.read(zip).titled("Room").getFirst().path("text").textValue())
        .isEqualTo("See <" + link.replace("&", "&amp;") + ">");
  }

  @Test
  void givesBackTextsToWhoeverUndoesTheEscapes() throws IOException {
    MemoryHistory history = room();
    for (int i = 0; i < Samples.HOSTILE_TEXTS.size(); i++) {
      history.message(
          Messages.in("r", "m" + i, Instant.ofEpochSecond(1_600_000_000L + i))
              .text(Samples.HOSTILE_TEXTS.get(i))
              .done());
    }
    Path zip = folder.resolve("texts.zip");

    deliver(history, Samples.request(zip, Map.of()));

    List<String> texts =
        SlackExport.read(zip).titled("Room").stream()
            .map(m -> m.path("text").textValue())
            .map(t -> t.replaceAll("<(https?://[^>]*)>", "$1"))
            .map(t -> t.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
            .toList();
    List<String> expected =
        Samples.HOSTILE_TEXTS.stream()
            .map(
                t ->
                    new String(
                        t.getBytes(java.nio.charset.StandardCharsets.UTF_16),
                        java.nio.charset.StandardCharsets.UTF_16))
            .toList();
    assertThat(texts.stream().filter(t -> !t.contains("\uFFFD")))
        .containsExactlyElementsOf(expected.stream().filter(t -> !t.contains("\uFFFD")).toList());
  }

  @Test
  void setsMessagesOfOneInstantApartInTheirOrder() throws IOException {
    MemoryHistory history = room();
    for (int i = 0; i < 1_500; i++) {
      history.message(Messages.in("r", "m" + i, "2021-01-01T23:59:59Z").text("no " + i).done());
    }
    Path zip = folder.resolve("same.zip");

    deliver(history, Samples.request(zip, Map.of()));

    SlackExport export = SlackExport.read(zip);
    assertThat(export.titled("Room")).hasSize(1_500);
    assertThat(export.titled("Room").getLast().path("text").textValue()).isEqualTo("no 1499");
    assertThat(export.entries).containsKeys("room/2021-01-01.json", "room/2021-01-02.json");
  }

  @Test
  void putsAnswersToAnswersIntoTheFirstThread() throws IOException {
    MemoryHistory history =
        room()
            .message(Messages.in("r", "a", "2021-01-01T00:00:00Z").done())
            .message(Messages.in("r", "b", "2021-01-01T00:00:01Z").answering("a").done())
            .message(Messages.in("r", "c", "2021-01-01T00:00:02Z").answering("b").done())
            .message(Messages.in("r", "d", "2021-01-01T00:00:03Z").answering("later").done())
            .message(Messages.in("r", "later", "2021-01-01T00:00:04Z").done());
    Path zip = folder.resolve("threads.zip");

    ImportReport report = deliver(history, Samples.request(zip, Map.of()));

    List<JsonNode> all = SlackExport.read(zip).titled("Room");
    assertThat(all.stream().map(m -> m.path("thread_ts").asText("none")))
        .containsExactly(
            "1609459200.000000",
            "1609459200.000000",
            "1609459200.000000",
            "none",
            "1609459204.000000");
    assertThat(report.losses().stream().map(Loss::reason)).contains("reply-unlinked");
  }

  @Test
  void foldsReactionsThatCameAsMessages() throws IOException {
    MemoryHistory history =
        room()
            .message(Messages.in("r", "a", "2021-01-01T00:00:00Z").done())
            .message(reaction("b", "bob-id", "a", "\uD83D\uDC4D", false))
            .message(reaction("c", "alice-id", "a", "\uD83D\uDC4D\uD83C\uDFFD", false))
            .message(reaction("d", "bob-id", "a", "\uD83D\uDC4D", true))
            .message(reaction("e", "bob-id", "b", "\uD83D\uDE00", false))
            .message(reaction("f", "bob-id", "gone", "\uD83D\uDE00", false));
    Path zip = folder.resolve("reactions.zip");

    ImportReport report = deliver(history, Samples.request(zip, Map.of()));

    List<JsonNode> all = SlackExport.read(zip).titled("Room");
    assertThat(all).hasSize(3);
    assertThat(all.getFirst().path("reactions")).hasSize(1);
    assertThat(all.getFirst().path("reactions").path(0).path("name").textValue())
        .isEqualTo("+1::skin-tone-4");
    assertThat(all.getLast().path("text").textValue()).isEqualTo("[reacted with \uD83D\uDE00]");
    assertThat(report.balance().messages().carried()).isEqualTo(6);
  }

  @Test
  void makesRoomsPublicWhereAsked() throws IOException {
    Path zip = folder.resolve("public.zip");

    deliver(Samples.everyKind(), Samples.request(zip, Map.of("rooms", "public")));

    SlackExport export = SlackExport.read(zip);
    assertThat(export.json("channels.json")).hasSize(1);
    assertThat(export.json("groups.json")).isEmpty();
  }

  @Test
  void makesUpAddressesWhereAskedForADomain() throws IOException {
    Path zip = folder.resolve("mail.zip");

    deliver(Samples.everyKind(), Samples.request(zip, Map.of("email-domain", "example.org")));

    assertThat(SlackExport.read(zip).users.values())
        .allMatch(u -> u.path("profile").path("email").asText().endsWith("@example.org"));
  }

  @Test
  void refusesAnUnknownWordForRooms() {
    ImportRequest request = Samples.request(folder.resolve("x.zip"), Map.of("rooms", "secret"));

    assertThatThrownBy(() -> deliver(Samples.everyKind(), request))
        .isInstanceOf(UsageException.class);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void touchesNothingThatIsThere() throws IOException {
    Path zip = Files.writeString(folder.resolve("mine.zip"), "mine");

    assertThatThrownBy(() -> deliver(Samples.everyKind(), Samples.request(zip, Map.of())))
        .isInstanceOf(UsageException.class);

    assertThat(zip).hasContent("mine");
  }

  @Test
  void leavesNothingBehindWhenTheHistoryCannotBeRead() {
    MemoryHistory history = Samples.everyKind().failing();
    ImportRequest request = Samples.request(folder.resolve("x.zip"), Map.of());

    assertThatThrownBy(() -> deliver(history, request)).isInstanceOf(IOException.class);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysInADryRunWhatADeliveryWouldSay() throws IOException {
    MemoryHistory history = Samples.everyKind();
    ImportRequest request = Samples.request(folder.resolve("dry.zip"), Map.of());

    ImportReport dry = deliver(history, Samples.dryRun(request));
    int reads = history.reads();
    assertThat(folder).isEmptyDirectory();
    ImportReport real = deliver(history, request);

    assertThat(dry).isEqualTo(real);
    assertThat(reads).isLessThanOrEqualTo(history.contents());
  }

  @Test
  void takesOnlyWhatIsSelected() throws IOException {
    Path zip = folder.resolve("part.zip");
    Selection selection =
        new Selection(
            Set.of("Été & plans"),
            Instant.parse("2021-05-04T22:00:00Z"),
            Instant.parse("2021-05-05T08:01:00Z"));

    ImportReport report =
        deliver(Samples.everyKind(), Samples.select(Samples.request(zip, Map.of()), selection));

    SlackExport export = SlackExport.read(zip);
    assertThat(export.messages.values()).singleElement().satisfies(m -> assertThat(m).hasSize(2));
    assertThat(export.users).hasSize(2);
    assertThat(report.balance().people().found()).isEqualTo(2);
    assertThat(report.balance().conversations().found()).isEqualTo(1);
  }

  @Test
  void writesTheSameBytesTwice() throws IOException {
    deliver(Samples.everyKind(), Samples.request(folder.resolve("1.zip"), Map.of()));
    deliver(Samples.everyKind(), Samples.request(folder.resolve("2.zip"), Map.of()));

    assertThat(folder.resolve("1.zip")).hasSameBinaryContentAs(folder.resolve("2.zip"));
  }

  @Test
  void isFoundByItsName() {
    assertThat(ServiceLoader.load(TargetProvider.class).stream().map(p -> p.get().name()))
        .contains("slack");
  }

  @Property(tries = 60)
  void carriesAnyHistory(@ForAll long seed) throws IOException {
    MemoryHistory history = Histories.of(seed);
    Path directory = Files.createTempDirectory("slack");
    Path zip = directory.resolve("any.zip");

    try {
      ImportReport report = deliver(history, Samples.request(zip, Map.of()));

      SlackExport export = SlackExport.read(zip);
      long gathered =
          report.losses().stream()
              .filter(l -> l.reason().equals("reaction-gathered"))
              .mapToLong(l -> Long.parseLong(String.valueOf(l.detail()).split(" ", 2)[0]))
              .sum();
      assertThat(export.messages.values().stream().mapToInt(List::size).sum() + gathered)
          .isEqualTo(history.everythingSaid().size());
      assertThat(report.balance().addsUp()).isTrue();
    } finally {
      Files.deleteIfExists(zip);
      Files.delete(directory);
    }
  }

  private static MemoryHistory room() {
    return new MemoryHistory()
        .person("alice-id", "alice", null, true)
        .person("bob-id", "bob", null, false)
        .conversation("r", Conversation.Kind.ROOM, "Room", "alice-id", "bob-id");
  }

  private static Message reaction(
      String id, String sender, String target, String emoji, boolean removed) {
    return Messages.in("r", id, "2021-01-01T00:00:01Z")
        .by(sender)
        .body(new MessageBody.ReactionTo(target, emoji, removed, null))
        .done();
  }

  private static ImportReport deliver(MemoryHistory history, ImportRequest request)
      throws IOException {
    return new SlackTargetProvider().create().deliver(history, request, Progress.SILENT);
  }
}
