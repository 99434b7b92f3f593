package app.afterglow.exporter.wickr;

import app.afterglow.exporter.sqlcipher.StoreDatabase;
import java.io.IOException;
import java.util.Arrays;

/**
 * Which files belong to which message, by their rows, in memory: 8 bytes a link. Tables of links
 * have an index for one direction only, and not every version has the other.
 */
final class FileLinks {

  private static final long MOST_ROW = 0xffff_ffffL;

  private final StoreDatabase database;
  private long[] links = new long[64];
  private int size;
  private boolean sorted = true;

  FileLinks(StoreDatabase database) {
    this.database = database;
  }

  /**
   * Adds a link.
   *
   * @param mostRows more links than the database has room for come from a tree with loops in it
   * @return false where a row's number is none that a store of this size can have
   */
  boolean add(long message, long file, long mostRows) throws IOException {
    if (message < 0 || message > MOST_ROW || file < 0 || file > MOST_ROW) {
      return false;
    }
    MessageIndex.requirePlausible(database, size, mostRows);
    if (size == links.length) {
      links = Arrays.copyOf(links, size + (size >> 1));
    }
    // Messages of 2^31 and up would be negative, which the order of rows doesn't mind.
    links[size++] = message << 32 | file;
    sorted = false;
    return true;
  }

  /** The rows of a message's files, in their order, each once. */
  long[] filesOf(long message) {
    sort();
    int first = Arrays.binarySearch(links, 0, size, message << 32);
    int start = first < 0 ? -first - 1 : first;
    int end = start;
    while (end < size && links[end] >>> 32 == message) {
      end++;
    }
    return Arrays.stream(links, start, end).map(link -> link & MOST_ROW).distinct().toArray();
  }

  /**
   * The files that some message has.
   *
   * @param sorted their rows, in order
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Files(long[] sorted) {
    boolean contains(long file) {
      return Arrays.binarySearch(sorted, file) >= 0;
    }
  }

  /** The files that some message has. */
  Files files() {
    long[] files = new long[size];
    for (int i = 0; i < size; i++) {
      files[i] = links[i] & MOST_ROW;
    }
    Arrays.sort(files);
    return new Files(files);
  }

  private void sort() {
    if (!sorted) {
      Arrays.sort(links, 0, size);
      sorted = true;
    }
  }
}
