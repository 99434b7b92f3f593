package app.afterglow.exporter.sqlcipher.salvage;

import java.util.List;

/**
 * A piece of a table: its tree, or pages that nothing leads to.
 *
 * @param kind how it is read
 * @param root the page to start at
 * @param ranges the rowids that count in it; all of them where empty
 * @param certainty how sure it is that its rows belong to the table
 * @param rows cells in it
 */
record Part(Kind kind, int root, List<RowRanges.Range> ranges, Certainty certainty, long rows) {

  enum Kind {
    /** The table's own tree. */
    TREE,
    /** A page, or a tree, that nothing leads to. */
    LOOSE,
    /** An older version of a single page that can't be read. */
    OLDER
  }

  boolean counts(long rowid) {
    if (ranges.isEmpty()) {
      return true;
    }
    for (RowRanges.Range range : ranges) {
      if (range.contains(rowid)) {
        return true;
      }
    }
    return false;
  }
}
