package app.afterglow.exporter.wickr;

import java.util.Arrays;

/**
 * Which rows hold the messages of which conversation, in the order they were sent: 8 bytes a
 * message, so that 10 million take 80 MB. Tables often have no index that would give this order,
 * and sorting whole rows would take many times as much.
 *
 * <p>One {@code long} a message: the seconds since the earliest message (32 bits, the last of them
 * standing for all that are further off) above the row id's distance from the smallest (31 bits).
 * Sorted, that is the order by second; messages of one second are put in their final order when
 * they are read ({@link #ties}).
 *
 * <p>Built by two passes over the table: the first counts ({@link Counts}), the second fills in.
 */
final class MessageOrder {

  private static final int ROW_BITS = 31;
  private static final long ROW_MASK = (1L << ROW_BITS) - 1;
  private static final long LAST_SECOND = (1L << 32) - 1;

  private final long[] keys;
  private final int[] ends;
  private final int[] next;
  private final long firstRow;
  private final long firstSecond;
  private final long[] rowsFarApart;
  private int rowsFilled;

  /** What the first pass finds out. */
  static final class Counts {
    private int[] perConversation = new int[16];
    private long rows;
    private long smallestRow = Long.MAX_VALUE;
    private long largestRow = Long.MIN_VALUE;
    private long earliest = Long.MAX_VALUE;

    void add(int conversation, long millis, long row) {
      if (conversation >= perConversation.length) {
        perConversation =
            Arrays.copyOf(perConversation, Math.max(conversation + 1, perConversation.length * 2));
      }
      perConversation[conversation]++;
      rows++;
      smallestRow = Math.min(smallestRow, row);
      largestRow = Math.max(largestRow, row);
      earliest = Math.min(earliest, millis);
    }

    long rows() {
      return rows;
    }

    /** Whether distances between row ids fit into their bits; hardly ever false. */
    private boolean rowsAreNear() {
      return rows == 0 || (largestRow - smallestRow >= 0 && largestRow - smallestRow <= ROW_MASK);
    }
  }

  MessageOrder(Counts counts, int conversations) {
    int total = Math.toIntExact(counts.rows);
    keys = new long[total];
    firstRow = counts.rowsAreNear() ? counts.smallestRow : 0;
    firstSecond = counts.rows == 0 ? 0 : Math.floorDiv(counts.earliest, 1000L);
    rowsFarApart = counts.rowsAreNear() ? new long[0] : new long[total];
    ends = new int[conversations];
    next = new int[conversations];
    int at = 0;
    for (int i = 0; i < conversations; i++) {
      next[i] = at;
      at += i < counts.perConversation.length ? counts.perConversation[i] : 0;
      ends[i] = at;
    }
  }

  /** Fills in a message, in the second pass. */
  void add(int conversation, long millis, long row) {
    long second = Math.min(Math.floorDiv(millis, 1000L) - firstSecond, LAST_SECOND);
    long place;
    if (rowsFarApart.length > 0) {
      rowsFarApart[rowsFilled] = row;
      place = rowsFilled++;
    } else {
      place = row - firstRow;
    }
    keys[next[conversation]++] = second << ROW_BITS | place;
  }

  /** Puts each conversation in order, after the second pass. */
  void sort() {
    for (int i = 0; i < ends.length; i++) {
      Arrays.sort(keys, start(i), ends[i]);
    }
  }

  /** The first position of a conversation. */
  int start(int conversation) {
    return conversation == 0 ? 0 : ends[conversation - 1];
  }

  /** The position after a conversation's last. */
  int end(int conversation) {
    return ends[conversation];
  }

  /** Messages altogether. */
  int size() {
    return keys.length;
  }

  /** The row id of the message at a position. */
  long row(int position) {
    int place = (int) (keys[position] & ROW_MASK);
    return rowsFarApart.length > 0 ? rowsFarApart[place] : firstRow + place;
  }

  /** The conversation that a position belongs to: the first that ends after it. */
  int conversation(int position) {
    int low = 0;
    int high = ends.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ends[middle] > position) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The position after the last message that shares its second with the one at a position. */
  int ties(int position, int end) {
    long second = keys[position] >>> ROW_BITS;
    int last = position + 1;
    while (last < end && keys[last] >>> ROW_BITS == second) {
      last++;
    }
    return last;
  }

  /** The entries from one position to another, for {@link #put}. */
  long[] slice(int from, int to) {
    return Arrays.copyOfRange(keys, from, to);
  }

  /** The row id of an entry of a slice. */
  long rowOf(long entry) {
    int place = (int) (entry & ROW_MASK);
    return rowsFarApart.length > 0 ? rowsFarApart[place] : firstRow + place;
  }

  /** Puts an entry at a position, within the second it belongs to. */
  void put(int position, long entry) {
    keys[position] = entry;
  }
}
