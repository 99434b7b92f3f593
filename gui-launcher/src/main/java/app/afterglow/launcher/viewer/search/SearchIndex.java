package app.afterglow.launcher.viewer.search;

import app.afterglow.model.Message;
import app.afterglow.search.Needles;
import app.afterglow.search.SearchWords;
import app.afterglow.search.SearchedTexts;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * An index over all messages, in memory only. Words are indexed until they take as much memory as
 * they may; the messages after that are still known, and have to be looked at themselves.
 *
 * <p>One thread adds, others ask at any time: they see what was added so far.
 */
final class SearchIndex {

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Documents documents = new Documents();
  private final Terms terms = new Terms();
  private final SearchWords words = new SearchWords(this::addWord);
  private final long memory;
  private int current;
  private int indexed;
  private boolean full;

  /**
   * An empty index.
   *
   * @param memory how many bytes the words may take
   */
  SearchIndex(long memory) {
    this.memory = memory;
  }

  /** Messages that may be hits: those the words don't decide are looked at themselves. */
  record Candidates(BitSet all, boolean certain, int indexed) {

    /** Whether a candidate is a hit for sure. */
    boolean isCertain(int document) {
      return certain && document < indexed;
    }

    /** Whether all of them are. */
    boolean areCertain() {
      return certain && all.length() <= indexed;
    }
  }

  /** The messages that come from now on are this conversation's. */
  void begin(int conversation) {
    lock.writeLock().lock();
    try {
      documents.begin(conversation);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Adds some messages; null stands for one that can't be read. */
  void add(List<@Nullable Message> messages) {
    lock.writeLock().lock();
    try {
      for (Message message : messages) {
        add(message);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void add(@Nullable Message message) {
    if (message == null) {
      long time = documents.count() == 0 ? 0 : documents.sentAt(documents.count() - 1);
      current = documents.add(time, null, "", false);
    } else {
      current =
          documents.add(
              message.sentAt().toEpochMilli(),
              message.senderId(),
              message.id(),
              !message.attachments().isEmpty());
    }
    full |= terms.bytes() > memory;
    if (!full) {
      if (message != null) {
        SearchedTexts.of(message).forEach(words::read);
      }
      indexed = current + 1;
    }
  }

  private void addWord(String word) {
    terms.add(word, current);
  }

  /** What a query may find. */
  Candidates candidates(Query query) {
    lock.readLock().lock();
    try {
      BitSet found = documents.matching(query);
      boolean certain = true;
      for (Needles.Needle needle : query.needles().all()) {
        certain &= needle.isCertain();
        for (String prefix : needle.indexPrefixes()) {
          BitSet having = terms.startingWith(prefix);
          having.set(indexed, Math.max(indexed, documents.count()));
          found.and(having);
        }
      }
      return new Candidates(found, certain || query.needles().isEmpty(), indexed);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Where a message stands in the order of search results: the newest is the first. */
  record Rank(long sentAt, int document) implements Comparable<Rank> {

    static final Rank FIRST = new Rank(Long.MAX_VALUE, Integer.MAX_VALUE);

    @Override
    public int compareTo(Rank other) {
      int byTime = Long.compare(other.sentAt, sentAt);
      return byTime != 0 ? byTime : Integer.compare(other.document, document);
    }
  }

  /** The newest candidates that come after one, in order, and how many more there are. */
  record Newest(List<Rank> ranks, int more) {}

  Newest newest(BitSet candidates, Rank after, int most) {
    lock.readLock().lock();
    try {
      PriorityQueue<Rank> kept = new PriorityQueue<>(most + 1, (a, b) -> b.compareTo(a));
      int seen = 0;
      long oldestKept = Long.MIN_VALUE;
      for (int d = candidates.nextSetBit(0); d >= 0; d = candidates.nextSetBit(d + 1)) {
        long sentAt = documents.sentAt(d);
        if (sentAt > after.sentAt || (sentAt == after.sentAt && d >= after.document)) {
          continue;
        }
        seen++;
        if (kept.size() == most && sentAt < oldestKept) {
          continue;
        }
        kept.add(new Rank(sentAt, d));
        if (kept.size() > most) {
          kept.remove();
        }
        oldestKept = kept.element().sentAt;
      }
      Rank[] ranks = kept.toArray(new Rank[0]);
      Arrays.sort(ranks);
      return new Newest(List.of(ranks), seen - ranks.length);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** A message's conversation and its number there. */
  record Position(int conversation, int ordinal) {}

  Position position(int document) {
    lock.readLock().lock();
    try {
      return new Position(documents.conversationOf(document), documents.ordinalOf(document));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Numbers of a conversation's messages that may have an id; null before they came. */
  int @Nullable [] withId(int conversation, String id) {
    lock.readLock().lock();
    try {
      return documents.withId(conversation, id);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** How much there is. */
  record Size(int messages, int indexed, int words, long bytes) {}

  Size size() {
    lock.readLock().lock();
    try {
      return new Size(documents.count(), indexed, terms.count(), documents.bytes() + terms.bytes());
    } finally {
      lock.readLock().unlock();
    }
  }
}
