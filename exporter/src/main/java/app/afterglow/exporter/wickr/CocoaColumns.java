package app.afterglow.exporter.wickr;

import app.afterglow.exporter.sqlcipher.StoreDatabase;
import java.io.IOException;
import java.sql.SQLException;

/**
 * Tells from which year a column of a Core Data store counts. Its own dates count from 2001, but an
 * application may keep a server's number as it came, and Wickr does so in its table of
 * conversations.
 */
final class CocoaColumns {

  /**
   * In seconds since 2001 the year 2035, since 1970 the year 2004: no message was sent after the
   * one or before the other.
   */
  private static final long FIRST_UNIX = 1_100_000_000L;

  private CocoaColumns() {}

  /** Unix where even the smallest number in it would be far in the future otherwise. */
  static StoredTime formOf(StoreDatabase database, Columns columns, int position)
      throws IOException {
    if (position < 0) {
      return StoredTime.COCOA;
    }
    String column = StoreDatabase.quoted(columns.names().get(position));
    double[] least = {0};
    TableScan.query(
        database,
        "SELECT min(%s) FROM %s WHERE typeof(%s) IN ('integer', 'real') AND %s > 0"
            .formatted(column, columns.quotedTable(), column, column),
        row -> {
          try {
            least[0] = row.getDouble(1);
          } catch (SQLException e) {
            throw database.problem(e);
          }
        });
    return least[0] > FIRST_UNIX ? StoredTime.UNIX : StoredTime.COCOA;
  }
}
