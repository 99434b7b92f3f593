package app.afterglow.exporter.wickr;

import app.afterglow.exporter.sqlcipher.StoreDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One row of a table whose columns are all selected, in the table's order, after the row id. */
final class TableRow {

  private final Columns columns;
  private final long rowId;
  private final @Nullable Object[] values;

  private TableRow(Columns columns, long rowId, @Nullable Object[] values) {
    this.columns = columns;
    this.rowId = rowId;
    this.values = values;
  }

  /** The statement that selects such rows: by name, as {@code *} has generated columns as well. */
  static String select(Columns columns) {
    StringBuilder names = new StringBuilder("rowid");
    columns.names().forEach(name -> names.append(", ").append(StoreDatabase.quoted(name)));
    return "SELECT %s FROM %s".formatted(names, columns.quotedTable());
  }

  static TableRow read(Columns columns, ResultSet row) throws SQLException {
    @Nullable Object[] values = new @Nullable Object[columns.names().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.getObject(i + 2);
    }
    return new TableRow(columns, row.getLong(1), values);
  }

  long rowId() {
    return rowId;
  }

  Columns columns() {
    return columns;
  }

  /** The value at a position, null where it is NULL or the position -1. */
  @Nullable Object at(int position) {
    return position < 0 ? null : values[position];
  }

  /** The value of the first of these columns that is there; null where none is, or it is NULL. */
  @Nullable Object value(String... names) {
    return at(columns.find(names));
  }
}
