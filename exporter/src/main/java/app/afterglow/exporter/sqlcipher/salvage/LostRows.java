package app.afterglow.exporter.sqlcipher.salvage;

import app.afterglow.model.Loss;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lists the rows of a table that are lost, by name: where the table has an index of the column that
 * names its rows, the index still tells which there were.
 */
final class LostRows {

  /** More are counted in one line: only the loss of most of a large store has so many. */
  static final int MOST = 100_000;

  /** Entries compared with rows that are there, before an index is taken for one of names. */
  private static final int COMPARED = 64;

  private final SalvagedDatabase salvaged;
  private final Connection copy;
  private final TableRole role;
  private final @Nullable String idColumn;
  private final RowRanges gaps = new RowRanges();
  private final List<DamagedRow> damaged = new ArrayList<>();
  private final List<Loss> losses = new ArrayList<>();

  private LostRows(SalvagedDatabase salvaged, Connection copy, TableRole role) {
    this.salvaged = salvaged;
    this.copy = copy;
    this.role = role;
    this.idColumn = role.idColumn(salvaged.tables());
  }

  /**
   * Lists them.
   *
   * @param copy where the rows that could be read were copied to; of people and conversations a row
   *     with nothing but its id is added
   */
  static List<Loss> of(
      SalvagedDatabase salvaged, Connection copy, TableRole role, SalvageReport report)
      throws IOException, SQLException {
    if (report.tables().stream().noneMatch(table -> table.name().equalsIgnoreCase(role.table()))) {
      return List.of();
    }
    LostRows rows = new LostRows(salvaged, copy, role);
    for (UnreadablePages run : report.unreadable()) {
      UnreadablePages.Owner owner = run.owner();
      if (owner != null && owner.table().equalsIgnoreCase(role.table())) {
        rows.gaps.add(owner.lowest(), owner.highest());
      }
    }
    for (DamagedRow row : report.damagedRows()) {
      if (row.table().equalsIgnoreCase(role.table())) {
        rows.damaged.add(row);
      }
    }
    return rows.list();
  }

  private List<Loss> list() throws IOException, SQLException {
    for (long rowid : damagedWhole()) {
      gaps.add(rowid, rowid);
    }
    Named found = gaps.isEmpty() || idColumn == null ? Named.NONE : named();
    Map<Long, String> named = found.rows();
    named.forEach(
        (rowid, id) -> {
          String detail = "row %d of %s, which an index names".formatted(rowid, role.table());
          losses.add(
              role.worthItsId()
                  ? Loss.partial(role.what(), id, "row-unreadable", detail + "; its id is kept")
                  : Loss.whole(role.what(), id, "row-unreadable", detail));
        });
    if (idColumn != null && role.worthItsId()) {
      for (Map.Entry<Long, String> row : named.entrySet()) {
        addStub(idColumn, row.getKey(), row.getValue());
      }
    }
    if (found.more() > 0) {
      losses.add(
          Loss.whole(
              role.what(),
              role.table(),
              "rows-unlisted",
              "%d more rows of %s are lost than are listed".formatted(found.more(), role.table())));
    }
    for (DamagedRow row : damaged) {
      Long rowid = row.rowid();
      if (!row.whole()) {
        inPart(row);
      } else if (rowid == null || !named.containsKey(rowid) && !isThere(rowid)) {
        losses.add(
            Loss.whole(
                role.what(),
                unnamed(row),
                "row-unreadable",
                "cell %d of page %d of %s".formatted(row.cell(), row.page(), role.table())));
      }
    }
    return losses;
  }

  private static String unnamed(DamagedRow row) {
    return row.rowid() == null
        ? "page-%d-cell-%d".formatted(row.page(), row.cell())
        : "row-" + row.rowid();
  }

  private void inPart(DamagedRow row) throws SQLException {
    String columns = String.join(", ", row.columns());
    losses.add(
        Loss.partial(
            role.what(),
            row.rowid() == null ? unnamed(row) : idOf(row.rowid()),
            "row-damaged",
            "of row %d these columns are lost: %s; page %d can't be read"
                .formatted(row.rowid(), columns, row.brokenAt())));
  }

  /**
   * Rows that an index names.
   *
   * @param rows their names, by their numbers
   * @param more how many there are besides
   */
  private record Named(Map<Long, String> rows, long more) {
    static final Named NONE = new Named(Map.of(), 0);
  }

  /** The rows in the gaps that an index names and the copy doesn't have. */
  private Named named() throws IOException, SQLException {
    Set<Long> listed = damagedWhole();
    for (int number = 0; number < salvaged.indexes(role.table()); number++) {
      Map<Long, String> found = new TreeMap<>();
      long[] more = {0};
      int[] agreeing = {0};
      boolean[] another = {false};
      try (PreparedStatement row = select()) {
        salvaged.entries(
            role.table(),
            number,
            (value, rowid) -> {
              boolean inGap = !gaps.within(rowid, rowid).isEmpty();
              if (value == null || !inGap && agreeing[0] >= COMPARED) {
                return true;
              }
              String there = valueOf(row, rowid);
              if (there == null && inGap) {
                if (found.size() < MOST) {
                  found.put(rowid, text(value));
                } else if (!listed.contains(rowid)) {
                  more[0]++;
                }
              } else if (there != null && !inGap) {
                agreeing[0]++;
                another[0] = !there.equals(text(value));
              }
              return !another[0];
            });
      }
      if (!another[0] && (agreeing[0] > 0 || salvaged.indexes(role.table()) == 1)) {
        return new Named(found, more[0]);
      }
    }
    return Named.NONE;
  }

  /** The damaged rows that are listed one by one where no index names them. */
  private Set<Long> damagedWhole() {
    return damaged.stream()
        .filter(DamagedRow::whole)
        .map(DamagedRow::rowid)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private PreparedStatement select() throws SQLException {
    return copy.prepareStatement(
        "SELECT %s, 1 FROM %s WHERE rowid = ?"
            .formatted(
                idColumn == null ? "NULL" : TableCopy.quoted(idColumn),
                TableCopy.quoted(role.table())));
  }

  private static @Nullable String valueOf(PreparedStatement row, long rowid) throws SQLException {
    row.setLong(1, rowid);
    try (ResultSet found = row.executeQuery()) {
      return found.next() ? text(found.getObject(1)) : null;
    }
  }

  private boolean isThere(long rowid) throws SQLException {
    try (PreparedStatement row = select()) {
      return valueOf(row, rowid) != null;
    }
  }

  private String idOf(long rowid) throws SQLException {
    try (PreparedStatement row = select()) {
      String id = valueOf(row, rowid);
      return id == null || id.isEmpty() ? "row-" + rowid : id;
    }
  }

  private static String text(@Nullable Object value) {
    return value instanceof byte[] blob
        ? HexFormat.of().formatHex(blob)
        : value == null ? "" : value.toString();
  }

  private void addStub(String column, long rowid, String id) throws SQLException {
    try (PreparedStatement insert =
        copy.prepareStatement(
            "INSERT OR IGNORE INTO %s(rowid, %s) VALUES(?, ?)"
                .formatted(TableCopy.quoted(role.table()), TableCopy.quoted(column)))) {
      insert.setLong(1, rowid);
      insert.setString(2, id);
      insert.executeUpdate();
    }
  }
}
