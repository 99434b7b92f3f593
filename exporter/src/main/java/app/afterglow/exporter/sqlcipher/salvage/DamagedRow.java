package app.afterglow.exporter.sqlcipher.salvage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that could not be read, or not all of it.
 *
 * @param table its table
 * @param page the page that holds it
 * @param cell its place on that page, counted from 0; -1 where the page as a whole could not be
 *     read after all
 * @param rowid its rowid, null where it can't be read or there is none
 * @param columns names of the columns that are lost; empty where the whole row is
 * @param brokenAt the page where the row goes on and that can't be read, 0 where the row itself is
 *     malformed
 */
public record DamagedRow(
    String table, int page, int cell, @Nullable Long rowid, List<String> columns, int brokenAt) {

  /** A row of its own list. */
  public DamagedRow {
    columns = List.copyOf(columns);
  }

  /** Whether nothing of the row could be read. */
  public boolean whole() {
    return columns.isEmpty();
  }
}
