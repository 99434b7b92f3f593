package app.afterglow.exporter.sqlcipher.salvage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes rows of records: a record's values in the order and the form that the table declares. */
final class RowMapper {

  private final TableDefinition table;

  RowMapper(TableDefinition table) {
    this.table = table;
  }

  /** The row that a cell holds, which has a record. */
  SalvagedRow row(CellReader.Cell cell, StoredRecord record, Certainty certainty, int page) {
    List<Column> columns = table.columns();
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    List<Integer> lost = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int column = table.storedOrder().get(i);
      Column declared = columns.get(column);
      if (column == table.rowidColumn()) {
        values[column] = cell.rowid();
      } else if (i < record.readable()) {
        values[column] = declared(record.values().get(i), declared);
      } else if (i < record.values().size()) {
        lost.add(column);
      } else {
        // The row was written before the table got this column.
        values[column] = copy(declared.defaultValue());
      }
    }
    Long rowid = table.withoutRowid() ? null : cell.rowid();
    return new SalvagedRow(rowid, Arrays.asList(values), lost, certainty, page);
  }

  /** Names of the lost columns, values beyond the declared ones counted among them. */
  List<String> lost(StoredRecord record) {
    List<String> names = new ArrayList<>();
    for (int i = record.readable(); i < record.values().size(); i++) {
      names.add(name(i));
    }
    for (int i = table.columns().size(); i < record.readable(); i++) {
      names.add(name(i));
    }
    return names;
  }

  private String name(int stored) {
    return stored < table.columns().size()
        ? table.columns().get(table.storedOrder().get(stored)).name()
        : "#" + (stored + 1);
  }

  private static @Nullable Object declared(@Nullable Object value, Column column) {
    // SQLite stores whole numbers of a REAL column as integers, to save room.
    return column.affinity() == Affinity.REAL && value instanceof Long whole
        ? (Object) whole.doubleValue()
        : value;
  }

  private static @Nullable Object copy(@Nullable Object value) {
    return value instanceof byte[] bytes ? bytes.clone() : value;
  }
}
