package app.afterglow.exporter.sqlcipher.salvage;

import app.afterglow.exporter.sqlcipher.KeyMaterial;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A damaged database, as far as it can be read:
 *
 * {@snippet :
 * try (SalvagedDatabase salvaged = SalvagedDatabase.open(database, wal, key, settings)) {
 *   for (SalvagedTable table : salvaged.tables()) {
 *     try (Stream<SalvagedRow> rows = salvaged.rows(table.name())) {
 *       rows.forEach(...);
 *     }
 *   }
 *   salvaged.report();
 * }
 * }
 *
 * <p>Memory is about eight bytes a page, whatever the rows hold, plus one row. A page of an
 * encrypted database that does not authenticate is never used.
 */
public final class SalvagedDatabase implements AutoCloseable {

  private final PageSource source;
  private final SalvageSettings settings;
  private final StorePlan plan;
  private final Set<SalvageReport.Note> notes;
  private final DamagedRows damaged = new DamagedRows();

  private SalvagedDatabase(
      PageSource source, SalvageSettings settings, StorePlan plan, Set<SalvageReport.Note> notes) {
    this.source = source;
    this.settings = settings;
    this.plan = plan;
    this.notes = notes;
  }

  /**
   * Looks at every page once and finds out where everything is.
   *
   * @param database a private copy that nobody writes to
   * @param wal its write-ahead log, null where there is none
   * @param key what opens it; stays the caller's and may be closed as soon as this returns
   * @throws app.afterglow.problem.WrongKeyException where not one page opens with the key
   * @throws app.afterglow.problem.DamagedInputException where nothing can be read with any key
   */
  public static SalvagedDatabase open(
      Path database, @Nullable Path wal, KeyMaterial key, SalvageSettings settings)
      throws IOException {
    PageSources.Opened opened = PageSources.open(database, wal, key, settings);
    return open(opened.source(), opened.saltFromLog(), settings);
  }

  /**
   * The same for a database without a log that is not encrypted, or not any more.
   *
   * @param database its bytes; closed with this, and where opening fails
   * @param name what it is called in messages
   */
  public static SalvagedDatabase open(StoredBytes database, Path name, SalvageSettings settings)
      throws IOException {
    PageSource source;
    try {
      source = PageSources.plain(database, null, name, settings);
    } catch (IOException | RuntimeException | Error e) {
      database.close();
      throw e;
    }
    return open(source, false, settings);
  }

  private static SalvagedDatabase open(
      PageSource source, boolean saltFromLog, SalvageSettings settings) throws IOException {
    try {
      StorePlan plan = new StorePlanner(source, settings).plan();
      Set<SalvageReport.Note> notes = EnumSet.noneOf(SalvageReport.Note.class);
      notes.addAll(plan.notes());
      if (saltFromLog) {
        notes.add(SalvageReport.Note.SALT_FROM_LOG);
      }
      return new SalvagedDatabase(source, settings, plan, notes);
    } catch (IOException | RuntimeException | Error e) {
      source.close();
      throw e;
    }
  }

  /** Every table found, in the schema's order. */
  public List<SalvagedTable> tables() {
    return plan.tables().stream().map(TablePlan::table).toList();
  }

  /**
   * The rows of a table: first those of its tree by rowid, then those found loose. Must be closed;
   * throws {@link java.io.UncheckedIOException}.
   *
   * @param table its name, upper and lower case alike
   * @throws NoSuchElementException where there is none of this name
   */
  public Stream<SalvagedRow> rows(String table) {
    TablePlan found =
        plan.tables().stream()
            .filter(candidate -> candidate.definition().name().equalsIgnoreCase(table))
            .findFirst()
            .orElseThrow(() -> new NoSuchElementException(table));
    RowReader reader = new RowReader(source, plan, found, settings.maxRowBytes(), damaged);
    return StreamSupport.stream(reader, false).onClose(reader::close);
  }

  /** How many indexes of a table the schema names. */
  int indexes(String table) {
    return roots(table).size();
  }

  /** Reads an index of a table, which outlives the table's own pages. */
  void entries(String table, int number, IndexReader.Visitor visitor)
      throws IOException, SQLException {
    new IndexReader(source, plan, settings.maxRowBytes()).read(roots(table).get(number), visitor);
  }

  private List<Integer> roots(String table) {
    return plan.indexes().getOrDefault(table.toLowerCase(Locale.ROOT), List.of());
  }

  /** Every page that can't be read, in runs. */
  public List<UnreadablePages> unreadablePages() {
    return PageLosses.of(source, plan);
  }

  /** What was found and what was not. */
  public SalvageReport report() {
    int readable = 0;
    for (int page = 1; page <= plan.index().pages(); page++) {
      readable += plan.index().state(page) == PageState.READABLE ? 1 : 0;
    }
    return new SalvageReport(
        source.pageSize(),
        plan.statedPages(),
        readable,
        unreadablePages(),
        tables(),
        damaged.list(),
        damaged.count(),
        source.raw().log().report(),
        notes);
  }

  /**
   * Writes all tables and rows into another database, so that it can be asked in SQL: the same
   * columns and rowids, no indexes, triggers, views or constraints. Give a connection to an
   * in-memory database ({@code jdbc:sqlite::memory:}) or to an encrypted one with a throw-away key:
   * what is written is plaintext. In memory it takes about as much as the rows themselves.
   *
   * @return for each table the rows written and refused
   */
  public List<CopiedTable> copyInto(Connection connection) throws IOException, SQLException {
    return copyInto(connection, Progress.SILENT);
  }

  List<CopiedTable> copyInto(Connection connection, Progress progress)
      throws IOException, SQLException {
    return new TableCopy(this, connection, progress).copy();
  }

  /** Closes the files and wipes the keys. */
  @Override
  public void close() throws IOException {
    source.close();
  }
}
