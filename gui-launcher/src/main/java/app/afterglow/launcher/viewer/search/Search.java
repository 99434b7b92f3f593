package app.afterglow.launcher.viewer.search;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.launcher.viewer.history.FilePages;
import app.afterglow.launcher.viewer.history.MessageFile;
import app.afterglow.launcher.viewer.history.MessageFiles;
import app.afterglow.model.Message;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The search over an open archive. A thread of its own reads every message once and fills the
 * index, the conversations with the newest messages first; until it is done, answers are about what
 * was read so far, and say so.
 *
 * <p>Hits come newest first over all conversations. The first answer reads messages no longer than
 * {@link #PATIENCE}; the next one goes on where it stopped.
 */
public final class Search implements AutoCloseable {

  /**
   * How long an answer reads messages, besides asking the index. Thirty hits may lie in thirty
   * files, each of which has to be unpacked: the first ones are shown meanwhile.
   */
  private static final Duration PATIENCE = Duration.ofMillis(150);

  /** As above, for those that follow: each begins with asking the index again. */
  private static final Duration MORE_PATIENCE = Duration.ofMillis(500);

  /** How often what was read can be searched, while reading goes on. */
  private static final Duration REFRESH = Duration.ofMillis(500);

  private static final int MESSAGES_AT_ONCE = 250;
  private static final int CANDIDATES_AT_ONCE = 2_000;
  private static final int MORE_CANDIDATES_AT_ONCE = 10_000;

  private final MessageFiles files;
  private final SearchIndex index;
  private final Progress progress;
  private final long messages;
  private final Thread thread;
  private long noted = System.nanoTime();
  private int unreadable;
  private volatile State state;
  private volatile boolean closed;

  /**
   * How far the index is.
   *
   * @param read messages that were read
   * @param of how many there are, as the archive says
   * @param finished whether no more are read
   * @param scanned of those read, how many have no words in the index, because its memory was full
   * @param unreadable message files that could not be read
   * @param bytes of memory the index takes
   */
  public record State(
      long read, long of, boolean finished, long scanned, int unreadable, long bytes) {

    /** The share that was read, 0 to 1. */
    public double share() {
      return finished || of == 0 ? 1 : Math.min(0.99, (double) read / of);
    }
  }

  /**
   * A message that was found.
   *
   * @param conversation its conversation's place in the archive
   * @param ordinal its number there
   */
  public record Hit(int conversation, long ordinal) {}

  /**
   * An answer.
   *
   * @param hits some hits, newest first
   * @param lines their messages, each as the archive has it, without a line feed
   * @param total how many there are in all, -1 while nobody knows
   * @param done share of what has to be looked at that was looked at, 0 to 1
   * @param next where the next answer goes on, null after the last
   * @param state how far the index was
   */
  public record Answer(
      List<Hit> hits,
      List<byte[]> lines,
      long total,
      double done,
      @Nullable String next,
      State state) {}

  private Search(MessageFiles files, long memory, Progress progress) throws IOException {
    this.files = files;
    this.index = new SearchIndex(memory);
    this.progress = progress;
    this.messages =
        files.conversations().stream().mapToLong(ArchivedConversation::messageCount).sum();
    this.state = new State(0, messages, false, 0, 0, 0);
    this.thread = Thread.ofPlatform().daemon().name("search-index").unstarted(this::fill);
  }

  /**
   * Begins to fill the index.
   *
   * @param memory how many bytes it may take until the words of further messages are left out
   * @param progress hears of each message, on the thread that reads
   */
  public static Search start(MessageFiles files, long memory, Progress progress)
      throws IOException {
    Search search = new Search(files, memory, progress);
    search.thread.start();
    return search;
  }

  /** How far the index is. */
  public State state() {
    return state;
  }

  /** Waits for the index, but no longer than this; whether it is filled. */
  public boolean await(Duration time) throws InterruptedException {
    return thread.join(time) && state.finished;
  }

  private void fill() {
    try {
      progress.start(Progress.Stage.INDEXING, messages, -1);
      List<ArchivedConversation> all = files.conversations();
      List<Integer> order =
          IntStream.range(0, all.size())
              .boxed()
              .sorted(Comparator.comparing((Integer i) -> lastAt(all.get(i))).reversed())
              .toList();
      for (int conversation : order) {
        fill(conversation);
      }
      note(false);
      // The first one may have merged parts: with the second, the old ones are let go.
      note(!closed);
    } catch (UncheckedIOException e) {
      // Somebody asked for an end, which whoever waits for it notices too.
      closed = true;
    } catch (IOException e) {
      throw new IllegalStateException("the index is in memory, where nothing fails", e);
    }
  }

  private static Instant lastAt(ArchivedConversation conversation) {
    Instant lastAt = conversation.lastAt();
    return lastAt == null ? Instant.MIN : lastAt;
  }

  private void fill(int conversation) throws IOException {
    index.begin(conversation);
    List<FilePages> table = new ArrayList<>();
    long start = 0;
    for (String path : files.conversations().get(conversation).messageFiles()) {
      if (closed) {
        return;
      }
      MessageFile file = read(path);
      if (file != null) {
        fill(file);
        table.add(FilePages.of(path, start, file));
        start += file.count();
      }
    }
    files.put(conversation, table);
  }

  private @Nullable MessageFile read(String path) {
    try {
      return MessageFile.read(files.archive(), path);
    } catch (IOException e) {
      // As if it were empty, here and in MessageFiles; "verify" says what is the matter with it.
      unreadable++;
      return null;
    }
  }

  private void fill(MessageFile file) throws IOException {
    List<@Nullable Message> some = new ArrayList<>(MESSAGES_AT_ONCE);
    for (int line = 0; line < file.count() && !closed; line++) {
      some.add(file.message(line));
      if (some.size() == MESSAGES_AT_ONCE || line == file.count() - 1) {
        index.add(some);
        progress.advance(some.size(), 0);
        some.clear();
        if (System.nanoTime() - noted >= REFRESH.toNanos()) {
          note(false);
        }
      }
    }
  }

  /** Lets everybody see what was read. */
  private void note(boolean finished) throws IOException {
    SearchIndex.Size size = index.refresh();
    state =
        new State(
            size.messages(), messages, finished, size.withoutWords(), unreadable, size.bytes());
    noted = System.nanoTime();
  }

  /**
   * Answers a query.
   *
   * @param from the {@code next} of the answer before, null for the first
   * @param most how many hits are wanted
   */
  public Answer answer(Query query, @Nullable String from, int most) throws IOException {
    State before = state;
    boolean first = from == null;
    ResultPlace begin = from == null ? ResultPlace.FIRST : ResultPlace.of(from);
    int some = first ? CANDIDATES_AT_ONCE : MORE_CANDIDATES_AT_ONCE;
    SearchIndex.Candidates candidates = index.candidates(query, begin.after(), some, most);
    List<Hit> hits = new ArrayList<>();
    List<byte[]> lines = new ArrayList<>();
    ResultPlace reached = begin;
    // Counted from here, so that each answer gets on, however slow the index was.
    long deadline = System.nanoTime() + (first ? PATIENCE : MORE_PATIENCE).toNanos();
    for (SearchIndex.Candidate candidate : candidates.newest()) {
      if (hits.size() == most || System.nanoTime() > deadline) {
        break;
      }
      SearchIndex.Position position = candidate.position();
      MessageFiles.Place place = files.place(position.conversation(), position.ordinal());
      if (place != null) {
        MessageFile file = files.open(place.file().path());
        if (candidate.certain() || matches(query, file.message(place.line()))) {
          hits.add(new Hit(position.conversation(), position.ordinal()));
          lines.add(file.line(place.line()));
        }
      }
      reached = reached.next(candidate.rank());
    }
    // What was added meanwhile may stand before this place: then fewer are left than it seems.
    boolean more = reached.before() < candidates.count() && !candidates.newest().isEmpty();
    return new Answer(
        hits,
        lines,
        candidates.certain() ? candidates.count() : -1,
        more ? (double) reached.before() / candidates.count() : 1,
        more ? reached.written() : null,
        before);
  }

  private static boolean matches(Query query, @Nullable Message message) {
    return message != null && query.matches(message);
  }

  /** The number, in its conversation, of the message with an id; -1 where it isn't there. */
  public long locate(int conversation, String id) throws IOException {
    if (!state.finished) {
      return files.locate(conversation, id);
    }
    for (int ordinal : index.withId(conversation, id)) {
      MessageFiles.Place place = files.place(conversation, ordinal);
      Message message =
          place == null ? null : files.open(place.file().path()).message(place.line());
      if (message != null && message.id().equals(id)) {
        return ordinal;
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    try {
      if (thread.join(Duration.ofSeconds(5))) {
        index.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
