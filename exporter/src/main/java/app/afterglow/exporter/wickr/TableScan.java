package app.afterglow.exporter.wickr;

import app.afterglow.exporter.sqlcipher.StoreDatabase;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads every row of a table once, without keeping any. */
final class TableScan {

  private TableScan() {}

  /** What is done with each row. */
  interface Visitor<T> {
    void visit(T row) throws IOException;
  }

  /** Every row with all its columns; none where there is no such table. */
  static void rows(StoreDatabase database, Columns columns, Visitor<TableRow> visitor)
      throws IOException {
    if (!columns.tableExists()) {
      return;
    }
    query(database, TableRow.select(columns), row -> visitor.visit(read(database, columns, row)));
  }

  /** Every row of a statement. */
  static void query(StoreDatabase database, String sql, Visitor<ResultSet> visitor)
      throws IOException {
    try (Statement statement = database.connection().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        visitor.visit(rows);
      }
    } catch (SQLException e) {
      throw database.problem(e);
    }
  }

  private static TableRow read(StoreDatabase database, Columns columns, ResultSet row)
      throws IOException {
    try {
      return TableRow.read(columns, row);
    } catch (SQLException e) {
      throw database.problem(e);
    }
  }
}
