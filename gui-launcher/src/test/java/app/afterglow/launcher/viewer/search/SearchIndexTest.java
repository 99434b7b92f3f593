package app.afterglow.launcher.viewer.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.launcher.viewer.search.SearchIndex.Rank;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.search.Needles;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SearchIndexTest {

  private static final long MEMORY = 32 << 20;

  @Test
  void knowsWhatWasAddedUnderEveryPrefix() throws Exception {
    Random random = new Random(3);
    Map<String, Set<Integer>> expected = new TreeMap<>();
    List<Message> messages = new ArrayList<>();
    for (int number = 0; number < 3_000; number++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 6; i++) {
        // Some words are everywhere, most are rare.
        String word =
            Integer.toString((int) Math.abs(random.nextGaussian() * random.nextInt(100_000)), 36);
        text.append(word).append(' ');
        expected.computeIfAbsent(word, _ -> new HashSet<>()).add(number);
      }
      messages.add(message(number, random.nextInt(1_000), text.toString()));
    }

    try (SearchIndex index = filled(messages)) {
      for (String prefix : new String[] {"a", "1", "1z", "zz", "zzz", "2k4", "12", "zzzzzz"}) {
        Set<Integer> wanted = new HashSet<>();
        expected.forEach(
            (word, numbers) -> {
              if (word.startsWith(prefix)) {
                wanted.addAll(numbers);
              }
            });
        assertThat(found(index, prefix))
            .as(prefix)
            .doesNotHaveDuplicates()
            .containsExactlyInAnyOrderElementsOf(wanted);
      }
    }
  }

  @Test
  void countsLettersAndNotTheirHalves() throws Exception {
    String two = "𐌰𐌱";
    List<Message> messages =
        List.of(
            message(0, 0, two),
            message(1, 1, two + "𐌲𐌳"),
            message(2, 2, "𐌰"),
            message(3, 3, "𐌰".repeat(50)));

    try (SearchIndex index = filled(messages)) {
      assertThat(found(index, "𐌰")).containsExactly(3, 2, 1, 0);
      assertThat(found(index, two)).containsExactly(1, 0);
      assertThat(found(index, two + "𐌲")).containsExactly(1);
      assertThat(found(index, "𐌰".repeat(40))).containsExactly(3);
    }
  }

  @Test
  void listsTheNewestFirstAndOfOneTimeTheLast() throws Exception {
    List<Message> messages =
        List.of(
            message(0, 5, "x"),
            message(1, 9, "x"),
            message(2, 5, "x"),
            message(3, -4, "x"),
            message(4, 9, "y"));

    try (SearchIndex index = filled(messages)) {
      assertThat(found(index, "x")).containsExactly(1, 2, 0, 3);
    }
  }

  @Test
  void leavesOutWordsWhenItsMemoryIsFull() throws Exception {
    Random random = new Random(7);
    long memory = 8 << 20;
    try (SearchIndex index = new SearchIndex(memory)) {
      index.begin(0);
      SearchIndex.Size size = index.refresh();
      for (int number = 0; size.withoutWords() == 0; number += 250) {
        List<Message> some = new ArrayList<>();
        for (int i = number; i < number + 250; i++) {
          some.add(message(i, i, Long.toString(random.nextLong(), 36)));
        }
        index.add(some);
        size = index.refresh();
        assertThat(size.bytes()).isLessThan(memory);
      }

      assertThat(size.messages()).isGreaterThan(20_000);
      assertThat(size.withoutWords()).isLessThanOrEqualTo(250);
      SearchIndex.Candidates candidates = index.candidates(words("zzzz"), Rank.FIRST, 10, 10);
      assertThat(candidates.certain()).isFalse();
      assertThat(candidates.newest()).isNotEmpty().noneMatch(SearchIndex.Candidate::certain);
    }
  }

  @Test
  void takesQueriesAndNamesOfAnyLength() throws Exception {
    StringBuilder everything = new StringBuilder();
    for (int c = 0x4e00; c < 0x4e00 + 1_000; c++) {
      everything.appendCodePoint(c);
    }
    String longName = "p".repeat(100_000);
    Message message = message(0, 0, everything.toString(), longName);

    try (SearchIndex index = filled(List.of(message, message(1, 1, "一丁")))) {
      SearchIndex.Candidates candidates =
          index.candidates(words(everything.toString()), Rank.FIRST, 10, 10);
      assertThat(candidates.newest()).hasSize(1).noneMatch(SearchIndex.Candidate::certain);
      assertThat(index.candidates(by(longName, 0, 10), Rank.FIRST, 10, 10).count()).isEqualTo(1);
      assertThat(index.candidates(by(longName, 10, 0), Rank.FIRST, 10, 10).count()).isZero();
    }
  }

  private static Query by(String sender, long since, long until) {
    return new Query(Needles.parse(""), Set.of(sender), Set.of(), since, until, false);
  }

  private static SearchIndex filled(List<Message> messages) throws IOException {
    SearchIndex index = new SearchIndex(MEMORY);
    index.begin(0);
    // In several parts, as it is when somebody searches meanwhile.
    for (int from = 0; from < messages.size(); from += 500) {
      index.add(messages.subList(from, Math.min(messages.size(), from + 500)));
      index.refresh();
    }
    return index;
  }

  /** Numbers of the messages found, by asking for one after the other. */
  private static List<Integer> found(SearchIndex index, String typed) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    Rank after = Rank.FIRST;
    SearchIndex.Candidates candidates;
    do {
      candidates = index.candidates(words(typed), after, 3, 101);
      for (SearchIndex.Candidate candidate : candidates.newest()) {
        assertThat(candidate.certain()).isTrue();
        numbers.add(candidate.position().ordinal());
        after = candidate.rank();
      }
    } while (!candidates.newest().isEmpty());
    assertThat(candidates.count()).isEqualTo(numbers.size());
    return numbers;
  }

  private static Query words(String typed) {
    return new Query(
        Needles.parse(typed), Set.of(), Set.of(), Long.MIN_VALUE, Long.MAX_VALUE, false);
  }

  private static Message message(int number, long sentAt, String text) {
    return message(number, sentAt, text, "p");
  }

  private static Message message(int number, long sentAt, String text, String sender) {
    return new Message(
        "m" + number,
        "c",
        sender,
        Instant.ofEpochMilli(sentAt),
        new MessageBody.Text(text),
        List.of(),
        null,
        List.of(),
        List.of(),
        null,
        "",
        Map.of());
  }
}
