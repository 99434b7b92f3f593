package app.afterglow.importer.mattermost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.importer.ImportReport;
import app.afterglow.importer.delivery.Ledger;
import app.afterglow.importer.delivery.TestTime;
import app.afterglow.importer.mattermost.StubServer.Fault;
import app.afterglow.importer.testing.MemoryHistory;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import app.afterglow.problem.TargetRefusedException;
import app.afterglow.problem.UsageException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries to a running server, post by post. */
class LiveDeliveryTest {

  @TempDir Path folder;
  private StubServer server;
  private final TestTime time = new TestTime();

  @BeforeEach
  void start() throws IOException {
    server = new StubServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private LiveRun run() {
    return new LiveRun(server.url(), folder.resolve("ledger")).at(time);
  }

  private ObjectNode postOf(String message) {
    return server.state.content().values().stream()
        .flatMap(List::stream)
        .filter(p -> p.path("props").path("afterglow").path("id").asText().equals(message))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void letsAuthorsSpeakForThemselves() throws IOException {
    ImportReport report = run().with("verify", "yes").deliver(LiveHistory.everything());

    Map<String, List<String>> content = Contents.of(server.state);
    assertThat(content).containsOnlyKeys(LiveHistory.ROOM, "alice bob", "alice bob carol");
    assertThat(content.get("alice bob"))
        .containsExactly(
            "bob: *2019-01-01 00:00:00 UTC*\njust us",
            "admin: **Sender unknown** *2019-01-01 00:01:00 UTC*\nwho was it");
    String hello = "*2019-01-01 00:01:00 UTC*\nHello *there* & 🌻";
    assertThat(content.get(LiveHistory.ROOM))
        .startsWith(
            "alice: " + hello,
            "bob: *2019-01-01 00:02:00 UTC*\nHi re: " + hello + " <alice tomato>",
            "alice: *2019-01-01 00:02:00 UTC*\nand hi again re: " + hello,
            "alice: *2019-01-01 00:03:00 UTC*\nsecond\n*Reactions: 🦖🦖 carol*\n\n"
                + "> *Edited 2019-01-01 00:04:00 UTC; before:*\n> first <bob +1>");
    assertThat(report.losses())
        .extracting(Loss::reason)
        .doesNotContain("differs-at-target", "missing-at-target")
        .contains("time-in-text", "reaction-in-text", "reaction-repeated", "message-split");
    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(23, 23, 0));
    assertThat(report.balance().attachments()).isEqualTo(new Balance.Line(18, 14, 4));
    assertThat(server.state.memberNames(LiveHistory.ROOM))
        .containsExactlyInAnyOrder("admin", "alice", "bob", "carol");
  }

  @Test
  void keepsTimesWhereTheTokenSpeaksForAll() throws IOException {
    ImportReport report =
        run().with("post-as", "token").with("verify", "yes").deliver(LiveHistory.everything());

    ObjectNode first = postOf("m01");
    assertThat(first.path("create_at").asLong())
        .isEqualTo(Instant.parse(LiveHistory.at(1)).toEpochMilli());
    assertThat(first.path("message").asText()).isEqualTo("Hello *there* & 🌻");
    assertThat(first.path("props").path("override_username").asText()).isEqualTo("Alice A.");
    assertThat(first.path("props").path("from_webhook").asText()).isEqualTo("true");
    assertThat(Contents.of(server.state)).containsOnlyKeys(LiveHistory.ROOM, "alice bob", "Trio");
    assertThat(report.losses())
        .extracting(Loss::reason)
        .contains("author-shown-only", "group-as-channel")
        .doesNotContain("differs-at-target", "missing-at-target", "time-in-text");
    assertThat(server.requests()).noneMatch(request -> request.endsWith("/tokens"));
  }

  @Test
  void namesAuthorsInTheTextWhereTheServerShowsNoOtherNames() throws IOException {
    server.state.config().put("EnablePostUsernameOverride", "false");
    run().with("post-as", "token").deliver(LiveHistory.everything());
    server.state.config().put("EnablePostUsernameOverride", "true");

    ImportReport again =
        run().with("post-as", "token").with("verify", "yes").deliver(LiveHistory.everything());

    assertThat(postOf("m01").path("message").asText())
        .isEqualTo("**Alice A\\.**\nHello *there* & 🌻");
    assertThat(again.losses()).extracting(Loss::reason).doesNotContain("differs-at-target");
  }

  @ParameterizedTest
  @ValueSource(strings = {"authors", "token"})
  void addsNothingInASecondRunOrWithoutTheLedger(String voice) throws IOException {
    ImportReport first = run().with("post-as", voice).deliver(LiveHistory.everything());
    Map<String, List<String>> content = Contents.of(server.state);
    int before = server.count();

    assertThat(run().with("post-as", voice).deliver(LiveHistory.everything())).isEqualTo(first);
    assertThat(server.requests().subList(before, server.count()))
        .allMatch(request -> request.startsWith("GET") || request.endsWith("/users/usernames"));

    Files.delete(folder.resolve("ledger"));
    ImportReport found = run().with("post-as", voice).deliver(LiveHistory.everything());
    assertThat(found.balance()).isEqualTo(first.balance());
    assertThat(Contents.of(server.state)).isEqualTo(content);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void comesToTheSameWhateverGoesWrongOnce(Fault fault) throws IOException {
    run().deliver(LiveHistory.everything());
    Map<String, List<String>> whole = Contents.of(server.state);
    try (StubServer troubled = new StubServer()) {
      for (String request :
          List.of(
              "POST /posts",
              "POST /files",
              "POST /reactions",
              "POST /channels",
              "POST /users",
              "POST /teams",
              "/tokens",
              "GET /channels",
              "GET /files")) {
        troubled.fault(request, fault);
      }
      ImportReport report =
          new LiveRun(troubled.url(), folder.resolve("troubled"))
              .at(time)
              .with("verify", "yes")
              .deliver(LiveHistory.everything());

      assertThat(Contents.of(troubled.state)).isEqualTo(whole);
      assertThat(report.balance().messages().lost()).isZero();
      assertThat(report.losses()).extracting(Loss::reason).doesNotContain("differs-at-target");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"authors", "token"})
  void comesToTheSameHoweverMuchGoesWrong(String voice) throws IOException {
    run().with("post-as", voice).deliver(LiveHistory.plain(3, 30));
    Map<String, List<String>> whole = Contents.of(server.state);
    long seed = System.nanoTime();
    try (StubServer troubled = new StubServer()) {
      troubled.chaos(seed);
      LiveRun run =
          new LiveRun(troubled.url(), folder.resolve("troubled"))
              .at(time)
              .with("post-as", voice)
              .with("parallel", "1");
      run.deliver(LiveHistory.plain(3, 30));
      troubled.calm();
      ImportReport report =
          run.with("verify", "yes").with("retry-refused", "yes").deliver(LiveHistory.plain(3, 30));

      assertThat(Contents.of(troubled.state)).as("seed %d", seed).isEqualTo(whole);
      assertThat(report.balance().messages()).isEqualTo(new Balance.Line(90, 90, 0));
      assertThat(report.losses()).extracting(Loss::reason).doesNotContain("differs-at-target");
    }
  }

  @Test
  void leavesTheServerAloneForAsLongAsItWants() throws IOException {
    server.fault("POST /posts", Fault.RATE_LIMITED, Fault.RATE_LIMITED_WITHOUT_RETRY_AFTER);

    run().with("parallel", "1").deliver(LiveHistory.everything());

    assertThat(time.waits()).contains(Duration.ofSeconds(7), Duration.ofSeconds(3));
  }

  @Test
  void takesItsTokensBack() throws IOException {
    run().deliver(LiveHistory.everything());
    assertThat(server.state.tokensAlive()).isZero();

    server.fault(
        "POST /posts", Stream.generate(() -> Fault.UNAVAILABLE).limit(40).toArray(Fault[]::new));
    MemoryHistory more = LiveHistory.plain(1, 5);
    assertThatThrownBy(() -> run().deliver(more)).isInstanceOf(TargetRefusedException.class);
    assertThat(server.state.tokensAlive()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"RESET_BEFORE", "UNAVAILABLE"})
  void waitsOnlyOnceForAServerThatIsAwayWhenItTakesThemBack(Fault fault) throws IOException {
    server.fault("/tokens/revoke", fault, fault, fault, fault);
    MemoryHistory history = LiveHistory.everything();

    ImportReport report = run().deliver(history);

    assertThat(server.requests()).filteredOn(r -> r.endsWith("/tokens/revoke")).hasSize(1);
    assertThat(server.state.tokensAlive()).isEqualTo(3);
    assertThat(report.notes()).anyMatch(note -> note.contains("3"));

    server.clearFaults();
    run().deliver(history);
    assertThat(server.state.tokensAlive()).isZero();
  }

  @Test
  void looksForNoTokensOfAccountsThatAreGone() throws IOException {
    try (Ledger ledger =
        Ledger.open(folder.resolve("ledger"), "mattermost " + server.url() + " moved")) {
      ledger.memory().rememberNote("token-holders", "z".repeat(26));
    }

    ImportReport report = run().deliver(LiveHistory.plain(1, 3));

    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(3, 3, 0));
  }

  @Test
  void makesOthersWhereTokensHaveExpired() throws IOException {
    MemoryHistory history = LiveHistory.plain(1, 20);
    run().deliver(history);
    try (StubServer other = new StubServer()) {
      LiveRun run = new LiveRun(other.url(), folder.resolve("other")).at(time);
      other.whenever("POST /posts", 5, other.state::expireTokens);
      run.deliver(history);

      assertThat(Contents.of(other.state)).isEqualTo(Contents.of(server.state));
    }
  }

  @Test
  void findsWhatIsMissingOrDiffers() throws IOException {
    run().deliver(LiveHistory.everything());
    server.state.change(postOf("m01").path("id").asText(), "message", "something else");
    server.state.change(
        postOf("m22").path("id").asText(), "user_id", postOf("m01").path("user_id").asText());
    server.state.delete(postOf("m21").path("id").asText());
    server.state.muddleFiles(postOf("m12"), postOf("m14"));

    ImportReport report = run().with("verify", "yes").deliver(LiveHistory.everything());

    assertThat(report.losses())
        .filteredOn(loss -> loss.reason().endsWith("at-target"))
        .extracting(loss -> loss.id() + " " + loss.reason() + " " + loss.detail())
        .containsExactlyInAnyOrder(
            "m01 differs-at-target message: text",
            "m12 differs-at-target message: attachments",
            "m14 differs-at-target message: attachments",
            "m22 differs-at-target message: author",
            "m21 missing-at-target message");
    assertThat(report.balance().messages().lost()).isEqualTo(1);
  }

  @Test
  void rehearsesWithoutChangingAnything() throws IOException {
    Path map = folder.resolve("people.csv");
    server.state.addUser("carol", "carol@example.org");

    ImportReport plan =
        run().dry(true).map(map).with("create-users", "no").deliver(LiveHistory.everything());

    assertThat(server.requests())
        .allMatch(request -> request.startsWith("GET") || request.endsWith("/users/usernames"));
    assertThat(folder.resolve("ledger")).doesNotExist();
    assertThat(plan.written()).containsExactly(map);
    assertThat(Files.readAllLines(map))
        .filteredOn(line -> line.startsWith("p3"))
        .containsExactly("p3,carol,,5,carol,");
    assertThat(plan.notes()).anyMatch(note -> note.startsWith("Plan: 3 channels"));
    assertThat(plan.balance().messages()).isEqualTo(new Balance.Line(23, 23, 0));
  }

  @Test
  void believesTheMapAndNoNamesakes() throws IOException {
    server.state.addUser("alice", "namesake@example.org");
    server.state.addUser("roberta", "bob@example.org");
    Path map = folder.resolve("people.csv");
    Files.writeString(map, "person,target\np2,Bob@example.org\np3,nobody.here\n");

    ImportReport report =
        run().map(map).with("create-users", "no").deliver(LiveHistory.everything());

    assertThat(report.losses())
        .filteredOn(loss -> loss.what() == Loss.What.PERSON)
        .extracting(loss -> loss.id() + " " + loss.reason())
        .containsExactlyInAnyOrder("p1 unmapped", "p3 not-on-server");
    Map<String, List<String>> content = Contents.of(server.state);
    assertThat(content).hasSize(3).containsKey("Trio");
    assertThat(content.get(LiveHistory.ROOM))
        .element(0)
        .asString()
        .startsWith("admin: **Alice A\\.** *2019-01-01 00:01:00 UTC*\nHello");
    assertThat(content.get(LiveHistory.ROOM)).element(1).asString().startsWith("roberta: *2019");
    assertThat(server.state.memberNames(LiveHistory.ROOM)).isEqualTo(Set.of("admin", "roberta"));
    assertThat(report.losses()).extracting(Loss::reason).contains("member-without-account");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void speaksThroughNoStrangerWhereAnAddressIsUnknown(String create) throws IOException {
    server.state.addUser("alice", "alice@example.org");
    server.state.addUser("bob", "somebody.else@example.org");
    Path map = folder.resolve("people.csv");
    Files.writeString(map, "person,target\np1,alice\np2,bob@gone.example\n");
    LiveRun run = run().map(map).with("create-users", create);

    ImportReport report = run.deliver(LiveHistory.everything());
    ImportReport again = run.deliver(LiveHistory.everything());

    Map<String, List<String>> content = Contents.of(server.state);
    assertThat(content).doesNotContainKeys("alice bob", "alice bob carol");
    assertThat(content.values())
        .allSatisfy(posts -> assertThat(posts).noneMatch(post -> post.startsWith("bob:")));
    assertThat(again).isEqualTo(report);
    if (create.equals("no")) {
      assertThat(report.losses())
          .extracting(loss -> loss.id() + " " + loss.reason())
          .contains("p2 not-on-server", "D1 member-without-account");
    } else {
      assertThat(server.state.byEmail("bob@gone.example").path("username").asText())
          .startsWith("bob-");
      assertThat(content).hasSize(3).containsKey(LiveHistory.ROOM);
    }
  }

  @Test
  void givesNamesakesOtherNames() throws IOException {
    server.state.addUser("alice", "namesake@example.org");

    run().deliver(LiveHistory.everything());
    run().deliver(LiveHistory.everything());

    assertThat(server.state.memberNames(LiveHistory.ROOM))
        .hasSize(4)
        .doesNotContain("alice")
        .anyMatch(name -> name.startsWith("alice-"));
  }

  @Test
  void saysWhyNothingCanBeSent() throws IOException {
    MemoryHistory history = LiveHistory.everything();

    assertThatThrownBy(() -> run().token("wrong").deliver(history))
        .isInstanceOf(TargetRefusedException.class)
        .hasMessageContaining("does not accept the token");
    server.state.userTokens = false;
    assertThatThrownBy(() -> run().deliver(history))
        .isInstanceOf(TargetRefusedException.class)
        .hasMessageContaining("no access tokens");
    assertThatThrownBy(() -> run().with("post-as", "token").deliver(history))
        .isInstanceOf(UsageException.class);
    server.state.user(server.state.session(StubState.ADMIN)).put("roles", "system_user");
    assertThatThrownBy(() -> run().deliver(history))
        .isInstanceOf(TargetRefusedException.class)
        .hasMessageContaining("no system administrator");
    assertThatThrownBy(() -> run().with("url", server.url() + "/elsewhere").deliver(history))
        .isInstanceOf(TargetRefusedException.class)
        .hasMessageContaining("not a Mattermost server");
  }

  @Test
  void listsWhatItsChannelsLoseWhereTheyWereArchived() throws IOException {
    run().deliver(LiveHistory.plain(1, 4));
    server.state.archiveChannels();

    ImportReport report = run().deliver(LiveHistory.plain(1, 6));

    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(6, 4, 2));
    assertThat(report.losses()).extracting(Loss::reason).contains("room-gone");
  }
}
