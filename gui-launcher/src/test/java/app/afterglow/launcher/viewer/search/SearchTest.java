package app.afterglow.launcher.viewer.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.age.X25519Identity;
import app.afterglow.archive.ArchiveReader;
import app.afterglow.archive.ArchivedConversation;
import app.afterglow.launcher.viewer.history.MessageFiles;
import app.afterglow.model.Message;
import app.afterglow.progress.Progress;
import app.afterglow.reader.testing.DemoHistory;
import app.afterglow.reader.testing.InMemoryHistory;
import app.afterglow.reader.testing.WrittenArchive;
import app.afterglow.search.Needles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index finds what a look at every message finds. */
class SearchTest {

  private static final long MEMORY = 16 << 20;

  @TempDir static Path folder;
  private static ArchiveReader archive;
  private static MessageFiles files;

  @BeforeAll
  static void open() throws Exception {
    InMemoryHistory history = DemoHistory.make();
    try (X25519Identity identity = X25519Identity.generate()) {
      Path file = WrittenArchive.write(history, folder.resolve("a.zip.age"), identity.recipient());
      archive = ArchiveReader.open(file, List.of(identity));
    }
    files = new MessageFiles(archive);
  }

  @AfterAll
  static void close() throws Exception {
    archive.close();
  }

  @Test
  void findsWhatALookAtEveryMessageFinds() throws Exception {
    try (Search search = filled(MEMORY)) {
      for (Query query : queries()) {
        assertThat(all(search, query, 7)).as("%s", query).isEqualTo(lookedThrough(query));
      }
    }
  }

  @Test
  void findsTheSameWhereTheIndexHadNoRoom() throws Exception {
    for (long memory : new long[] {0, roomForHalf()}) {
      try (Search search = filled(memory)) {
        assertThat(search.state().scanned())
            .isPositive()
            .isLessThan(memory == 0 ? Long.MAX_VALUE : search.state().read());
        for (Query query : queries()) {
          assertThat(all(search, query, 40)).as("%s", query).isEqualTo(lookedThrough(query));
        }
      }
    }
  }

  @Test
  void knowsHowManyThereAreAtOnce() throws Exception {
    try (Search search = filled(MEMORY)) {
      Search.Answer answer = search.answer(words("watered"), null, 5);

      assertThat(answer.hits()).hasSize(5);
      assertThat(answer.total()).isEqualTo(lookedThrough(words("watered")).size());
      assertThat(answer.next()).isNotNull();
    }
  }

  @Test
  void findsMessagesByTheirIds() throws Exception {
    try (Search search = filled(MEMORY)) {
      int conversation = 0;
      for (ArchivedConversation each : archive.conversations()) {
        List<Message> messages = archive.messages(each).toList();
        for (int i = 0; i < messages.size(); i += 97) {
          String id = messages.get(i).id();
          assertThat(search.locate(conversation, id)).isEqualTo(i);
          assertThat(files.locate(conversation, id)).isEqualTo(i);
        }
        assertThat(search.locate(conversation, "nothing")).isEqualTo(-1);
        assertThat(files.locate(conversation, "nothing")).isEqualTo(-1);
        conversation++;
      }
    }
  }

  @Test
  void goesToATime() throws Exception {
    int conversation = 0;
    for (ArchivedConversation each : archive.conversations()) {
      List<Message> messages = archive.messages(each).toList();
      for (int i = 0; i < messages.size(); i += 113) {
        long time = messages.get(i).sentAt().toEpochMilli();
        assertThat(files.ordinalAt(conversation, time)).isEqualTo(i);
        assertThat(files.ordinalAt(conversation, time - 1)).isEqualTo(i);
      }
      assertThat(files.ordinalAt(conversation, Long.MAX_VALUE)).isEqualTo(messages.size() - 1);
      conversation++;
    }
  }

  /** What is kept free for buffer and merge, and half of what everything takes. */
  private static long roomForHalf() throws Exception {
    try (Search search = filled(MEMORY)) {
      return (2 << 20) + search.state().bytes() / 2;
    }
  }

  private static Search filled(long memory) throws Exception {
    Search search = Search.start(files, memory, Progress.SILENT);
    assertThat(search.await(Duration.ofMinutes(1))).isTrue();
    return search;
  }

  private static Query words(String typed) {
    return new Query(
        Needles.parse(typed), Set.of(), Set.of(), Long.MIN_VALUE, Long.MAX_VALUE, false);
  }

  private static List<Query> queries() {
    long from = Instant.parse("2019-06-01T00:00:00Z").toEpochMilli();
    long until = Instant.parse("2021-05-08T18:00:00Z").toEpochMilli();
    List<Query> queries = new ArrayList<>();
    for (String typed :
        List.of(
            "needle",
            "w",
            "watered weed",
            "\"looked at the sky\"",
            "\"sky at the\"",
            "reserve ferme",
            "RÉSERVÉ",
            "محمد",
            "温室",
            "トマトは温室",
            "png",
            "nothinglikethis",
            "note 12",
            "🌱",
            "")) {
      queries.add(words(typed));
      Needles needles = Needles.parse(typed);
      queries.add(new Query(needles, Set.of("p-ines"), Set.of(), from, until, false));
      queries.add(new Query(needles, Set.of("p-ines", "p-tomas"), Set.of(0, 2), from, until, true));
      queries.add(
          new Query(needles, Set.of("nobody"), Set.of(), Long.MIN_VALUE, Long.MAX_VALUE, false));
    }
    return queries;
  }

  private static List<Search.Hit> all(Search search, Query query, int most) throws Exception {
    List<Search.Hit> hits = new ArrayList<>();
    String next = null;
    do {
      Search.Answer answer = search.answer(query, next, most);
      assertThat(answer.hits().size()).isLessThanOrEqualTo(most);
      assertThat(answer.done()).isBetween(0.0, 1.0);
      assertThat(answer.lines()).hasSameSizeAs(answer.hits());
      hits.addAll(answer.hits());
      next = answer.next();
    } while (next != null);
    return hits;
  }

  private record Found(long sentAt, Search.Hit hit) {}

  private static List<Search.Hit> lookedThrough(Query query) throws Exception {
    List<Found> found = new ArrayList<>();
    int conversation = 0;
    for (ArchivedConversation each : archive.conversations()) {
      boolean wanted =
          query.conversations().isEmpty() || query.conversations().contains(conversation);
      int ordinal = 0;
      for (Message message : archive.messages(each).toList()) {
        if (wanted && query.matches(message)) {
          found.add(
              new Found(message.sentAt().toEpochMilli(), new Search.Hit(conversation, ordinal)));
        }
        ordinal++;
      }
      conversation++;
    }
    // Messages of one time come in any order between conversations, later ones of one first.
    found.sort(
        Comparator.comparingLong(Found::sentAt)
            .reversed()
            .thenComparingInt(one -> one.hit().conversation())
            .thenComparingLong(one -> -one.hit().ordinal()));
    return found.stream().map(Found::hit).toList();
  }
}
