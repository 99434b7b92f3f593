package app.afterglow.exporter.sqlcipher.salvage;

import java.io.IOException;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the entries of an index of one column, as far as its tree can be followed. */
final class IndexReader {

  private final PageSource source;
  private final StorePlan plan;
  private final CellReader cells;

  IndexReader(PageSource source, StorePlan plan, int maxRowBytes) {
    this.source = source;
    this.plan = plan;
    this.cells = new CellReader(source, plan.index(), plan.encoding(), maxRowBytes);
  }

  /** What is done with each entry. */
  interface Visitor {
    /** False to stop. */
    boolean visit(@Nullable Object value, long rowid) throws SQLException;
  }

  /** Reads the index with this first page; entries of several columns are left out. */
  void read(int root, Visitor visitor) throws IOException, SQLException {
    TreeCursor cursor = new TreeCursor(source, plan.index(), false, new BitSet(), _ -> {});
    cursor.start(root, Long.MIN_VALUE, Long.MAX_VALUE);
    byte[] bytes = new byte[source.pageSize()];
    while (cursor.advance()) {
      if (source.read(cursor.page(), bytes) != PageState.READABLE) {
        continue;
      }
      if (!page(new BtreePage(bytes, cursor.page(), source.usableSize()), visitor)) {
        return;
      }
    }
  }

  private boolean page(BtreePage page, Visitor visitor) throws IOException, SQLException {
    for (int i = 0; i < page.cells(); i++) {
      CellReader.Cell cell = cells.read(page, i);
      StoredRecord record = cell == null ? null : cell.record();
      if (record == null || record.readable() != 2) {
        continue;
      }
      List<@Nullable Object> values = record.values();
      if (values.size() == 2
          && values.get(1) instanceof Long rowid
          && !visitor.visit(values.get(0), rowid)) {
        return false;
      }
    }
    return true;
  }
}
