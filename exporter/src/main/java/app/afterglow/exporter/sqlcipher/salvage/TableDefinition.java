package app.afterglow.exporter.sqlcipher.salvage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A table as its {@code CREATE TABLE} statement describes it.
 *
 * @param name the table's name
 * @param columns its stored columns in declared order; virtual generated ones are left out
 * @param rowidColumn index of the column that is another name of the rowid, -1 where none is
 * @param withoutRowid whether it is a {@code WITHOUT ROWID} table, kept as an index b-tree
 * @param storedOrder for each value of a stored record the index of its column
 */
public record TableDefinition(
    String name,
    List<Column> columns,
    int rowidColumn,
    boolean withoutRowid,
    List<Integer> storedOrder) {

  /** A definition of its own copies. */
  public TableDefinition {
    columns = List.copyOf(columns);
    storedOrder = List.copyOf(storedOrder);
  }

  /**
   * Reads a {@code CREATE TABLE} statement, tolerantly; empty where it can't be understood.
   *
   * @param sql as it stands in the schema
   */
  public static Optional<TableDefinition> parse(String sql) {
    return new TableParser(SqlToken.tokens(sql)).parse();
  }

  /** A table of which only the number of columns is known: {@code c1}, {@code c2} ... */
  static TableDefinition unknown(String name, int columns) {
    return new TableDefinition(
        name,
        IntStream.rangeClosed(1, columns).mapToObj(Column::unknown).toList(),
        -1,
        false,
        IntStream.range(0, columns).boxed().toList());
  }

  /** The same with another column at its end, which no stored record has a value of. */
  TableDefinition with(Column column) {
    List<Column> more = new ArrayList<>(columns);
    more.add(column);
    return new TableDefinition(name, more, rowidColumn, withoutRowid, storedOrder);
  }

  /** The same under another name. */
  TableDefinition named(String other) {
    return new TableDefinition(other, columns, rowidColumn, withoutRowid, storedOrder);
  }
}
