package app.afterglow.importer.mattermost;

import static app.afterglow.importer.testing.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.archive.History;
import app.afterglow.importer.Import;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.ImportRequest.Mode;
import app.afterglow.importer.mattermost.BulkImportChecker.Post;
import app.afterglow.importer.testing.MemoryHistory;
import app.afterglow.model.Attachment;
import app.afterglow.model.Balance.Line;
import app.afterglow.model.Conversation;
import app.afterglow.model.Conversation.Kind;
import app.afterglow.model.Loss;
import app.afterglow.model.MessageBody;
import app.afterglow.model.MessageBody.RoomEvent.Event;
import app.afterglow.model.Person;
import app.afterglow.model.Selection;
import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MattermostTargetTest {

  @TempDir Path folder;
  private final MemoryHistory history = new MemoryHistory();

  @BeforeEach
  void aliceBobAndCarolInARoom() {
    history
        .account("a", "alice")
        .person(new Person("a", "alice", null, true))
        .person("b", "bob")
        .person("c", "chloé")
        .conversation("S1", Kind.ROOM, "Projet Été", "a", "b", "c");
  }

  @Test
  void keepsAuthorsTimesAndWords() throws IOException {
    history.conversation("D1", Kind.DIRECT, "", "b", "a");
    history.message(
        message("S1", "m1").from("b").at("2021-05-04T13:37:05Z").text("Bonjour *!*").made());
    history.message(
        message("D1", "m2").from("a").at("2021-05-04T13:37:06.123Z").text("مرحبا 👋🏽").made());

    ImportReport report = run(Map.of("team", "moved", "team-name", "Moved here"));
    BulkImportChecker zip = check();

    assertThat(report.losses())
        .extracting(Loss::reason)
        .containsExactlyInAnyOrder("user-name-changed");
    assertThat(report.balance().messages()).isEqualTo(new Line(2, 2, 0));
    assertThat(zip.users).containsOnlyKeys("alice", "bob", "chloe");
    assertThat(zip.channels.values().iterator().next().path("display_name").asText())
        .isEqualTo("Projet Été");
    assertThat(zip.channels.keySet().iterator().next()).matches("projet-ete-[0-9a-f]{8}");
    assertThat(zip.postOf("m1"))
        .returns("bob", Post::user)
        .returns("Bonjour *!*", Post::message)
        .returns(Instant.parse("2021-05-04T13:37:05Z").toEpochMilli(), Post::createAt);
    assertThat(zip.postOf("m2"))
        .returns("alice bob", Post::place)
        .returns("مرحبا 👋🏽", Post::message)
        .returns(Instant.parse("2021-05-04T13:37:06.123Z").toEpochMilli(), Post::createAt);
    assertThat(report.written()).containsExactly(zip(), folder.resolve("out-mapping.csv"));
    assertThat(Files.readString(folder.resolve("out-mapping.csv")))
        .contains("person,c,chloé,,0,user,chloe,chloe@import.invalid")
        .contains("direct,D1,,,1,direct conversation,alice bob,");
  }

  @Test
  void spreadsMessagesOfOneSecondInTheirOrder() throws IOException {
    for (int i = 0; i < 1500; i++) {
      history.message(message("S1", "m%04d".formatted(i)).from("b").text("same").made());
    }
    history.message(message("S1", "x").from("c").at("2021-05-04T13:37:06Z").text("same").made());

    ImportReport report = run(Map.of());
    BulkImportChecker zip = check();

    assertThat(zip.posts).isSortedAccordingTo((p, q) -> p.id().compareTo(q.id())).hasSize(1501);
    assertThat(zip.posts.getLast().createAt() - zip.posts.getFirst().createAt()).isEqualTo(1500);
    assertThat(report.losses())
        .filteredOn(l -> l.reason().equals("time-shifted"))
        .hasSize(500)
        .allMatch(Loss::partial);
  }

  /** Some stores list only the others, and an owner may never have written there. */
  @Test
  void bringsOneConversationInWhichTheOwnerIsNotNamed() throws IOException {
    history.conversation("S2", Kind.ROOM, "Others", "b", "c");
    history.message(message("S2", "m1").from("b").text("hello").made());

    run(Map.of(), Mode.DELIVER, new Selection(Set.of("S2"), null, null), Locale.ENGLISH, null);
    BulkImportChecker zip = check();

    assertThat(zip.users).containsOnlyKeys("alice", "bob", "chloe");
    assertThat(zip.postOf("m1")).returns("bob", Post::user);
  }

  @Test
  void twoRunsMakeEqualFiles() throws IOException {
    Attachment file = history.attachment("a.txt", "content");
    for (int i = 0; i < 50; i++) {
      history.message(message("S1", "m" + i).from("b").text("t").file(file).replyTo("m0").made());
    }

    run(Map.of());
    byte[] first = Files.readAllBytes(zip());
    Files.delete(zip());
    run(Map.of());

    assertThat(Files.readAllBytes(zip())).isEqualTo(first);
  }

  @Test
  void splitsLongMessagesAndManyFiles() throws IOException {
    String text =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "Satz " + i + " mit 👨‍👩‍👧‍👦 und e\u0301. ")
            .collect(Collectors.joining());
    history.message(message("S1", "long").from("b").text(text).made());
    var files = message("S1", "many").from("b").text("files");
    IntStream.range(0, 23).forEach(i -> files.file(history.attachment("f" + i, "c" + i)));
    history.message(files.made());

    ImportReport report = run(Map.of());
    BulkImportChecker zip = check();

    List<Post> parts = zip.postsOf("long");
    assertThat(parts).hasSizeGreaterThan(3).allMatch(p -> p.message().endsWith(" "));
    assertThat(String.join("", parts.stream().map(Post::message).toList())).isEqualTo(text);
    assertThat(zip.postsOf("many")).extracting(p -> p.files().size()).containsExactly(10, 10, 3);
    assertThat(zip.postsOf("many")).extracting(Post::message).containsExactly("files", "", "");
    assertThat(reasons(report))
        .contains("message long message-split", "message many message-split");
    assertThat(report.balance().attachments()).isEqualTo(new Line(23, 23, 0));
  }

  @Test
  void nestsRepliesOneLevel() throws IOException {
    history.message(at(1, "root").from("a").text("root").made());
    history.message(at(2, "other").from("a").text("other").made());
    history.message(at(3, "reply").from("b").text("reply").replyTo("root").made());
    history.message(at(4, "deep").from("c").text("deep").replyTo("reply").made());
    history.message(at(5, "deeper").from("a").text("deeper").replyTo("deep").made());
    history.message(at(6, "orphan").from("c").text("orphan").replyTo("gone").made());
    history.message(at(7, "child").from("a").text("child").replyTo("orphan").made());

    ImportReport report = run(Map.of());
    BulkImportChecker zip = check();

    assertThat(zip.posts)
        .extracting(p -> p.id() + " " + p.replyNumber())
        .containsExactlyInAnyOrder(
            "root 0", "reply 1", "deep 2", "deeper 3", "other 0", "orphan 0", "child 1");
    assertThat(zip.postOf("orphan").message()).isEqualTo("*Belongs to an earlier message*\norphan");
    assertThat(reasons(report)).contains("message orphan answer-unlinked");
  }

  @Test
  void survivesMessagesThatAnswerEachOther() throws IOException {
    history.message(at(1, "p").from("a").text("p").replyTo("q").made());
    history.message(at(2, "q").from("b").text("q").replyTo("p").made());
    history.message(at(3, "self").from("b").text("self").replyTo("self").made());

    run(Map.of());

    assertThat(check().posts).extracting(Post::id).containsExactlyInAnyOrder("p", "q", "self");
  }

  @Test
  void turnsReactionsIntoShortNames() throws IOException {
    history.message(
        at(1, "m")
            .from("a")
            .text("m")
            .reaction("b", "👍🏿", "2020-01-01T00:00:00Z")
            .reaction("c", "❤️", null)
            .reaction("c", "❤", null)
            .reaction(null, "👍", null)
            .reaction("b", "not an emoji", null)
            .made());
    history.message(
        at(2, "r1").from("a").body(new MessageBody.ReactionTo("m", "😂", false, null)).made());
    history.message(
        at(3, "r2").from("a").body(new MessageBody.ReactionTo("m", "🎉", false, null)).made());
    history.message(
        at(4, "r3").from("a").body(new MessageBody.ReactionTo("m", "🎉", true, null)).made());
    history.message(
        at(5, "r4").from("a").body(new MessageBody.ReactionTo("m", "?", false, null)).made());

    ImportReport report = run(Map.of());
    BulkImportChecker zip = check();

    assertThat(zip.postOf("m").reactions())
        .containsExactly("+1_dark_skin_tone bob", "heart chloe", "joy alice");
    assertThat(zip.postOf("r4").message()).isEqualTo("*Reacted with ?*");
    assertThat(reasons(report)).filteredOn(r -> r.equals("message m reaction-left-out")).hasSize(2);
    assertThat(report.balance().messages()).isEqualTo(new Line(5, 5, 0));
  }

  @Test
  void showsWhatStoodBeforeEdits() throws IOException {
    history.message(
        at(1, "m").from("a").text("now").edited("2021-01-01T00:00:09Z", "before\nthis").made());
    history.message(at(2, "n").from("a").text("helo").made());
    history.message(at(3, "e").from("a").body(new MessageBody.EditOf("n", "hello")).made());

    run(Map.of());
    BulkImportChecker zip = check();

    assertThat(zip.postOf("m").message())
        .isEqualTo("now\n\n> *Edited 2021-01-01 00:00:09 UTC; before:*\n> before\n> this");
    assertThat(zip.postOf("m").editAt())
        .isEqualTo(Instant.parse("2021-01-01T00:00:09Z").toEpochMilli());
    assertThat(zip.postOf("n").editAt())
        .isEqualTo(Instant.parse("2021-01-01T00:00:03Z").toEpochMilli());
    assertThat(zip.postOf("e").replyNumber()).isEqualTo(1);
    assertThat(zip.postOf("e").message()).isEqualTo("*Changed an earlier message to:*\nhello");
  }

  @Test
  void wordsEverythingElseInTheAskedLanguage() throws IOException {
    history.message(
        at(1, "call")
            .from("a")
            .body(new MessageBody.Call("missed_call", 3_725L, List.of("b", "c"), null))
            .made());
    history.message(
        at(2, "event")
            .from("a")
            .body(new MessageBody.RoomEvent(Event.MEMBERS_CHANGED, List.of("c", "?"), "x"))
            .made());
    history.message(
        at(3, "place").from("a").body(new MessageBody.Location(48.85, 2.35, null)).made());
    history.message(at(4, "deleted").from("a").body(new MessageBody.Deleted("x", null)).made());
    history.message(at(5, "check").from("a").body(new MessageBody.Verification(null)).made());
    history.message(at(6, "unknown").from("a").body(new MessageBody.Unknown(null)).made());

    ImportReport report = run(Map.of(), Mode.DELIVER, Selection.ALL, Locale.FRENCH, null);
    BulkImportChecker zip = check();

    assertThat(zip.postOf("call").message())
        .isEqualTo("*Appel: missed\\_call, 1:02:05, bob, chloé*");
    assertThat(zip.postOf("event").message()).isEqualTo("*A modifié les membres: chloé, ?*\nx");
    assertThat(zip.postOf("place").message()).isEqualTo("*Position : 48.85, 2.35*");
    assertThat(zip.postOf("deleted").message()).isEqualTo("*Un message a été supprimé*");
    assertThat(zip.postOf("check").message()).isEqualTo("*Vérification d’identité*");
    assertThat(zip.postOf("unknown").message()).contains("type 1000");
    assertThat(zip.postOf("call").props().path("afterglow").path("kind").asText())
        .isEqualTo("call");
    assertThat(reasons(report)).contains("message unknown kind-unknown");
  }

  @Test
  void carriesFilesUnderNamesThatAreNoPaths() throws IOException {
    Attachment evil = history.attachment("../../etc/pass\u202Ewd\n.jsonl", "evil");
    Attachment unreadable = history.attachment("gone.pdf", "gone");
    Attachment missing = new Attachment("lost.pdf", null, 5, null, Attachment.Status.MISSING, "g9");
    history.forget(unreadable);
    history.message(at(1, "m").from("a").text("m").file(evil).file(evil).file(missing).made());
    history.message(at(2, "n").from("b").text("n").file(evil).file(unreadable).made());

    ImportReport report = run(Map.of());
    BulkImportChecker zip = check();

    assertThat(zip.files).hasSize(1);
    String path = zip.files.keySet().iterator().next();
    assertThat(path).endsWith("/_._etc_pass_wd_.jsonl.txt");
    try (ZipFile file = new ZipFile(zip().toFile())) {
      assertThat(file.getInputStream(file.getEntry(path)).readAllBytes())
          .isEqualTo("evil".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(zip.postOf("m").message())
        .endsWith("*File that the archive does not hold: lost\\.pdf*");
    assertThat(report.balance().attachments()).isEqualTo(new Line(5, 3, 2));
    assertThat(report.losses())
        .filteredOn(l -> !l.partial())
        .extracting(l -> l.id() + " " + l.reason())
        .containsExactly("g9 attachment-missing", "guid-gone.pdf attachment-unreadable");
  }

  @Test
  void makesAuthorsMembersAndLargeGroupsChannels() throws IOException {
    String[] nine = IntStream.range(0, 9).mapToObj(i -> "p" + i).toArray(String[]::new);
    Stream.of(nine).forEach(p -> history.person(p, "user" + p));
    history.conversation("G1", Kind.GROUP, "Neuf", nine);
    history.conversation("G2", Kind.GROUP, "", "a", "b", "c");
    history.conversation("G3", Kind.GROUP, "Again", "c", "b", "a");
    history.conversation("D0", Kind.DIRECT, "", "a");
    history.message(message("S1", "s").from("p3").text("not a member").made());
    history.message(message("G1", "g1").from("p1").text("1").made());
    history.message(message("G2", "g2").from("a").text("2").made());
    history.message(message("G3", "g3").from("a").text("3").made());
    history.message(message("D0", "d0").from("a").text("note to self").made());

    ImportReport report = run(Map.of());
    BulkImportChecker zip = check();

    assertThat(zip.directs).containsExactly("alice", "alice bob chloe");
    assertThat(zip.postOf("g1").place()).startsWith("neuf-");
    assertThat(zip.postOf("g2").place()).isEqualTo("alice bob chloe");
    assertThat(zip.postOf("g3").place()).startsWith("again-");
    assertThat(zip.postOf("d0").place()).isEqualTo("alice");
    assertThat(reasons(report))
        .contains(
            "conversation S1 member-added",
            "conversation G1 group-too-large",
            "conversation G3 same-members");
  }

  @Test
  void namesNobodyTwiceAndNothingReserved() throws IOException {
    history
        .person("1", "all")
        .person("2", "BOB")
        .person("3", "b@b")
        .person("4", "小明")
        .person("5", "x".repeat(200))
        .person(new Person("6", null, "Ünïcode Näme " + "é".repeat(100), false))
        .person(new Person("7", null, null, false));
    history.message(message("S1", "m").from("stranger").text("who?").made());
    history.message(message("S1", "n").from(null).text("nobody").made());

    ImportReport report = run(Map.of());
    BulkImportChecker zip = check();

    assertThat(zip.users.keySet()).contains("bob", "xiaoming", "unknown-sender");
    assertThat(zip.users.keySet()).anyMatch(u -> u.matches("all-[0-9a-f]{8}"));
    assertThat(zip.users.keySet()).anyMatch(u -> u.matches("bob-[0-9a-f]{8}"));
    assertThat(zip.postOf("n").user()).isEqualTo("unknown-sender");
    assertThat(reasons(report))
        .contains(
            "person stranger person-unknown",
            "person 6 display-name-shortened",
            "message n sender-unknown");
    assertThat(report.balance().people()).isEqualTo(new Line(10, 10, 0));
  }

  @Test
  void keepsAConversationOfTwoADirectOneThoughASenderIsUnknown() throws IOException {
    history.conversation("D1", Kind.DIRECT, "", "a", "b");
    history.message(message("D1", "n").from(null).text("nobody").made());

    run(Map.of());
    BulkImportChecker zip = check();

    assertThat(zip.directs).containsExactly("alice bob");
    assertThat(zip.postOf("n").message()).isEqualTo("*Sender unknown*\nnobody");
  }

  @Test
  void followsTheMapOfPeople() throws IOException {
    Path map = folder.resolve("people.csv");
    history.message(message("S1", "m").from("b").text("m").made());

    ImportReport dry = run(Map.of(), Mode.DRY_RUN, Selection.ALL, Locale.ENGLISH, map);

    assertThat(dry.written()).containsExactly(map);
    assertThat(Files.readString(map)).contains("b,bob,,1,bob,\r\n", "c,chloé,,0,chloe,\r\n");
    assertThat(zip()).doesNotExist();

    Files.writeString(map, "person,target,email\r\nb,Robert.B,Bob@Example.org\r\nc,robert.b,\r\n");
    ImportReport report = run(Map.of(), Mode.DELIVER, Selection.ALL, Locale.ENGLISH, map);
    BulkImportChecker zip = check();

    assertThat(zip.users).containsOnlyKeys("alice", "robert.b");
    assertThat(Objects.requireNonNull(zip.users.get("robert.b")).path("email").asText())
        .isEqualTo("bob@example.org");
    assertThat(zip.postOf("m").user()).isEqualTo("robert.b");
    assertThat(reasons(report))
        .containsExactlyInAnyOrder(
            "person b people-share-user",
            "person c people-share-user",
            "person c email-made-up",
            "person a person-unmapped");
  }

  @Test
  void refusesWhatMattermostWouldRefuse() throws IOException {
    Path map = folder.resolve("people.csv");
    Files.writeString(map, "person,target\r\nb,all\r\n");

    assertProblem(
        "map-target", () -> run(Map.of(), Mode.DELIVER, Selection.ALL, Locale.ENGLISH, map));
    assertProblem("team", () -> run(Map.of("team", "apiary")));
    assertProblem("team", () -> run(Map.of("team", "Über")));
    assertProblem("team-name", () -> run(Map.of("team-name", " ")));
    assertProblem("email-domain", () -> run(Map.of("email-domain", "no domain")));
    assertProblem("number", () -> run(Map.of("message-limit", "20000")));
    assertProblem("choice", () -> run(Map.of("room-type", "secret")));
    run(Map.of());
    assertProblem("output-exists", () -> run(Map.of()));
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void dryRunSaysTheSameAndWritesNothing() throws IOException {
    Attachment missing = new Attachment("x", null, 5, null, Attachment.Status.DAMAGED, null);
    history.message(message("S1", "m").from("x").text("m").file(missing).made());

    ImportReport dry = run(Map.of(), Mode.DRY_RUN, Selection.ALL, Locale.ENGLISH, null);

    assertThat(folder).isEmptyDirectory();
    ImportReport real = run(Map.of());
    assertThat(dry.balance()).isEqualTo(real.balance());
    assertThat(dry.losses()).isEqualTo(real.losses());
    assertThat(dry.written()).isEmpty();
  }

  @Test
  void bringsOnlyWhatWasAskedFor() throws IOException {
    history.conversation("S2", Kind.ROOM, "Other", "a");
    history.message(message("S1", "old").from("b").at("2020-01-01T00:00:00Z").text("old").made());
    history.message(message("S1", "new").from("b").at("2022-01-01T00:00:00Z").text("new").made());
    history.message(message("S2", "s2").from("a").text("s2").made());
    Selection some =
        new Selection(Set.of("Projet Été"), Instant.parse("2021-01-01T00:00:00Z"), null);

    ImportReport report = run(Map.of(), Mode.DELIVER, some, Locale.ENGLISH, null);

    assertThat(check().posts).extracting(Post::id).containsExactly("new");
    assertThat(report.balance().conversations()).isEqualTo(new Line(1, 1, 0));
    assertThat(report.balance().messages()).isEqualTo(new Line(1, 1, 0));
  }

  @Test
  void takesTimesThatNoServerKnows() throws IOException {
    history.message(message("S1", "a").from("a").at(Instant.MIN).text("a").made());
    history.message(message("S1", "b").from("a").at(Instant.EPOCH).text("b").made());
    history.message(message("S1", "z").from("a").at(Instant.MAX).text("z").made());

    ImportReport report = run(Map.of());

    assertThat(check().posts).hasSize(3);
    assertThat(reasons(report)).contains("message a time-shifted", "message z time-shifted");
  }

  @Test
  void leavesNothingBehindWhenTheArchiveCanNotBeRead() {
    history.messages(
        "S1",
        1,
        () -> {
          throw new java.io.UncheckedIOException(new IOException("damaged"));
        });

    assertThatThrownBy(() -> run(Map.of())).isInstanceOf(IOException.class).hasMessage("damaged");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void mergedArchivesArriveOnce() throws IOException {
    MemoryHistory bobs =
        new MemoryHistory()
            .account("b", "bob")
            .person(new Person("b", "bob", null, true))
            .person("a", "alice")
            .conversation(
                new Conversation("S1", Kind.ROOM, null, null, List.of("a", "b"), Map.of()));
    for (MemoryHistory archive : List.of(history, bobs)) {
      archive.message(message("S1", "m").from("a").text("once").made());
    }
    bobs.message(message("S1", "n").from("b").text("bob's").made());

    try (History merged = Import.merged(List.of(history, bobs))) {
      Import.run(
          Import.target("mattermost"),
          merged,
          request(Map.of(), Mode.DELIVER, Selection.ALL, Locale.ENGLISH, null),
          Progress.SILENT);
    }

    assertThat(check().posts).extracting(Post::id).containsExactly("m", "n");
  }

  private app.afterglow.importer.testing.Messages at(int second, String id) {
    return message("S1", id).at(Instant.parse("2021-01-01T00:00:00Z").plusSeconds(second));
  }

  private static List<String> reasons(ImportReport report) {
    return report.losses().stream()
        .map(l -> l.what().word() + " " + l.id() + " " + l.reason())
        .toList();
  }

  private static void assertProblem(
      String key, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            UsageException.class,
            e -> {
              assertThat(e.problem().key()).isEqualTo(key);
              assertThat(e.problem().what(Locale.FRENCH)).doesNotContain(key + ".what", "''", "{");
              assertThat(e.problem().next(Locale.ENGLISH)).doesNotContain(key + ".next", "''", "{");
            });
  }

  private Path zip() {
    return folder.resolve("out.zip");
  }

  private BulkImportChecker check() throws IOException {
    return BulkImportChecker.check(zip());
  }

  private ImportReport run(Map<String, String> options) throws IOException {
    return run(options, Mode.DELIVER, Selection.ALL, Locale.ENGLISH, null);
  }

  private ImportReport run(
      Map<String, String> options,
      Mode mode,
      Selection selection,
      Locale locale,
      @Nullable Path map)
      throws IOException {
    ImportReport report =
        Import.run(
            Import.target("mattermost"),
            history,
            request(options, mode, selection, locale, map),
            Progress.SILENT);
    assertThat(history.open()).isZero();
    return report;
  }

  private ImportRequest request(
      Map<String, String> options,
      Mode mode,
      Selection selection,
      Locale locale,
      @Nullable Path map) {
    return new ImportRequest(zip(), selection, mode, ZoneOffset.UTC, locale, options, map);
  }
}
