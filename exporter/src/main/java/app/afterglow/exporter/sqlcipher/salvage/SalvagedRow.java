package app.afterglow.exporter.sqlcipher.salvage;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row as it was stored.
 *
 * @param rowid its rowid, null in a {@code WITHOUT ROWID} table
 * @param values one for each of {@link TableDefinition#columns()}: null, Long, Double, String or
 *     byte[], which is the caller's
 * @param lostColumns indices of the columns whose values stood on pages that can't be read; their
 *     values are null
 * @param certainty how sure it is that it belongs here
 * @param page the page that held it
 */
public record SalvagedRow(
    @Nullable Long rowid,
    List<@Nullable Object> values,
    List<Integer> lostColumns,
    Certainty certainty,
    int page) {

  /** A row of its own lists. */
  public SalvagedRow {
    values = Collections.unmodifiableList(values);
    lostColumns = List.copyOf(lostColumns);
  }

  /** Whether all its values could be read. */
  public boolean complete() {
    return lostColumns.isEmpty();
  }
}
