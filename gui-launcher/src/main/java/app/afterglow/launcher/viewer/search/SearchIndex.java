package app.afterglow.launcher.viewer.search;

import app.afterglow.model.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.jspecify.annotations.Nullable;

/**
 * A Lucene index over all messages, in memory only. Words are indexed until they take as much
 * memory as they may; the messages after that are still known, and have to be looked at themselves.
 *
 * <p>One thread adds, others ask at any time: they see what was added before the last {@link
 * #refresh()}.
 */
final class SearchIndex implements AutoCloseable {

  /**
   * The share of the memory that is kept free for the buffer of new messages being written, and as
   * much again for a merge of some parts of the index into one.
   */
  private static final int WORK_SHARE = 8;

  private static final long LARGEST_BUFFER = 16 << 20;

  /** Smaller parts of the index are merged soon: half a second brings a new one. */
  private static final long SMALL_PART = 1 << 20;

  private static final double MEGABYTE = 1 << 20;

  /** Lucene recommends options of the virtual machine; kept here, or it would be forgotten. */
  private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

  static {
    LUCENE.setLevel(Level.SEVERE);
  }

  private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final IndexFields fields = new IndexFields();

  /** What finished parts and buffer take at most; below nothing where there is room for neither. */
  private final long memory;

  /** The conversations, by the numbers of their first messages. */
  private final NavigableMap<Integer, Integer> conversations = new ConcurrentSkipListMap<>();

  private int conversation;
  private int count;

  /** The number of the first message without its words here. */
  private volatile int indexed = Integer.MAX_VALUE;

  /**
   * An empty index.
   *
   * @param memory how many bytes it may take until words are left out
   */
  SearchIndex(long memory) throws IOException {
    long work = Math.clamp(memory / WORK_SHARE, SMALL_PART, LARGEST_BUFFER);
    this.memory = memory - 2 * work;
    TieredMergePolicy merges = new TieredMergePolicy();
    merges.setMaxMergedSegmentMB(work / MEGABYTE);
    merges.setFloorSegmentMB(SMALL_PART / MEGABYTE);
    IndexWriterConfig config =
        new IndexWriterConfig()
            .setIndexSort(IndexFields.NEWEST_FIRST)
            .setRAMBufferSizeMB(work / MEGABYTE)
            .setMergePolicy(merges)
            .setMergeScheduler(new SerialMergeScheduler())
            .setMaxFullFlushMergeWaitMillis(0)
            .setUseCompoundFile(false);
    this.writer = new IndexWriter(directory, config);
    this.searchers = new SearcherManager(writer, new Searchers());
  }

  /** Makes searchers without a cache, which would grow with each query. */
  private static final class Searchers extends SearcherFactory {

    @Override
    public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null);
      return searcher;
    }
  }

  /** The messages that come from now on are this conversation's. */
  void begin(int conversation) {
    this.conversation = conversation;
    conversations.put(count, conversation);
  }

  /** Adds some messages; null stands for one that can't be read, and is counted only. */
  void add(List<? extends @Nullable Message> messages) throws IOException {
    if (indexed == Integer.MAX_VALUE && bytes() > memory) {
      indexed = count;
    }
    for (Message message : messages) {
      if (message != null) {
        writer.addDocument(fields.of(message, count, conversation, count < indexed));
      }
      count++;
    }
  }

  private long bytes() throws IOException {
    long bytes = writer.ramBytesUsed();
    for (String file : directory.listAll()) {
      bytes += directory.fileLength(file);
    }
    return bytes;
  }

  /** How much there is. */
  record Size(int messages, int withoutWords, long bytes) {}

  /** Lets those who ask see what was added. */
  Size refresh() throws IOException {
    searchers.maybeRefreshBlocking();
    return new Size(count, Math.max(0, count - indexed), bytes());
  }

  /** Where a message stands in the order of search results: the newest is the first. */
  record Rank(long sentAt, int number) {

    static final Rank FIRST = new Rank(Long.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** A message's conversation and its number there. */
  record Position(int conversation, int ordinal) {}

  /**
   * A message that may be a hit.
   *
   * @param certain whether it is one; otherwise it has to be looked at itself
   */
  record Candidate(Rank rank, Position position, boolean certain) {}

  /**
   * Messages that may be hits.
   *
   * @param newest the newest of those that were asked for
   * @param count how many there are in all
   * @param certain whether all of them are hits
   */
  record Candidates(List<Candidate> newest, int count, boolean certain) {}

  /** The newest messages that a query may find, after one in the order of results. */
  Candidates candidates(Query query, Rank after, int most, int mostCertain) throws IOException {
    boolean certain = IndexFields.isCertain(query);
    IndexSearcher searcher = searchers.acquire();
    try {
      var asked = IndexFields.candidates(query);
      boolean all =
          certain
              && (query.needles().isEmpty()
                  || indexed == Integer.MAX_VALUE
                  || searcher.count(IndexFields.withoutWords(asked)) == 0);
      TopFieldDocs found = newest(searcher, asked, after, all ? mostCertain : most);
      List<Candidate> newest = new ArrayList<>();
      for (ScoreDoc each : found.scoreDocs) {
        Rank rank = rank((FieldDoc) each);
        newest.add(
            new Candidate(rank, position(rank.number), all || (certain && rank.number < indexed)));
      }
      return new Candidates(newest, (int) found.totalHits.value(), all);
    } finally {
      searchers.release(searcher);
    }
  }

  private static TopFieldDocs newest(
      IndexSearcher searcher, org.apache.lucene.search.Query query, Rank after, int most)
      throws IOException {
    FieldDoc last =
        after.equals(Rank.FIRST)
            ? null
            : new FieldDoc(Integer.MAX_VALUE, 0, new Object[] {after.sentAt, after.number});
    int wanted = Math.clamp(most, 1, Math.max(1, searcher.getIndexReader().maxDoc()));
    return searcher.search(
        query,
        new TopFieldCollectorManager(IndexFields.NEWEST_FIRST, wanted, last, Integer.MAX_VALUE));
  }

  private static Rank rank(FieldDoc found) {
    return new Rank((Long) found.fields[0], (Integer) found.fields[1]);
  }

  private Position position(int number) {
    Map.Entry<Integer, Integer> begun = conversations.floorEntry(number);
    return new Position(begun.getValue(), number - begun.getKey());
  }

  /** Numbers, in their conversation, of messages that may have an id. */
  int[] withId(int conversation, String id) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      var asked = IndexFields.withId(conversation, id);
      TopFieldDocs found = newest(searcher, asked, Rank.FIRST, searcher.count(asked));
      return Arrays.stream(found.scoreDocs)
          .mapToInt(each -> position(rank((FieldDoc) each).number).ordinal)
          .toArray();
    } finally {
      searchers.release(searcher);
    }
  }

  @Override
  public void close() throws IOException {
    searchers.close();
    writer.rollback();
    directory.close();
  }
}
