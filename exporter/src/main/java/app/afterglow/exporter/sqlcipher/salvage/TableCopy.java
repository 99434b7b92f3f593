package app.afterglow.exporter.sqlcipher.salvage;

import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes salvaged tables into another database. */
final class TableCopy {

  private static final int BATCH_ROWS = 1000;
  private static final long BATCH_BYTES = 4 << 20;
  private static final Pattern PLAIN_TYPE =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_ ]{0,60}(\\([0-9]{1,9}(,[0-9]{1,9})?\\))?");

  /** The page that a row of no known table stood on. */
  static final String PAGE_COLUMN = "found_on_page";

  private static final Column PAGE =
      new Column(PAGE_COLUMN, "INTEGER", Affinity.INTEGER, "BINARY", true, null);
  private static final List<String> ROWID_NAMES = List.of("rowid", "_rowid_", "oid");

  private final SalvagedDatabase from;
  private final Connection to;
  private final Progress progress;

  TableCopy(SalvagedDatabase from, Connection to, Progress progress) {
    this.from = from;
    this.to = to;
    this.progress = progress;
  }

  List<CopiedTable> copy() throws IOException, SQLException {
    boolean autoCommit = to.getAutoCommit();
    to.setAutoCommit(false);
    try {
      List<CopiedTable> copied = new ArrayList<>();
      for (SalvagedTable table : from.tables()) {
        // SQLite keeps such names to itself and fills these tables on its own; one that was only
        // guessed from its rows may be another.
        boolean internal = table.name().toLowerCase(Locale.ROOT).startsWith("sqlite_");
        if (!internal) {
          copied.add(copy(table, table.definition()));
        } else if (table.origin() != SalvagedTable.Origin.SCHEMA) {
          copied.add(copy(table, table.definition().named("lost_and_found_" + table.name())));
        }
      }
      to.commit();
      return copied;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      to.setAutoCommit(autoCommit);
    }
  }

  private CopiedTable copy(SalvagedTable table, TableDefinition found) throws SQLException {
    // Rows of no known table may come from several: their rowids need not be unique, and the page
    // tells which belong together.
    boolean mixed = table.origin() == SalvagedTable.Origin.UNKNOWN && table.rowsInTree() == 0;
    TableDefinition definition = mixed ? found.with(PAGE) : found;
    String rowidName = mixed ? null : rowidName(definition);
    try (Statement statement = to.createStatement()) {
      statement.execute(create(definition));
    } catch (SQLException e) {
      // Only a schema made to do harm has tables that SQLite does not take: twice the same column,
      // thousands of them. The rest of the database is still worth having.
      return new CopiedTable(definition.name(), 0, 0, table.rows());
    }
    long rows = 0;
    long written = 0;
    long uncertain = 0;
    try (PreparedStatement insert = to.prepareStatement(insert(definition, rowidName));
        Stream<SalvagedRow> stream = from.rows(table.name())) {
      int pending = 0;
      long bytes = 0;
      for (Iterator<SalvagedRow> all = stream.iterator(); all.hasNext(); ) {
        SalvagedRow row = all.next();
        uncertain += row.certainty().compareTo(Certainty.LIKELY) > 0 ? 1 : 0;
        bytes += bind(insert, row, rowidName != null);
        if (mixed) {
          insert.setLong(row.values().size() + 1, row.page());
        }
        insert.addBatch();
        rows++;
        if (++pending == BATCH_ROWS || bytes >= BATCH_BYTES) {
          progress.advance(pending, bytes);
          written += flush(insert);
          pending = 0;
          bytes = 0;
        }
      }
      written += flush(insert);
    }
    return new CopiedTable(definition.name(), written, uncertain, rows - written);
  }

  private static long flush(PreparedStatement insert) throws SQLException {
    return IntStream.of(insert.executeBatch()).filter(count -> count > 0).count();
  }

  private static String create(TableDefinition table) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      Column column = table.columns().get(i);
      String type =
          PLAIN_TYPE.matcher(column.declaredType()).matches() && sameAffinity(column)
              ? column.declaredType()
              : column.affinity().name();
      // The rowid's other name is no constraint but the row's place; everything else is left out.
      String key = i == table.rowidColumn() ? " PRIMARY KEY" : "";
      columns.add(quoted(column.name()) + " " + type + key + " COLLATE " + column.collation());
    }
    return "CREATE TABLE " + quoted(table.name()) + " (" + String.join(", ", columns) + ")";
  }

  private static boolean sameAffinity(Column column) {
    return Affinity.of(column.declaredType()) == column.affinity();
  }

  /** A name for the rowid that no column has taken, null where there is none or no rowid. */
  private static @Nullable String rowidName(TableDefinition table) {
    if (table.withoutRowid() || table.rowidColumn() >= 0) {
      return null;
    }
    Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    table.columns().forEach(column -> taken.add(column.name()));
    return ROWID_NAMES.stream().filter(name -> !taken.contains(name)).findFirst().orElse(null);
  }

  private static String insert(TableDefinition table, @Nullable String rowidName) {
    List<String> names = new ArrayList<>();
    if (rowidName != null) {
      names.add(rowidName);
    }
    table.columns().forEach(column -> names.add(quoted(column.name())));
    String places = String.join(",", names.stream().map(_ -> "?").toList());
    return "INSERT OR IGNORE INTO "
        + quoted(table.name())
        + "("
        + String.join(",", names)
        + ") VALUES("
        + places
        + ")";
  }

  private static long bind(PreparedStatement insert, SalvagedRow row, boolean withRowid)
      throws SQLException {
    int at = 1;
    if (withRowid && row.rowid() != null) {
      insert.setLong(at++, row.rowid());
    }
    long bytes = 0;
    for (Object value : row.values()) {
      switch (value) {
        case null -> insert.setObject(at, null);
        case Long number -> insert.setLong(at, number);
        case Double number -> insert.setDouble(at, number);
        case String text -> {
          insert.setString(at, text);
          bytes += text.length();
        }
        case byte[] blob -> {
          insert.setBytes(at, blob);
          bytes += blob.length;
        }
        default -> throw new IllegalStateException(value.getClass().getName());
      }
      at++;
    }
    return bytes;
  }

  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
