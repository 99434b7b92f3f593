package app.afterglow.exporter.sqlcipher.salvage;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Goes through the pages of a b-tree that hold rows, from left to right: the leaves of a table, the
 * inner pages and leaves of an index. Reads inner pages only. Each page is entered once, so that a
 * cycle ends; depth is bounded.
 */
final class TreeCursor {

  /** SQLite gives up at 20 levels. */
  private static final int MAX_DEPTH = 24;

  private final PageSource source;
  private final PageIndex index;
  private final boolean table;
  private final BitSet visited;
  private final Consumer<Gap> gaps;
  private final Deque<Inner> path = new ArrayDeque<>();

  private int page;
  private long low;
  private long high;

  /** An inner page on the way to the current one. */
  private static final class Inner {
    private final int[] children;
    private final long[] highs;
    private final Gap.Level level;
    private long low;
    private int next;

    Inner(int[] children, long[] highs, long low, Gap.Level level) {
      this.children = children;
      this.highs = highs;
      this.low = low;
      this.level = level;
    }
  }

  /**
   * @param table whether it is a table's tree, not an index
   * @param visited pages that were entered before; those entered now are added
   * @param gaps is told of each branch that can't be followed
   */
  TreeCursor(
      PageSource source, PageIndex index, boolean table, BitSet visited, Consumer<Gap> gaps) {
    this.source = source;
    this.index = index;
    this.table = table;
    this.visited = visited;
    this.gaps = gaps;
  }

  /** Starts at a page below which rowids stand from {@code from} to {@code to}. */
  void start(int root, long from, long to) {
    path.clear();
    path.push(new Inner(new int[] {root}, new long[] {to}, from, Gap.Level.UNKNOWN));
  }

  /** Goes on to the next page that holds rows; false where there is none. */
  boolean advance() throws IOException {
    while (!path.isEmpty()) {
      Inner inner = path.peek();
      if (inner.next == inner.children.length) {
        path.pop();
        continue;
      }
      int child = inner.children[inner.next];
      long from = inner.low;
      long to = inner.highs[inner.next];
      inner.next++;
      inner.low = to == Long.MAX_VALUE ? to : to + 1;
      if (enter(child, from, to, inner.level)) {
        return true;
      }
    }
    return false;
  }

  int page() {
    return page;
  }

  /** The lowest rowid that belongs on the page. */
  long low() {
    return low;
  }

  /** The highest rowid that belongs on the page. */
  long high() {
    return high;
  }

  private boolean enter(int child, long from, long to, Gap.Level level) throws IOException {
    int type = index.type(child);
    boolean leaf = type == (table ? BtreePage.TABLE_LEAF : BtreePage.INDEX_LEAF);
    boolean inner = type == (table ? BtreePage.TABLE_INNER : BtreePage.INDEX_INNER);
    if (!leaf && !inner || visited.get(child) || inner && path.size() > MAX_DEPTH) {
      PageState state = index.state(child);
      gaps.accept(
          new Gap(
              child, state == PageState.READABLE ? PageState.MALFORMED : state, from, to, level));
      return false;
    }
    visited.set(child);
    if (inner && !descend(child, from, to)) {
      gaps.accept(new Gap(child, PageState.MEDIUM_ERROR, from, to, Gap.Level.INNER));
      return false;
    }
    page = child;
    low = from;
    high = to;
    return leaf || !table;
  }

  private boolean descend(int number, long from, long to) throws IOException {
    byte[] bytes = new byte[source.pageSize()];
    if (source.read(number, bytes) != PageState.READABLE) {
      return false;
    }
    BtreePage btree = new BtreePage(bytes, number, source.usableSize());
    int[] children = new int[btree.cells() + 1];
    long[] highs = new long[children.length];
    long before = from;
    for (int i = 0; i < children.length - 1; i++) {
      int at = btree.cell(i);
      boolean inside = at >= 0 && at + 4 <= btree.usable();
      children[i] = inside ? btree.i32(at) : 0;
      highs[i] = table ? key(btree, at, inside, before) : to;
      before = highs[i];
    }
    children[children.length - 1] = btree.rightChild();
    highs[children.length - 1] = to;
    path.push(new Inner(children, highs, from, level(children)));
    return true;
  }

  private static long key(BtreePage btree, int at, boolean inside, long before) {
    int length = inside ? Varint.length(btree.bytes(), at + 4, btree.usable()) : 0;
    return length == 0 ? before : Varint.value(btree.bytes(), at + 4, length);
  }

  /** All children of a page are on one level: one that can be read tells for all. */
  private Gap.Level level(int[] children) {
    for (int child : children) {
      switch (index.type(child)) {
        case BtreePage.TABLE_LEAF, BtreePage.INDEX_LEAF -> {
          return Gap.Level.LEAF;
        }
        case BtreePage.TABLE_INNER, BtreePage.INDEX_INNER -> {
          return Gap.Level.INNER;
        }
        default -> {
          // Tells nothing.
        }
      }
    }
    return Gap.Level.UNKNOWN;
  }
}
