package app.afterglow.exporter.wickr;

import app.afterglow.exporter.sqlcipher.StoreDatabase;
import app.afterglow.model.Loss;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists the columns that an archive has no place for, where they hold something: what isn't carried
 * is said, though nobody may miss a device's number or a setting.
 */
final class UnusedColumns {

  private UnusedColumns() {}

  static List<Loss> find(StoreDatabase database, KnownColumns known) throws IOException {
    List<Loss> losses = new ArrayList<>();
    for (String table : database.tables()) {
      if (table.startsWith("sqlite_")) {
        continue;
      }
      for (String column : database.columns(table)) {
        if (!known.isCarried(table, column)) {
          long values = values(database, table, column);
          if (values > 0) {
            losses.add(
                Loss.partial(
                    Loss.What.COLUMN,
                    table + "." + column,
                    "no-place-in-archive",
                    "%d values".formatted(values)));
          }
        }
      }
    }
    return losses;
  }

  private static long values(StoreDatabase database, String table, String column)
      throws IOException {
    long[] count = {0};
    TableScan.query(
        database,
        "SELECT count(%s) FROM %s"
            .formatted(StoreDatabase.quoted(column), StoreDatabase.quoted(table)),
        row -> {
          try {
            count[0] = row.getLong(1);
          } catch (SQLException e) {
            throw database.problem(e);
          }
        });
    return count[0];
  }
}
