package app.afterglow.exporter.sqlcipher.salvage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A b-tree as far as it can be followed.
 *
 * @param root its first page
 * @param pages pages that hold rows
 * @param rows cells on them
 * @param firstPage the leftmost page that holds rows, 0 where there is none
 * @param lastPage the rightmost
 * @param gaps branches that can't be followed
 */
record Tree(int root, long pages, long rows, int firstPage, int lastPage, List<Gap> gaps) {

  /** Where there are more, the last one stands for the rest: only a hostile file has so many. */
  private static final int MAX_GAPS = 100_000;

  /** Follows a tree without reading its leaves. */
  static Tree follow(PageSource source, PageIndex index, int root, boolean table, BitSet reached)
      throws IOException {
    List<Gap> gaps = new ArrayList<>();
    TreeCursor cursor =
        new TreeCursor(
            source,
            index,
            table,
            reached,
            gap -> {
              if (gaps.size() < MAX_GAPS) {
                gaps.add(gap);
              } else {
                Gap last = gaps.removeLast();
                gaps.add(
                    new Gap(last.page(), last.state(), last.low(), gap.high(), Gap.Level.UNKNOWN));
              }
            });
    cursor.start(root, Long.MIN_VALUE, Long.MAX_VALUE);
    long pages = 0;
    long rows = 0;
    int first = 0;
    int last = 0;
    while (cursor.advance()) {
      first = first == 0 ? cursor.page() : first;
      last = cursor.page();
      pages++;
      rows += index.cells(last);
    }
    return new Tree(root, pages, rows, first, last, gaps);
  }
}
