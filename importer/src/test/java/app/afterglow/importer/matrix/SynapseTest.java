package app.afterglow.importer.matrix;

import static app.afterglow.importer.testing.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.importer.ImportReport;
import app.afterglow.importer.testing.KilledProcess;
import app.afterglow.importer.testing.MemoryHistory;
import app.afterglow.model.Balance;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Imports into a real Synapse, looked at through the eyes of a person in the rooms. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SynapseTest {

  private static final int KILLS = Integer.getInteger("afterglow.matrix.kills", 20);

  @TempDir static Path folder;

  private Synapse synapse;
  private String token;
  private String otherToken;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    Path root = SynapseRoot.find();
    Path registration = register("afterglow_");
    Path other = register("other_");
    token = Files.readString(Registration.tokenFile(registration)).strip();
    otherToken = Files.readString(Registration.tokenFile(other)).strip();
    synapse = Synapse.start(root, List.of(registration, other), "");
  }

  @AfterAll
  void stop() throws IOException {
    if (synapse != null) {
      synapse.close();
    }
  }

  private static Path register(String prefix) throws IOException {
    Path file = folder.resolve(prefix + ".yaml");
    new MatrixRun("http://127.0.0.1:9", "", folder.resolve("unused.ledger"))
        .with("registration", file.toString())
        .with("user-prefix", prefix)
        .map(
            Files.writeString(
                folder.resolve(prefix + "speakers.csv"), "person,target\nm1,mapped\n"))
        .deliver(new MemoryHistory());
    return file;
  }

  private MatrixRun run(String ledger) {
    return new MatrixRun(synapse.url(), token, folder.resolve(ledger)).with("verify", "yes");
  }

  @Test
  void showsEverythingToWhoeverIsInvited() throws Exception {
    MatrixClient alice = synapse.person("alice");
    MatrixRun run = run("sample.ledger").with("invite-users", "@alice:" + Synapse.SERVER_NAME);

    ImportReport report = run.deliver(SampleHistory.make());

    assertThat(report.balance().people()).isEqualTo(new Balance.Line(3, 3, 0));
    assertThat(report.balance().conversations()).isEqualTo(new Balance.Line(2, 2, 0));
    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(18, 18, 0));
    assertThat(report.balance().attachments()).isEqualTo(new Balance.Line(5, 2, 3));
    assertThat(report.losses())
        .extracting(Loss::reason)
        .containsExactlyInAnyOrder(
            "attachment-missing",
            "attachment-missing",
            "too-large-for-server",
            "reaction-repeated",
            "reply-target-unknown",
            "split",
            "author-unknown",
            "characters",
            "unknown-kind");

    List<MatrixClient.Room> rooms = alice.joinAll();
    assertThat(rooms)
        .extracting(MatrixClient.Room::name)
        .containsExactlyInAnyOrder("Garden & <i>friends</i>", "Alice <b>A.</b>, böb");
    MatrixClient.Room room = named(rooms, "Garden & <i>friends</i>");
    assertThat(room.state("m.room.topic", "").path("topic").asText())
        .isEqualTo("All about \"tomatoes\"");
    assertThat(room.state("m.room.create", "").path("m.federate").asBoolean(true)).isFalse();
    assertThat(room.state("m.room.history_visibility", "").path("history_visibility").asText())
        .isEqualTo("shared");
    assertThat(room.state("m.room.encryption", "").isMissingNode()).isTrue();
    List<JsonNode> events = alice.messages(room.id());
    assertThat(events.stream().map(event -> line(room, event)))
        .containsExactlyElementsOf(expected());
    checkRelations(events);
    checkFiles(alice, events);

    // A second run adds nothing and says the same.
    assertThat(run.deliver(SampleHistory.make())).isEqualTo(report);
    assertThat(alice.messages(room.id())).hasSameSizeAs(events);

    // Nor does a run that lost its ledger.
    ImportReport blind =
        run("blind.ledger")
            .with("invite-users", "@alice:" + Synapse.SERVER_NAME)
            .deliver(SampleHistory.make());
    assertThat(blind).isEqualTo(report);
    assertThat(alice.messages(room.id())).hasSameSizeAs(events);

    // What somebody takes away afterwards is found missing.
    alice.redact(room.id(), id(events, "m24", "message"));
    ImportReport later = run.deliver(SampleHistory.make());
    assertThat(later.balance().messages()).isEqualTo(new Balance.Line(18, 17, 1));
    assertThat(later.losses())
        .contains(Loss.whole(Loss.What.MESSAGE, "m24", "missing-at-target", "message"));
  }

  @Test
  void postsAsWhomTheMapNames() throws Exception {
    synapse.person("mapped");
    MatrixClient guest = synapse.person("guest");
    Path map = folder.resolve("people.csv");
    Files.writeString(
        map, "person,target\nm1,mapped\nm2,@guest:" + Synapse.SERVER_NAME + "\nm3,\n");
    MemoryHistory history =
        new MemoryHistory()
            .account("m1", "one")
            .person("m1", "one")
            .person("m2", "two")
            .conversation("mapping", Conversation.Kind.GROUP, "Mapping", "m1", "m2", "m3")
            .message(message("mapping", "1").from("m1").text("mine").made())
            .message(message("mapping", "2").from("m2").text("a ghost's").made());

    ImportReport report = run("mapped.ledger").map(map).deliver(history);

    assertThat(report.losses()).extracting(Loss::reason).containsExactly("posts-as-ghost");
    MatrixClient.Room room = named(guest.joinAll(), "Mapping");
    assertThat(guest.messages(room.id()))
        .extracting(event -> event.path("sender").asText())
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("@mapped:" + Synapse.SERVER_NAME),
            second -> assertThat(second).startsWith("@afterglow_two_"));
  }

  private static MatrixClient.Room named(List<MatrixClient.Room> rooms, String name) {
    return rooms.stream().filter(room -> room.name().equals(name)).findFirst().orElseThrow();
  }

  /** Author, time, type and text of an event as people see them. */
  private static String line(MatrixClient.Room room, JsonNode event) {
    String sender = event.path("sender").asText();
    String name = room.state("m.room.member", sender).path("displayname").asText();
    JsonNode content = event.path("content");
    String relation = content.path("m.relates_to").path("rel_type").asText("");
    String type = content.path("msgtype").asText(relation);
    String body = content.path("body").asText(content.path("m.relates_to").path("key").asText());
    String shown = body.length() > 200 ? body.length() + " characters" : body;
    return String.join(
        "|",
        name,
        Instant.ofEpochMilli(event.path("origin_server_ts").asLong()).toString(),
        type,
        shown);
  }

  private static List<String> expected() {
    String alice = "Alice <b>A.</b>";
    List<String> parts = TextParts.of(SampleHistory.LONG, Drafts.LARGEST_TEXT);
    List<String> lines = new ArrayList<>();
    lines.add(l(alice, 1, "m.text", "Hello <script>alert(1)</script> & 🌻"));
    lines.add(l("böb", 2, "m.text", "Hi"));
    lines.add(l(alice, 3, "m.text", "first"));
    lines.add(l(alice, 4, "m.text", "* second"));
    lines.add(l(alice, 5, "m.text", "* third"));
    lines.add(l("böb", 6, "m.annotation", "👍"));
    lines.add(l("carol", 3, "m.annotation", "👍"));
    lines.add(l("carol", 8, "m.text", "not a member"));
    for (String part : parts) {
      lines.add(l("böb", 9, "m.text", part.length() + " characters"));
    }
    lines.add(l("afterglow_bot", 10, "m.text", "from nobody \uFFFD"));
    lines.add(l(alice, 11, "m.image", "photo.jpg"));
    lines.add(l("böb", 12, "m.text", "look"));
    lines.add(l("böb", 12, "m.image", "photo.jpg"));
    lines.add(l("böb", 12, "m.notice", "(a file is missing: lost.pdf)"));
    lines.add(l("böb", 12, "m.notice", "(a file is too large for this homeserver: film.mp4)"));
    lines.add(l("böb", 13, "m.notice", "(a file is missing: lost.pdf)"));
    lines.add(l(alice, 21, "m.location", "48.2082, 16.3738"));
    lines.add(l("böb", 22, "m.notice", "(call: completed, 1 min 1 s, with " + alice + ")"));
    lines.add(l(alice, 23, "m.notice", "(changed the members: carol)"));
    lines.add(l(alice, 24, "m.notice", "(verified an identity, or asked for it)"));
    lines.add(l("böb", 25, "m.notice", "(deleted a message)"));
    lines.add(l("böb", 26, "m.text", "* Hi there"));
    lines.add(l(alice, 27, "m.annotation", "🍅"));
    lines.add(
        l(
            alice,
            28,
            "m.notice",
            "(a message of a kind that this program doesn't know: type 1000)\nodd"));
    assertThat(String.join("", parts)).isEqualTo(SampleHistory.LONG);
    assertThat(parts).hasSizeGreaterThan(1);
    return lines;
  }

  private static String l(String name, int minute, String type, String body) {
    return String.join("|", name, SampleHistory.at(minute), type, body);
  }

  private static void checkRelations(List<JsonNode> events) {
    assertThat(relation(events, "m02", "message").at("/m.in_reply_to/event_id").asText())
        .isEqualTo(id(events, "m01", "message"));
    for (String edit : List.of("edit.1", "edit.2")) {
      assertThat(relation(events, "m03", edit).path("rel_type").asText()).isEqualTo("m.replace");
      assertThat(relation(events, "m03", edit).path("event_id").asText())
          .isEqualTo(id(events, "m03", "message"));
    }
    assertThat(event(events, "m03", "edit.2").at("/content/m.new_content/body").asText())
        .isEqualTo("third");
    assertThat(relation(events, "m03", "reaction.0").path("event_id").asText())
        .isEqualTo(id(events, "m03", "message"));
    assertThat(relation(events, "m25", "message").at("/m.in_reply_to/event_id").asText())
        .isEqualTo(id(events, "m01", "message"));
    assertThat(relation(events, "m26", "message").path("event_id").asText())
        .isEqualTo(id(events, "m02", "message"));
    assertThat(relation(events, "m27", "message").path("event_id").asText())
        .isEqualTo(id(events, "m02", "message"));
    assertThat(event(events, "m21", "message").at("/content/geo_uri").asText())
        .isEqualTo("geo:48.2082000,16.3738000");
    assertThat(events).noneMatch(event -> event.path("content").has("formatted_body"));
  }

  private static void checkFiles(MatrixClient alice, List<JsonNode> events) throws Exception {
    String first = event(events, "m11", "attachment.0").at("/content/url").asText();
    assertThat(event(events, "m12", "attachment.0").at("/content/url").asText()).isEqualTo(first);
    assertThat(alice.media(first)).isEqualTo("a picture".getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode event(List<JsonNode> events, String message, String step) {
    return events.stream()
        .filter(event -> event.at("/content/app.afterglow.message").asText().equals(message))
        .filter(event -> event.at("/content/app.afterglow.step").asText().equals(step))
        .findFirst()
        .orElseThrow();
  }

  private static String id(List<JsonNode> events, String message, String step) {
    return event(events, message, step).path("event_id").asText();
  }

  private static JsonNode relation(List<JsonNode> events, String message, String step) {
    return event(events, message, step).path("content").path("m.relates_to");
  }

  /** As a run leaves it that is killed while the answer is on its way. */
  @Test
  void sendsNothingTwiceThatAForgetfulServerHas() throws Exception {
    MatrixClient reader = synapse.person("reader");
    MemoryHistory history =
        new MemoryHistory()
            .account("f1", "one")
            .person("f1", "one")
            .conversation("forgotten", Conversation.Kind.ROOM, "Forgotten", "f1")
            .message(message("forgotten", "1").from("f1").text("first").made())
            .message(
                message("forgotten", "2")
                    .from("f1")
                    .text("second")
                    .reaction("f1", "🌻", null)
                    .made());
    MatrixRun run = run("forgotten.ledger").with("invite-users", "@reader:" + Synapse.SERVER_NAME);
    run.deliver(history);
    String room = named(reader.joinAll(), "Forgotten").id();
    List<JsonNode> before = reader.messages(room);
    try (Connection ledger =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("forgotten.ledger"));
        Statement statement = ledger.createStatement()) {
      int forgotten =
          statement.executeUpdate(
              "UPDATE step SET state = 0, target_id = NULL WHERE message = '2'");
      assertThat(forgotten).isEqualTo(2);
      // Such a run hasn't come to inviting anybody.
      assertThat(statement.executeUpdate("DELETE FROM step WHERE message = ''")).isPositive();
    }
    synapse.restart();

    ImportReport report = run.deliver(history);

    assertThat(report.losses()).isEmpty();
    assertThat(before).hasSize(3);
    assertThat(ids(reader.messages(room))).isEqualTo(ids(before));
  }

  private static List<String> ids(List<JsonNode> events) {
    return events.stream().map(event -> event.path("event_id").asText()).toList();
  }

  /** A process killed at random moments, and Synapse restarted now and then. */
  @Test
  void endsWithTheContentOfAnUninterruptedRun() throws Exception {
    synapse.person("bob");
    MatrixClient bob = synapse.person("bobby");
    Path ledger = folder.resolve("killed.ledger");
    String invited = "@bobby:" + Synapse.SERVER_NAME;
    new MatrixRun(synapse.url(), otherToken, folder.resolve("whole.ledger"))
        .with("user-prefix", "other_")
        .with("invite-users", invited)
        .deliver(KilledRun.history());
    Random random = new Random();
    int killed = 0;
    for (int i = 0; i < KILLS; i++) {
      boolean was =
          KilledProcess.killAtRandom(
              KilledRun.class,
              List.of(synapse.url(), ledger.toString()),
              Map.of("AFTERGLOW_TEST_TOKEN", token),
              800,
              3_300,
              random);
      killed += was ? 1 : 0;
      if (i % 3 == 2) {
        // What was on its way arrives, and is forgotten as a transaction.
        Thread.sleep(500);
        synapse.restart();
      }
    }

    ImportReport report =
        run("killed.ledger").with("invite-users", invited).deliver(KilledRun.history());

    assertThat(report.losses()).isEmpty();
    assertThat(report.balance().messages())
        .isEqualTo(new Balance.Line(KilledRun.MESSAGES, KilledRun.MESSAGES, 0));
    assertThat(killed).as("runs that were killed at work").isPositive();
    List<List<String>> whole = contents(bob, "other_");
    assertThat(whole).hasSize(KilledRun.CONVERSATIONS);
    assertThat(contents(bob, "afterglow_")).isEqualTo(whole);
  }

  /** What stands in the rooms of one service, in order of the rooms' names. */
  private static List<List<String>> contents(MatrixClient client, String prefix) throws Exception {
    List<List<String>> contents = new ArrayList<>();
    List<MatrixClient.Room> rooms =
        client.joinAll().stream()
            .filter(room -> !room.state("m.room.canonical_alias", "").isMissingNode())
            .filter(
                room ->
                    room.state("m.room.canonical_alias", "")
                        .path("alias")
                        .asText()
                        .startsWith("#" + prefix))
            .sorted(Comparator.comparing(MatrixClient.Room::name))
            .toList();
    for (MatrixClient.Room room : rooms) {
      List<JsonNode> events = client.messages(room.id());
      contents.add(events.stream().map(event -> told(events, event, prefix)).toList());
    }
    return contents;
  }

  private static String told(List<JsonNode> events, JsonNode event, String prefix) {
    JsonNode content = event.path("content");
    String related =
        content
            .path("m.relates_to")
            .path("event_id")
            .asText(content.at("/m.relates_to/m.in_reply_to/event_id").asText());
    String about =
        events.stream()
            .filter(other -> other.path("event_id").asText().equals(related))
            .map(other -> other.at("/content/app.afterglow.message").asText())
            .collect(Collectors.joining());
    return String.join(
        "|",
        event.path("sender").asText().replace("@" + prefix, ""),
        event.path("origin_server_ts").asText(),
        content.path("app.afterglow.message").asText(),
        content.path("app.afterglow.step").asText(),
        content.path("body").asText(),
        about);
  }

  /** So many as {@code -Dafterglow.matrix.messages} says; the figures are printed. */
  @Test
  void takesManyMessagesWithFlatMemory() throws Exception {
    long count = Long.getLong("afterglow.matrix.messages", 400);
    MemoryHistory history = new MemoryHistory().account("p0", "p0");
    for (int p = 0; p < 8; p++) {
      history.person("p" + p, "person" + p);
    }
    int rooms = 4;
    for (int c = 0; c < rooms; c++) {
      String id = "many" + c;
      history.conversation(id, Conversation.Kind.ROOM, "Many " + c, "p0", "p1", "p2");
      history.messages(id, count / rooms, () -> many(id, count / rooms));
    }
    long start = System.nanoTime();
    try (HeapWatch heap = new HeapWatch()) {

      ImportReport report =
          run("many.ledger").with("verify", "no").with("parallel", "4").deliver(history);

      double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
      System.out.printf(
          "matrix: %d messages in %.1f s, %.1f a second; heap after collection at most %d MB%n",
          report.balance().messages().found(),
          seconds,
          report.balance().messages().found() / seconds,
          heap.most() >> 20);
      assertThat(report.balance().messages())
          .isEqualTo(new Balance.Line(count / rooms * rooms, count / rooms * rooms, 0));
      assertThat(report.losses()).isEmpty();
      assertThat(heap.most()).as("bytes of heap").isLessThan(200L << 20);
    }
  }

  private static Stream<Message> many(String conversation, long count) {
    Instant start = Instant.parse("2020-01-01T00:00:00Z");
    return LongStream.range(0, count)
        .mapToObj(
            i ->
                message(conversation, String.format("%s-%08d", conversation, i))
                    .from("p" + i % 8)
                    .at(start.plusSeconds(i))
                    .text("message number " + i)
                    .made());
  }
}
