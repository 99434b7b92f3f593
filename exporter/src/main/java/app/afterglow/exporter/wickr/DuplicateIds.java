package app.afterglow.exporter.wickr;

import app.afterglow.exporter.sqlcipher.StoreDatabase;
import app.afterglow.model.Loss;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows whose message id another row has already: an archive holds each id once, so the first row is
 * carried and the others are listed. Where the schema keeps ids unique there is nothing to look
 * for; else hashes of all ids are compared (4 bytes a message), and then the few ids whose hashes
 * appear twice.
 */
final class DuplicateIds {

  /** More than this is no accident but a table that was made up. */
  private static final int MOST = 100_000;

  private final Set<Long> rows = new HashSet<>();
  private final List<Loss> losses = new ArrayList<>();

  private DuplicateIds() {}

  static DuplicateIds find(StoreDatabase database, MessageColumns columns, long mostRows)
      throws IOException {
    DuplicateIds duplicates = new DuplicateIds();
    if (columns.id() < 0
        || database.isUnique(columns.all().table(), columns.all().names().get(columns.id()))) {
      return duplicates;
    }
    String sql =
        "SELECT rowid, %s FROM %s ORDER BY rowid"
            .formatted(columns.sql(columns.id()), columns.all().quotedTable());
    int[] suspects = suspects(database, sql, mostRows);
    if (suspects.length > 0) {
      duplicates.compare(database, sql, suspects);
    }
    return duplicates;
  }

  /** The hashes that appear more than once, in order. */
  private static int[] suspects(StoreDatabase database, String sql, long mostRows)
      throws IOException {
    HashList list = new HashList();
    TableScan.query(
        database,
        sql,
        row -> {
          list.add(id(database, row).hashCode());
          MessageIndex.requirePlausible(database, list.size, mostRows);
        });
    int[] hashes = list.trimmed();
    Arrays.sort(hashes);
    int found = 0;
    for (int i = 1; i < hashes.length; i++) {
      if (hashes[i] == hashes[i - 1] && (found == 0 || hashes[found - 1] != hashes[i])) {
        hashes[found++] = hashes[i];
      }
    }
    return Arrays.copyOf(hashes, found);
  }

  /** Numbers without a box around each. */
  private static final class HashList {
    private int[] values = new int[1024];
    private int size;

    void add(int value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size + (size >> 1));
      }
      values[size++] = value;
    }

    int[] trimmed() {
      return size == values.length ? values : Arrays.copyOf(values, size);
    }
  }

  private void compare(StoreDatabase database, String sql, int[] suspects) throws IOException {
    Map<String, Long> first = new HashMap<>();
    TableScan.query(
        database,
        sql,
        row -> {
          String id = id(database, row);
          if (Arrays.binarySearch(suspects, id.hashCode()) >= 0) {
            long number = rowId(database, row);
            Long before = first.putIfAbsent(id, number);
            if (before != null) {
              add(number, id, before);
            }
          }
        });
  }

  private void add(long row, String id, long firstRow) throws IOException {
    if (rows.size() == MOST) {
      throw WickrProblems.damaged("ids-repeat", MOST);
    }
    rows.add(row);
    losses.add(
        Loss.whole(
            Loss.What.MESSAGE,
            id,
            "duplicate-id",
            "row %d; row %d of the same id was carried".formatted(row, firstRow)));
  }

  private static long rowId(StoreDatabase database, ResultSet row) throws IOException {
    try {
      return row.getLong(1);
    } catch (SQLException e) {
      throw database.problem(e);
    }
  }

  private static String id(StoreDatabase database, ResultSet row) throws IOException {
    try {
      return MessageTable.id(row.getObject(2), row.getLong(1));
    } catch (SQLException e) {
      throw database.problem(e);
    }
  }

  boolean contains(long row) {
    return !rows.isEmpty() && rows.contains(row);
  }

  /** One line for each row that isn't carried. */
  List<Loss> losses() {
    return losses;
  }
}
