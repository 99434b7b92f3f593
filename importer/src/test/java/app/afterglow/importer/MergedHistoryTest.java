package app.afterglow.importer;

import static app.afterglow.importer.testing.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.archive.merge.MergedHistory;
import app.afterglow.importer.testing.MemoryHistory;
import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation.Kind;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import app.afterglow.model.Selection;
import app.afterglow.problem.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MergedHistoryTest {

  private final MemoryHistory alices = new MemoryHistory().account("a", "alice");
  private final MemoryHistory bobs = new MemoryHistory().account("b", "bob");

  @Test
  void refusesNoArchiveAtAll() {
    assertThatThrownBy(() -> Import.merged(List.of())).isInstanceOf(UsageException.class);
  }

  @Test
  void leavesOneArchiveAsItIs() throws IOException {
    assertThat(Import.merged(List.of(alices))).isSameAs(alices);
  }

  @Test
  void joinsPeopleConversationsAndMessagesById() throws IOException {
    alices.person(new Person("a", "alice", null, true)).person("b", "bob");
    alices.conversation("S1", Kind.ROOM, "Room", "a", "b");
    alices.message(message("S1", "m1").from("a").at("2021-01-01T00:00:01Z").text("one").made());
    alices.message(message("S1", "m3").from("b").at("2021-01-01T00:00:03Z").text("three").made());
    bobs.person(new Person("b", null, "Bobby", true)).person("c", "carol");
    bobs.conversation("S1", Kind.ROOM, "", "b", "c").conversation("D", Kind.DIRECT, "", "b", "c");
    bobs.message(message("S1", "m2").from("c").at("2021-01-01T00:00:02Z").text("two").made());
    bobs.message(message("S1", "m3").from("b").at("2021-01-01T00:00:03Z").text("three").made());

    History merged = Import.merged(List.of(alices, bobs));

    try (Stream<Person> people = merged.people()) {
      assertThat(people)
          .containsExactly(
              new Person("a", "alice", null, true),
              new Person("b", "bob", "Bobby", true),
              new Person("c", "carol", null, false));
    }
    assertThat(merged.accounts()).hasSize(2);
    assertThat(merged.conversations()).hasSize(2);
    ArchivedConversation room = merged.conversations().getFirst();
    assertThat(room.conversation().title()).isEqualTo("Room");
    assertThat(room.conversation().memberIds()).containsExactly("a", "b", "c");
    assertThat(room.messageCount()).isEqualTo(3);
    assertThat(room.firstAt()).isEqualTo("2021-01-01T00:00:01Z");
    assertThat(room.lastAt()).isEqualTo("2021-01-01T00:00:03Z");
    assertThat(ids(merged, room)).containsExactly("m1", "m2", "m3");
    assertThat(alices.open() + bobs.open()).isZero();
    assertThat(conflicts(merged)).isEmpty();
  }

  @Test
  void putsTheOwnerOfAnArchiveIntoItsConversations() throws IOException {
    alices.person(new Person("a", "alice", null, true)).conversation("S1", Kind.ROOM, "R", "c");
    bobs.person(new Person("b", "bob", null, true)).conversation("S1", Kind.ROOM, "R", "c");
    bobs.conversation("D", Kind.DIRECT, "", "c");

    History merged = Import.merged(List.of(alices, bobs));

    assertThat(merged.conversations())
        .extracting(c -> c.conversation().memberIds())
        .containsExactly(List.of("c", "a", "b"), List.of("c", "b"));
  }

  @Test
  void keepsTheFullerCopyAndTheFileThatOneOfThemHas() throws IOException {
    Attachment present = bobs.attachment("plan.pdf", "content");
    Attachment missing =
        new Attachment("plan.pdf", null, -1, null, Attachment.Status.MISSING, present.sourceId());
    alices.conversation("S1", Kind.ROOM, "R", "a");
    bobs.conversation("S1", Kind.ROOM, "R", "a");
    alices.message(message("S1", "m").from("a").text("look").file(missing).made());
    bobs.message(message("S1", "m").body(new MessageBody.Unknown(null)).file(present).made());

    History merged = Import.merged(List.of(alices, bobs));

    try (Stream<Message> messages = merged.messages(merged.conversations().getFirst())) {
      Message joined = messages.findFirst().orElseThrow();
      assertThat(joined.body()).isEqualTo(new MessageBody.Text("look"));
      assertThat(joined.senderId()).isEqualTo("a");
      assertThat(joined.attachments()).containsExactly(present);
    }
    try (var content = merged.attachment(MemoryHistory.hash(present))) {
      assertThat(content.readAllBytes()).isEqualTo("content".getBytes(StandardCharsets.UTF_8));
    }
    assertThatThrownBy(() -> merged.attachment("0".repeat(64))).isInstanceOf(IOException.class);
  }

  @Test
  void takesTheCopyThatWasEditedForTheNewerOne() throws IOException {
    alices.conversation("S1", Kind.ROOM, "R", "a");
    bobs.conversation("S1", Kind.ROOM, "R", "a");
    alices.message(message("S1", "m").from("a").text("helo").made());
    bobs.message(message("S1", "m").from("a").text("hello").edited(null, "helo").made());

    History merged = Import.merged(List.of(alices, bobs));

    try (Stream<Message> messages = merged.messages(merged.conversations().getFirst())) {
      assertThat(messages.findFirst().orElseThrow().body().text()).isEqualTo("hello");
    }
    assertThat(conflicts(merged)).isEmpty();
  }

  @Test
  void namesWhatCopiesDisagreeAbout() throws IOException {
    alices.person("a", "alice").conversation("S1", Kind.ROOM, "One", "a");
    bobs.person("a", "alicia").conversation("S1", Kind.ROOM, "Two", "a");
    alices.message(message("S1", "m").from("a").text("yes").made());
    bobs.message(message("S1", "m").from("b").text("no").made());
    alices.message(message("S1", "t").at("2021-06-01T00:00:00Z").text("x").made());
    bobs.message(message("S1", "t").at("2021-06-01T00:00:09Z").text("x").made());

    History merged = Import.merged(List.of(alices, bobs));

    assertThat(ids(merged, merged.conversations().getFirst())).containsExactly("m", "t");
    assertThat(conflicts(merged))
        .allMatch(Loss::partial)
        .extracting(loss -> loss.what().word() + " " + loss.id() + " " + loss.reason())
        .containsExactlyInAnyOrder(
            "person a copies-differ-name",
            "conversation S1 copies-differ-title",
            "message m copies-differ-text",
            "message m copies-differ-sender",
            "message t copies-differ-time");
    Selection later = new Selection(Set.of(), Instant.parse("2021-06-01T00:00:00Z"), null);
    try (Stream<Loss> some = ((MergedHistory) merged).conflicts(later)) {
      assertThat(some.filter(l -> l.what() == Loss.What.MESSAGE))
          .extracting(Loss::reason)
          .containsExactly("copies-differ-time");
    }
  }

  @Property(tries = 60)
  void everyMessageOfAnyArchiveComesOnceAndInOrder(
      @ForAll @Size(min = 2, max = 5) List<@IntRange(max = 200) Integer> sizes, @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    Set<String> expected = new TreeSet<>();
    List<MemoryHistory> archives = new ArrayList<>();
    for (int size : sizes) {
      MemoryHistory archive = new MemoryHistory().conversation("S1", Kind.ROOM, "R", "a");
      IntStream.range(0, size)
          .map(i -> random.nextInt(300))
          .distinct()
          .forEach(
              i -> {
                String id = "m%03d".formatted(i);
                expected.add(id);
                // Several ids share a second, as Wickr's do.
                archive.message(
                    message("S1", id).from("a").at(Instant.ofEpochSecond(1000 + i / 7)).made());
              });
      archives.add(archive);
    }
    Collections.shuffle(archives, random);

    History merged = Import.merged(archives);

    ArchivedConversation room = merged.conversations().getFirst();
    assertThat(ids(merged, room)).containsExactlyElementsOf(expected);
    assertThat(room.messageCount()).isEqualTo(expected.size());
  }

  @Test
  void mergesMoreMessagesThanFitIntoMemory() throws IOException {
    long count = 400_000;
    String text = "x".repeat(2_000);
    for (MemoryHistory archive : List.of(alices, bobs)) {
      archive.conversation("S1", Kind.ROOM, "R", "a");
      archive.messages(
          "S1",
          count,
          () ->
              LongStream.range(0, count)
                  .mapToObj(
                      i ->
                          message("S1", "%09d".formatted(i))
                              .from("a")
                              .at(Instant.ofEpochSecond(1_600_000_000 + i / 3))
                              .text(text.substring((int) (i % 1000)) + i)
                              .made()));
    }

    History merged = Import.merged(List.of(alices, bobs));

    assertThat(merged.conversations().getFirst().messageCount()).isEqualTo(count);
    assertThat(conflicts(merged)).isEmpty();
  }

  private static List<String> ids(History history, ArchivedConversation conversation)
      throws IOException {
    try (Stream<Message> messages = history.messages(conversation)) {
      return messages.map(Message::id).toList();
    }
  }

  private static List<Loss> conflicts(History merged) throws IOException {
    try (Stream<Loss> losses = merged.losses()) {
      return losses.toList();
    }
  }
}
