package app.afterglow.archive.merge;

import static app.afterglow.archive.merge.Exported.NOON;
import static app.afterglow.archive.merge.Exported.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.age.X25519Identity;
import app.afterglow.archive.merge.MergeRequest.Accounts;
import app.afterglow.model.Attachment;
import app.afterglow.model.Attachment.Status;
import app.afterglow.model.Balance;
import app.afterglow.model.Edit;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Reaction;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.UsageException;
import app.afterglow.problem.WrongKeyException;
import app.afterglow.progress.Progress;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveMergeTest {

  private final X25519Identity key = X25519Identity.generate();
  @TempDir private Path folder;

  private final Exported old =
      new Exported().made("2023-06-01T00:00:00Z").person("a1", "amelie", true).room("S1", "Room");
  private final Exported recent =
      new Exported().made("2023-12-01T00:00:00Z").person("a1", "amelie", true).room("S1", "Room");

  private Path merge(String name, Path... files) throws IOException {
    return merge(name, Accounts.SAME, files).archive();
  }

  private MergeReport merge(String name, Accounts accounts, Path... files) throws IOException {
    MergeRequest request =
        new MergeRequest(
            List.of(files),
            folder.resolve(name),
            List.of(key.recipient()),
            accounts,
            "Afterglow 0.1.0");
    return ArchiveMerge.run(request, List.of(key), Progress.SILENT);
  }

  private Merged mergedOldAndRecent() throws IOException {
    return Merged.read(merge("c", old(), recent()), key);
  }

  private Path old() throws IOException {
    return old.write(folder.resolve("old.zip.age"), key.recipient());
  }

  private Path recent() throws IOException {
    return recent.write(folder.resolve("recent.zip.age"), key.recipient());
  }

  @Test
  void keepsWhatOnlyOneOfThemHasAndWhatBothHaveOnce() throws IOException {
    old.add(message("m1", 0, "one")).add(message("m2", 1, "two"));
    recent.add(message("m2", 1, "two")).add(message("m3", 2, "three"));
    recent.person("b2", "bob", false).room("S2", "Other");

    Merged merged = mergedOldAndRecent();

    assertThat(merged.ids()).containsExactly("m1", "m2", "m3");
    assertThat(merged.people()).extracting(p -> p.id()).containsExactly("a1", "b2");
    assertThat(merged.conversations()).hasSize(2);
    assertThat(merged.losses()).isEmpty();
    assertThat(merged.info().balance().messages()).isEqualTo(new Balance.Line(3, 3, 0));
  }

  @Test
  void mergedWithItselfAnArchiveIsWhatItWas() throws IOException {
    old.add(message("m1", 0, "one"));
    old.add(
        message(
            "m2",
            "b2",
            NOON,
            new MessageBody.FileBody(null),
            List.of(old.file("g1", "content"), old.absent("g2", Status.DAMAGED))));
    // One id at two times is allowed: these are two messages.
    old.add(message("twice", 5, "x")).add(message("twice", 50_000, "x"));
    old.lost(Loss.whole(Loss.What.MESSAGE, "m9", "page-unreadable", null));
    old.lost(Loss.whole(Loss.What.MESSAGE, "m1", "duplicate-id", "row 7"));
    old.lost(Loss.whole(Loss.What.PAGE, "7", "unreadable", null));
    old.lost(Loss.partial(Loss.What.COLUMN, "T.c", "no-place", "3 values"));
    old.lost(Loss.partial(Loss.What.COLUMN, "T.c", "no-place", "3 values"));
    Path archive = old();

    Merged alone = Merged.read(archive, key);
    Merged merged = Merged.read(merge("c", archive, archive), key);

    assertThat(merged.messages()).isEqualTo(alone.messages());
    assertThat(merged.people()).isEqualTo(alone.people());
    assertThat(merged.losses()).containsExactlyInAnyOrderElementsOf(alone.losses());
    assertThat(merged.info().balance()).isEqualTo(alone.info().balance());
    assertThat(merged.info().distinctAttachments()).isEqualTo(1);
    assertThat(merged.conversations()).isEqualTo(alone.conversations());
  }

  @Test
  void fileThatOneHasFillsTheGapOfTheOther() throws IOException {
    old.add(file("m1", old.file("g1", "here")));
    recent.add(file("m1", recent.absent("g1", Status.MISSING)));
    old.add(file("m2", old.absent("g2", Status.DAMAGED)));
    recent.add(file("m2", recent.file("g2", "here too")));
    old.add(file("m3", old.absent("g3", Status.MISSING)));
    recent.add(file("m3", recent.absent("g3", Status.DAMAGED)));

    MergeReport report = merge("c", Accounts.SAME, old(), recent());
    Merged merged = Merged.read(report.archive(), key);

    assertThat(statuses(merged, "m1")).containsExactly(Status.PRESENT);
    assertThat(statuses(merged, "m2")).containsExactly(Status.PRESENT);
    assertThat(statuses(merged, "m3")).containsExactly(Status.DAMAGED);
    assertThat(merged.reasons()).containsExactly("attachment g3 attachment-damaged");
    assertThat(merged.info().balance().attachments()).isEqualTo(new Balance.Line(3, 2, 1));
    assertThat(report.recovered()).isEqualTo(2);
    assertThat(report.conflicts()).isZero();
  }

  private static Message file(String id, Attachment attachment) {
    return message(id, "b2", NOON, new MessageBody.FileBody(null), List.of(attachment));
  }

  private static List<Status> statuses(Merged merged, String id) {
    return merged.message(id).attachments().stream().map(Attachment::status).toList();
  }

  @Test
  void messageThatOneLostIsNoLossWhereTheOtherHasIt() throws IOException {
    old.add(file("m1", old.file("g1", "here")));
    recent.lost(Loss.whole(Loss.What.MESSAGE, "m1", "message-expired", null));
    recent.lost(Loss.whole(Loss.What.ATTACHMENT, "g1", "message-expired", "of message m1"));
    recent.lost(Loss.whole(Loss.What.MESSAGE, "m2", "message-expired", null));

    Merged merged = mergedOldAndRecent();

    assertThat(merged.reasons()).containsExactly("message m2 message-expired");
    assertThat(merged.info().balance().messages()).isEqualTo(new Balance.Line(2, 1, 1));
    assertThat(merged.info().balance().attachments()).isEqualTo(new Balance.Line(1, 1, 0));
  }

  @Test
  void fullerCopyWinsAndIsCompletedFromTheOther() throws IOException {
    Map<String, JsonNode> read = Map.of("read", new TextNode("no"), "ttl", new TextNode("5"));
    Map<String, JsonNode> readLater = Map.of("read", new TextNode("yes"));
    old.add(
        message(
            "m1",
            "b2",
            NOON,
            new MessageBody.Text("helo"),
            List.of(),
            List.of(),
            List.of(new Reaction("a1", "+1", null)),
            read));
    recent.add(
        message(
            "m1",
            null,
            NOON,
            new MessageBody.Text("hello"),
            List.of(),
            List.of(new Edit(NOON, "helo")),
            List.of(new Reaction("b2", "-1", null)),
            readLater));
    old.add(message("m2", "b2", NOON, new MessageBody.Location(1.5, null, null), List.of()));
    recent.add(message("m2", "b2", NOON, new MessageBody.Location(null, 2.5, "here"), List.of()));
    old.add(message("m3", 3, "words"));
    recent.add(message("m3", "b2", NOON.plusMillis(3), new MessageBody.Unknown(null), List.of()));

    Merged merged = mergedOldAndRecent();

    Message edited = merged.message("m1");
    assertThat(edited.body().text()).isEqualTo("hello");
    assertThat(edited.senderId()).isEqualTo("b2");
    assertThat(edited.edits()).hasSize(1);
    assertThat(edited.reactions()).extracting(Reaction::emoji).containsExactly("-1", "+1");
    assertThat(edited.raw().get("read")).isEqualTo(new TextNode("yes"));
    assertThat(edited.raw().get("ttl")).isEqualTo(new TextNode("5"));
    assertThat(others(edited).at("/0/raw/read").asText()).isEqualTo("no");
    assertThat(merged.message("m2").body()).isEqualTo(new MessageBody.Location(1.5, 2.5, "here"));
    assertThat(merged.message("m3").body()).isEqualTo(new MessageBody.Text("words"));
    assertThat(merged.losses()).isEmpty();
  }

  private static JsonNode others(Message message) {
    return Objects.requireNonNull(message.raw().get("afterglow.otherCopies"));
  }

  @Test
  void realConflictsAreListedAndBothValuesKept() throws IOException {
    old.add(message("m1", "b2", NOON, new MessageBody.Text("no"), List.of()));
    recent.add(message("m1", "a1", NOON, new MessageBody.Text("yes"), List.of()));
    old.add(message("m2", 1, "the words"));
    recent.add(
        message("m2", "b2", NOON.plusMillis(1), new MessageBody.Deleted("m2", null), List.of()));
    old.add(file("m3", old.file("g1", "one content")));
    recent.add(file("m3", recent.file("g1", "another content")));
    old.add(message("m4", 10_000, "x"));
    recent.add(message("m4", 5_000, "x"));
    Path oldFile = old();

    MergeReport report = merge("c", Accounts.SAME, oldFile, recent());
    Merged merged = Merged.read(report.archive(), key);

    assertThat(merged.losses()).allMatch(Loss::partial);
    assertThat(merged.reasons())
        .containsExactlyInAnyOrder(
            "message m1 copies-differ-text",
            "message m1 copies-differ-sender",
            "message m2 copies-differ-kind",
            "message m3 copies-differ-attachment",
            "message m4 copies-differ-time");
    assertThat(report.conflicts()).isEqualTo(5);
    assertThat(merged.message("m1").body().text()).isEqualTo("yes");
    assertThat(others(merged.message("m1")).at("/0/text").asText()).isEqualTo("no");
    assertThat(others(merged.message("m1")).at("/0/senderId").asText()).isEqualTo("b2");
    assertThat(others(merged.message("m1")).at("/0/archive").asText())
        .isEqualTo(report.inputs().getLast().sha256());
    assertThat(merged.message("m2").body().text()).isEqualTo("the words");
    assertThat(others(merged.message("m2")).at("/0/kind").asText()).isEqualTo("deleted");
    assertThat(others(merged.message("m2")).at("/0/deleted/targetId").asText()).isEqualTo("m2");
    assertThat(merged.message("m3").attachments()).hasSize(2).allMatch(a -> a.sha256() != null);
    assertThat(merged.message("m4").sentAt()).isEqualTo(NOON.plusMillis(5_000));
    assertThat(others(merged.message("m4")).at("/0/sentAt").asText())
        .isEqualTo("2021-05-04T12:00:10.000Z");
    assertThat(merged.losses())
        .filteredOn(loss -> loss.reason().equals("copies-differ-sender"))
        .singleElement()
        .satisfies(
            loss ->
                assertThat(loss.detail())
                    .contains("kept: a1 (recent.zip.age ")
                    .contains("otherwise: b2 (old.zip.age "));
  }

  @Test
  void copiesMeetByIdThoughOneHasSecondsAndOneMilliseconds() throws IOException {
    for (int i = 0; i < 3_000; i++) {
      String id = "m%05d".formatted((i * 7919) % 3_000);
      old.add(message(id, i / 4 * 1_000L, "text " + id));
      recent.add(message(id, i / 4 * 1_000L + (i * 31) % 1_000, "text " + id));
    }

    MergeReport report = merge("c", Accounts.SAME, old(), recent());
    Merged merged = Merged.read(report.archive(), key);

    assertThat(merged.messages())
        .containsExactlyElementsOf(Merged.read(folder.resolve("recent.zip.age"), key).messages());
    assertThat(report.conflicts()).isZero();
  }

  /** Every one of them at another time, and more of them than are held in memory. */
  @Test
  void copiesMeetByIdHoweverFarApart() throws IOException {
    int count = 25_000;
    long hour = Duration.ofHours(1).toMillis();
    String long_ = "words and more of them ".repeat(20);
    for (int i = 0; i < count; i++) {
      String id = "m%06d".formatted(i);
      old.add(message(id, i * 1_000L, long_ + i));
      recent.add(message(id, i * 1_000L + 3 * hour, long_ + i));
    }
    recent.add(message("between", 500, "x"));

    MergeReport report = merge("c", Accounts.SAME, recent(), old());
    Merged merged = Merged.read(report.archive(), key);

    assertThat(merged.messages()).hasSize(count + 1);
    assertThat(merged.ids().subList(0, 3)).containsExactly("m000000", "between", "m000001");
    assertThat(report.conflicts()).isEqualTo(count);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("old.zip.age", "recent.zip.age", "c");
    }
  }

  @Test
  void orderOfTheArchivesDoesNotMatter() throws IOException {
    old.add(message("m1", 0, "no")).add(message("m2", 0, "a")).add(message("m3", 700, "b"));
    recent.add(message("m1", 0, "yes")).add(message("m3", 0, "b"));
    Path one = old();
    Path other = recent();

    Merged forwards = Merged.read(merge("c", one, other), key);
    Merged backwards = Merged.read(merge("d", other, one), key);

    assertThat(backwards.messages()).isEqualTo(forwards.messages());
    assertThat(backwards.losses()).isEqualTo(forwards.losses());
  }

  @Test
  void mergingOnceMoreChangesNothing() throws IOException {
    old.add(message("m1", 0, "no")).add(file("m2", old.absent("g", Status.MISSING)));
    recent.add(message("m1", 0, "yes")).add(file("m2", recent.absent("g", Status.MISSING)));
    old.add(message("m3", 1_000, "x"));
    recent.add(message("m3", 9_000, "x"));
    Path one = old();

    Path once = merge("c", one, recent());
    MergeReport report = merge("d", Accounts.SAME, once, one);
    Merged twice = Merged.read(report.archive(), key);

    assertThat(twice.messages()).isEqualTo(Merged.read(once, key).messages());
    assertThat(twice.losses()).containsExactlyInAnyOrderElementsOf(Merged.read(once, key).losses());
    assertThat(twice.info().balance()).isEqualTo(Merged.read(once, key).info().balance());
    assertThat(report.conflicts()).isZero();
  }

  @Test
  void archiveSaysWhatItIsMadeOf() throws IOException {
    old.add(message("m1", 0, "one")).add(message("m2", 1, "two"));
    recent.add(message("m2", 1, "two"));
    Path oldFile = old();

    MergeReport report = merge("c", Accounts.SAME, oldFile, recent());
    JsonNode said =
        Objects.requireNonNull(
            Merged.read(report.archive(), key).info().description().options().get("merge"));

    assertThat(said.at("/inputs/0/file").asText()).isEqualTo("recent.zip.age");
    assertThat(said.at("/inputs/1/file").asText()).isEqualTo("old.zip.age");
    assertThat(said.at("/inputs/1/sha256").asText())
        .isEqualTo(report.inputs().getLast().sha256())
        .hasSize(64);
    assertThat(said.at("/inputs/1/size").asLong()).isEqualTo(Files.size(oldFile));
    assertThat(said.at("/inputs/1/created").asText()).isEqualTo("2023-06-01T00:00:00Z");
    assertThat(said.at("/inputs/1/account/id").asText()).isEqualTo("a1");
    assertThat(said.at("/inputs/1/balance/messages/carried").asLong()).isEqualTo(2);
    assertThat(said.at("/balance/messages").toString())
        .isEqualTo("{\"foundInInputs\":3,\"foundAgain\":1,\"found\":2}");
  }

  @Test
  void refusesDifferentAccountsUnlessAskedFor() throws IOException {
    Exported other = new Exported().of("b2", "bob").person("b2", "bob", true).room("S1", "Room");
    old.add(message("m1", 0, "one"));
    other.add(message("m1", 0, "one"));
    Path one = old();
    Path two = other.write(folder.resolve("bob.zip.age"), key.recipient());

    assertThatThrownBy(() -> merge("c", one, two))
        .isInstanceOfSatisfying(
            UsageException.class,
            e ->
                assertThat(e.problem().what(java.util.Locale.ROOT))
                    .contains("amelie", "bob", "old.zip.age"));
    assertThat(folder.resolve("c")).doesNotExist();

    Merged merged = Merged.read(merge("c", Accounts.DIFFERENT, one, two).archive(), key);
    assertThat(merged.ids()).containsExactly("m1");
    assertThat(merged.conversations().getFirst().conversation().memberIds())
        .containsExactlyInAnyOrder("a1", "b2");
  }

  @Test
  void leavesNothingWhereAnArchiveCannotBeRead() throws IOException {
    old.add(message("m1", 0, "one"));
    recent.add(message("m1", 0, "one"));
    Path one = old();
    Path other =
        recent.write(folder.resolve("locked.zip.age"), X25519Identity.generate().recipient());
    Path damaged = Files.copy(one, folder.resolve("damaged.zip.age"));
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[bytes.length / 2] ^= 1;
    Files.write(damaged, bytes);

    assertThatThrownBy(() -> merge("c", one, other))
        .isInstanceOfSatisfying(
            WrongKeyException.class,
            e -> assertThat(e.problem().what(java.util.Locale.ROOT)).contains("locked.zip.age"));
    assertThatThrownBy(() -> merge("c", one, damaged)).isInstanceOf(DamagedInputException.class);
    assertThatThrownBy(() -> merge("c", one)).isInstanceOf(UsageException.class);
    assertThat(folder.resolve("c")).doesNotExist();
    assertThat(folder.resolve("c.part")).doesNotExist();
  }
}
