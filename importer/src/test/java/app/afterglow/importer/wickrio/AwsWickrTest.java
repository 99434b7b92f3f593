package app.afterglow.importer.wickrio;

import static app.afterglow.importer.testing.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.importer.IdentityMap;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.delivery.TestTime;
import app.afterglow.importer.testing.MemoryHistory;
import app.afterglow.importer.wickrio.RecordingBot.Delivered;
import app.afterglow.importer.wickrio.StubGateway.Fault;
import app.afterglow.model.Attachment;
import app.afterglow.model.Balance;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.MessageBody;
import app.afterglow.problem.TargetRefusedException;
import app.afterglow.problem.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwsWickrTest {

  @TempDir Path folder;
  private final RecordingBot bot = new RecordingBot();
  private final TestTime time = new TestTime();
  private StubGateway gateway;
  private WickrRun run;

  @BeforeEach
  void start() throws IOException {
    gateway = new StubGateway(bot, folder.resolve("attachments"));
    run = new WickrRun(gateway.url(), folder.resolve("ledger"), time);
    bot.knows("alice@example.org", "Bob@example.org");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void makesARoomWithTheMappedPeopleAndTheBotAsModerator() throws IOException {
    map("p1,alice@example.org", "p2,bob@example.org", "p3,carol@example.org");

    ImportReport report = run.deliver(smallTalk());

    RecordingBot.Room room = bot.titled("Plans");
    assertThat(room.members)
        .containsExactlyInAnyOrder(WickrRun.BOT, "alice@example.org", "Bob@example.org");
    assertThat(room.masters).containsExactly(WickrRun.BOT);
    assertThat(room.description).contains("Wickr Me", "2021-05-04", "2021-05-05");
    assertThat(room.ttl).isEqualTo("31536000");
    assertThat(report.notes())
        .containsExactly("The network deletes the messages in 1 of the rooms after 365 days.");
    assertThat(report.losses())
        .extracting(Loss::reason)
        .containsExactly("not-in-network", "author-and-time-in-text");
  }

  @Test
  void writesAuthorTimeQuotesEditsReactionsAndKinds() throws IOException {
    MemoryHistory history = smallTalk();

    run.with("transcript", "none").deliver(history);

    assertThat(bot.titled("Plans").texts())
        .containsExactly(
            "[2021-05-04 13:37:05 UTC] alice: Shall we meet?\nAt noon, by the river.",
            """
            [2021-05-04 13:38:00 UTC] bob:\s
            > alice: Shall we meet? …
            Yes!
            (edited 2021-05-04 13:39:00 UTC; before: Yes?)
            (reactions: 👍 alice, carol; 🎉 alice)""",
            "[2021-05-04 13:40:00 UTC] carol: (call: missed, 1 min 5 s, with alice, bob)",
            "[2021-05-04 13:41:00 UTC] carol: (location: 48.85, 2.35)",
            "[2021-05-05 00:00:00 UTC] bob: (deleted the message: Yes!)");
  }

  @Test
  void speaksTheRequestsLanguage() throws IOException {
    run.with("transcript", "none").in(Locale.FRENCH).deliver(smallTalk());

    assertThat(bot.titled("Plans").texts())
        .contains("[2021-05-04 13:40:00 UTC] carol : (appel : missed, 1 min 5 s, avec alice, bob)");
  }

  @Test
  void sendsFilesOfOneNameUnderNamesOfTheirOwn() throws IOException {
    MemoryHistory history = people().conversation("c", Conversation.Kind.ROOM, "Pictures", "p1");
    Attachment first = history.attachment("photo.jpg", "first picture");
    Attachment second = history.attachment("photo.jpg", "second picture");
    Attachment odd = history.attachment("été/日本 \"x\".txt", "odd name");
    history.message(message("c", "m1").from("p1").file(first).file(second).made());
    history.message(
        message("c", "m2").from("p1").at("2021-05-04T14:00:00Z").file(odd).file(first).made());

    ImportReport report = run.with("transcript", "none").deliver(history);

    RecordingBot.Room room = bot.titled("Pictures");
    assertThat(room.files())
        .extracting(Delivered::sha256)
        .containsExactly(first.sha256(), second.sha256(), odd.sha256(), first.sha256());
    assertThat(room.files()).extracting(Delivered::text).doesNotHaveDuplicates();
    assertThat(room.files().getFirst().text()).endsWith("-photo.jpg");
    assertThat(room.files().get(2).text()).endsWith("-été_日本 _x_.txt");
    assertThat(room.delivered.getFirst().text())
        .contains("alice", "2021-05-04 13:37:05", "photo.jpg");
    assertThat(report.balance().attachments()).isEqualTo(new Balance.Line(4, 4, 0));
  }

  @Test
  void listsFilesThatAreNotThereOrNotWhole() throws IOException {
    MemoryHistory history = people().conversation("c", Conversation.Kind.ROOM, "Files", "p1");
    Attachment gone = history.attachment("gone.txt", "will be gone");
    history.forget(gone);
    Attachment missing =
        new Attachment("m.bin", null, 5, null, Attachment.Status.MISSING, "guid-m");
    history.message(message("c", "m1").from("p1").file(gone).file(missing).made());

    ImportReport report = run.with("transcript", "none").deliver(history);

    assertThat(report.balance().attachments()).isEqualTo(new Balance.Line(2, 0, 2));
    assertThat(report.losses())
        .contains(
            Loss.whole(Loss.What.ATTACHMENT, "guid-m", "attachment-missing", null),
            Loss.whole(Loss.What.ATTACHMENT, "guid-gone.txt", "attachment-damaged", null));
    assertThat(bot.titled("Files").texts().getFirst()).contains("(a file is missing: m.bin)");
    assertThat(run.deliver(history)).isEqualTo(report);
  }

  @Test
  void splitsLongTexts() throws IOException {
    MemoryHistory history = people().conversation("c", Conversation.Kind.ROOM, "Long", "p1");
    String text = "\"line\\ of é and 漢字 and 😀\u0001\n".repeat(3_000);
    history.message(message("c", "m1").from("p1").text(text).made());

    ImportReport report = run.with("transcript", "none").deliver(history);

    List<String> texts = bot.titled("Long").texts();
    assertThat(texts).hasSizeGreaterThan(5).allMatch(part -> part.length() <= 10_000);
    assertThat(
            texts.stream()
                .map(part -> part.substring(part.indexOf("): ") + 3))
                .collect(Collectors.joining()))
        .isEqualTo(text);
    assertThat(texts.getFirst())
        .startsWith("[2021-05-04 13:37:05 UTC] alice (1/" + texts.size() + "): ");
    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(1, 1, 0));
  }

  @Test
  void uploadsATranscriptAtTheEnd() throws IOException {
    run.deliver(smallTalk());

    List<Delivered> files = bot.titled("Plans").files();
    assertThat(files).hasSize(1);
    assertThat(files.getFirst().text()).endsWith("-Plans.html");
    assertThat(files.getFirst().content())
        .contains("Shall we meet?", "alice", "2021-05-04 13:37:05 UTC", "5 messages")
        .endsWith("</body></html>\n");
  }

  @Test
  void uploadsOnlyTheTranscriptWhereAsked() throws IOException {
    MemoryHistory history = smallTalk();
    history.message(
        message("c", "m9")
            .from("p1")
            .at("2021-05-06T00:00:00Z")
            .text("<script>alert('x')</script>\n[2021-05-07 00:00:00 UTC] bob: forged")
            .file(history.attachment("f.txt", "x"))
            .made());

    ImportReport report =
        run.with("mode", "transcript").with("transcript", "text").deliver(history);

    RecordingBot.Room room = bot.titled("Plans");
    assertThat(room.texts()).isEmpty();
    assertThat(room.files()).hasSize(1);
    assertThat(room.files().getFirst().content().lines())
        .contains("    [2021-05-07 00:00:00 UTC] bob: forged");
    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(6, 6, 0));
    assertThat(report.balance().attachments()).isEqualTo(new Balance.Line(1, 0, 1));
    assertThat(run.deliver(history)).isEqualTo(report);
    assertThat(bot.titled("Plans").files()).hasSize(1);
  }

  @Test
  void transcriptThatIsRefusedLosesItsMessages() throws IOException {
    gateway.fault("POST /File", Fault.BOT_FAILS, Fault.BOT_FAILS, Fault.BOT_FAILS);

    ImportReport report = run.with("mode", "transcript").deliver(smallTalk());

    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(5, 0, 5));
  }

  @Test
  void escapesMarkupInTranscripts() throws IOException {
    MemoryHistory history = people().conversation("c", Conversation.Kind.ROOM, "<b>T", "p1");
    history.message(message("c", "m").from("p1").text("<script>alert(\"x\")</script>&").made());

    run.deliver(history);

    String html = bot.titled("<b>T").files().getFirst().content();
    assertThat(html)
        .contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;", "&lt;b&gt;T")
        .doesNotContain("<script", "<b>");
  }

  @Test
  void secondRunAddsNothing() throws IOException {
    ImportReport first = run.deliver(smallTalk());
    List<Delivered> stood = List.copyOf(bot.titled("Plans").delivered);
    int requests = gateway.requests().size();

    ImportReport second = run.deliver(smallTalk());

    assertThat(bot.titled("Plans").delivered).isEqualTo(stood);
    assertThat(gateway.requests().subList(requests, gateway.requests().size()))
        .noneMatch(request -> request.startsWith("POST"));
    assertThat(second.balance()).isEqualTo(first.balance());
    assertThat(second.losses()).isEqualTo(first.losses());
  }

  @Test
  void addsPeopleWhoWereMappedLater() throws IOException {
    run.deliver(smallTalk());
    map("p1,alice@example.org");

    run.deliver(smallTalk());

    assertThat(bot.titled("Plans").members)
        .containsExactlyInAnyOrder(WickrRun.BOT, "alice@example.org");
  }

  @Test
  void makesGroupConversationsWhereAsked() throws IOException {
    map("p1,alice@example.org", "p2,bob@example.org");
    MemoryHistory history = smallTalk();
    history.conversation("d", Conversation.Kind.DIRECT, "", "p1", "p2");
    history.message(message("d", "d1").from("p1").text("just us").made());
    gateway.fault("POST /GroupConvo", Fault.DROPPED_AFTER);

    run.with("place", "as-source").deliver(history);

    assertThat(bot.rooms("S")).hasSize(1);
    assertThat(bot.rooms("G")).hasSize(1);
    assertThat(bot.rooms("G").getFirst().members)
        .containsExactlyInAnyOrder(WickrRun.BOT, "alice@example.org", "Bob@example.org");
    assertThat(bot.rooms("G").getFirst().texts())
        .containsExactly("[2021-05-04 13:37:05 UTC] alice: just us");
  }

  @Test
  void fallsBackToTheFirstVersionOfTheAddresses() throws IOException {
    gateway.onlyFirstVersion();

    run.deliver(smallTalk());

    assertThat(bot.titled("Plans").texts()).hasSize(5);
  }

  @Test
  void stopsAtAWrongTokenOrKeyOrAddress() {
    assertThatThrownBy(() -> run.withToken("wrong").deliver(smallTalk()))
        .isInstanceOf(TargetRefusedException.class)
        .hasMessageContaining("token");
    assertThatThrownBy(() -> run.withApiKey("wrong").deliver(smallTalk()))
        .isInstanceOf(TargetRefusedException.class)
        .hasMessageContaining("API key");
    run.withApiKey(StubGateway.API_KEY);
    gateway.fault("GET /Directory", Fault.PROXY_PAGE);
    assertThatThrownBy(() -> run.deliver(smallTalk()))
        .isInstanceOf(TargetRefusedException.class)
        .hasMessageContaining("not the gateway");
    assertThatThrownBy(() -> run.with("url", "ftp://x").deliver(smallTalk()))
        .isInstanceOf(UsageException.class);
    assertThat(bot.rooms("")).isEmpty();
  }

  @Test
  void waitsWhenTheGatewayLimitsTheRate() throws IOException {
    gateway.fault(
        "POST /Messages", Fault.NONE, Fault.RATE_LIMITED, Fault.SERVER_ERROR, Fault.RATE_LIMITED);

    ImportReport report = run.with("transcript", "none").deliver(smallTalk());

    assertThat(bot.titled("Plans").texts()).hasSize(5);
    assertThat(time.waits().stream().filter(Duration.ofSeconds(7)::equals)).hasSize(2);
    assertThat(report.losses())
        .extracting(Loss::reason)
        .doesNotContain("may-stand-twice", "in-doubt");
  }

  @Test
  void repeatsWhatTheBotFailedAtAndThenListsIt() throws IOException {
    gateway.fault(
        "POST /Messages",
        Fault.BOT_FAILS,
        Fault.BOT_FAILS_QUIETLY,
        Fault.NONE,
        Fault.BOT_FAILS_QUIETLY,
        Fault.BOT_FAILS,
        Fault.BOT_FAILS);

    ImportReport report = run.with("transcript", "none").deliver(smallTalk());

    assertThat(bot.titled("Plans").texts()).hasSize(4);
    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(5, 4, 1));
    assertThat(report.losses())
        .contains(Loss.whole(Loss.What.MESSAGE, "m2", "bot-failed", "status 400"));
  }

  @Test
  void asksTheCountersAboutALostAnswer() throws IOException {
    gateway.fault(
        "POST /Messages", Fault.NONE, Fault.DROPPED_AFTER, Fault.NONE, Fault.DROPPED_BEFORE);

    ImportReport report = run.with("transcript", "none").deliver(smallTalk());

    assertThat(bot.titled("Plans").texts()).hasSize(5).doesNotHaveDuplicates();
    assertThat(report.losses())
        .extracting(Loss::reason)
        .containsOnlyOnce("confirmed-without-answer")
        .doesNotContain("may-stand-twice");
  }

  @Test
  void doesNotBelieveCountersThatDontCount() throws IOException {
    bot.countersStandStill();
    gateway.fault("POST /Messages", Fault.NONE, Fault.DROPPED_AFTER);

    ImportReport report = run.with("transcript", "none").deliver(smallTalk());

    assertThat(bot.titled("Plans").texts())
        .hasSize(6)
        .filteredOn(text -> text.contains("(may stand here twice"))
        .hasSize(1);
    assertThat(report.losses()).extracting(Loss::reason).contains("may-stand-twice");
  }

  @Test
  void isNotMisledByRoomsThatCount() throws IOException {
    bot.countsRooms();
    MemoryHistory history = smallTalk();
    for (int i = 0; i < 6; i++) {
      history.conversation("x" + i, Conversation.Kind.ROOM, "X" + i, "p1");
      for (int m = 0; m < 5; m++) {
        history.message(message("x" + i, "x" + i + m).from("p1").text(i + "." + m).made());
      }
    }
    gateway.fault(
        "POST /Messages",
        Fault.NONE,
        Fault.NONE,
        Fault.DROPPED_AFTER,
        Fault.DROPPED_BEFORE,
        Fault.NONE,
        Fault.DROPPED_BEFORE,
        Fault.NONE,
        Fault.DROPPED_AFTER,
        Fault.NONE,
        Fault.DROPPED_BEFORE);

    ImportReport report = run.with("transcript", "none").deliver(history);

    for (int i = 0; i < 6; i++) {
      List<String> texts = bot.titled("X" + i).texts();
      for (int m = 0; m < 5; m++) {
        String end = i + "." + m;
        assertThat(texts).anyMatch(text -> text.endsWith(end));
      }
      // Nothing stands there twice unless it says so.
      assertThat(texts)
          .filteredOn(text -> !text.contains("(may stand here twice"))
          .doesNotHaveDuplicates();
    }
    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(35, 35, 0));
  }

  @Test
  void findsARoomWhoseMakingLostItsAnswer() throws IOException {
    gateway.fault("POST /Rooms", Fault.DROPPED_AFTER);

    run.deliver(smallTalk());

    assertThat(bot.rooms("S")).hasSize(1);
  }

  @Test
  void findsThatRoomInALaterRunWhoseHistoryWentOn() throws IOException {
    Fault[] always = new Fault[20];
    Arrays.fill(always, Fault.SERVER_ERROR);
    gateway.fault("POST /Rooms", Fault.DROPPED_AFTER);
    gateway.fault("GET /Rooms", always);
    assertThatThrownBy(() -> run.deliver(smallTalk())).isInstanceOf(TargetRefusedException.class);
    gateway.clearFaults();

    run.deliver(
        smallTalk()
            .message(message("c", "m6").from("p1").at("2021-06-07T00:00:00Z").text("on").made()));

    assertThat(bot.rooms("S")).hasSize(1);
  }

  @Test
  void leavesTheTimeOfDeletionToTheNetworkWhereItInsists() throws IOException {
    gateway.fault("POST /Rooms", Fault.BOT_FAILS);

    ImportReport report = run.deliver(smallTalk());

    assertThat(bot.titled("Plans").ttl).isEqualTo("2592000");
    assertThat(report.notes())
        .contains("The network deletes the messages in 1 of the rooms after 30 days.");
  }

  @Test
  void dryRunGivesThePlanAndSendsNothing() throws IOException {
    Path map = folder.resolve("people.csv");
    bot.knows("carol@example.org");

    ImportReport report = run.dry().map(map).with("rate", "0.01").deliver(smallTalk());

    assertThat(gateway.requests()).containsExactly("GET /Directory");
    assertThat(Files.exists(folder.resolve("ledger"))).isFalse();
    assertThat(report.notes().getFirst())
        .isEqualTo("Plan: 1 rooms to make, 5 messages in 9 requests; 0 steps are done already.");
    assertThat(report.notes().get(1)).contains("0 h 15 min");
    assertThat(report.written()).containsExactly(map);
    IdentityMap suggested = IdentityMap.read(map);
    assertThat(suggested.target("p1")).isEqualTo("alice@example.org");
    assertThat(suggested.entries())
        .hasEntrySatisfying("p1", p1 -> assertThat(p1.messages()).isOne());
    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(5, 5, 0));
  }

  @Test
  void writesTheUsersToInvite() throws IOException {
    map("p1,alice@example.org", "p3,=cmd|carol@example.org");
    Path invite = folder.resolve("invite.csv");

    run.with("invite", invite.toString()).deliver(smallTalk());

    assertThat(Files.readAllLines(invite))
        .containsExactly("first name,last name,user name/e-mail", "carol,,'=cmd|carol@example.org");
  }

  @Test
  void verifyingComparesTheRooms() throws IOException {
    map("p1,alice@example.org");
    run.deliver(smallTalk());
    bot.titled("Plans").members = new HashSet<>(List.of(WickrRun.BOT));

    ImportReport report = run.with("verify", "yes").deliver(smallTalk());

    assertThat(report.losses())
        .contains(
            Loss.partial(Loss.What.CONVERSATION, "c", "differs-at-target", "members are missing"))
        .extracting(Loss::reason)
        .contains("not-read-back");
  }

  @Test
  void neverWritesTextsOrSecretsIntoTheLedger() throws IOException {
    run.deliver(smallTalk());

    String ledger = Files.readString(folder.resolve("ledger"), StandardCharsets.ISO_8859_1);
    assertThat(ledger)
        .contains("c")
        .doesNotContain("Shall we meet", "Plans", StubGateway.TOKEN, StubGateway.API_KEY);
  }

  private void map(String... lines) throws IOException {
    Path map = folder.resolve("map.csv");
    Files.writeString(map, "person,target\n" + String.join("\n", lines) + "\n");
    run.map(map);
  }

  private static MemoryHistory people() {
    return new MemoryHistory()
        .account("p1", "alice")
        .person("p1", "alice")
        .person("p2", "bob")
        .person("p3", "carol");
  }

  private static MemoryHistory smallTalk() {
    return people()
        .conversation("c", Conversation.Kind.ROOM, "Plans", "p1", "p2", "p3")
        .message(
            message("c", "m1").from("p1").text("Shall we meet?\nAt noon, by the river.").made())
        .message(
            message("c", "m2")
                .from("p2")
                .at("2021-05-04T13:38:00Z")
                .replyTo("m1")
                .text("Yes!")
                .edited("2021-05-04T13:39:00Z", "Yes?")
                .reaction("p1", "👍", null)
                .reaction("p3", "👍", null)
                .reaction("p1", "🎉", null)
                .made())
        .message(
            message("c", "m3")
                .from("p3")
                .at("2021-05-04T13:40:00Z")
                .body(new MessageBody.Call("missed", 65L, List.of("p1", "p2"), null))
                .made())
        .message(
            message("c", "m4")
                .from("p3")
                .at("2021-05-04T13:41:00Z")
                .body(new MessageBody.Location(48.85, 2.35, null))
                .made())
        .message(
            message("c", "m5")
                .from("p2")
                .at("2021-05-05T00:00:00Z")
                .body(new MessageBody.Deleted("m2", null))
                .made());
  }
}
