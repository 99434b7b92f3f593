package app.afterglow.exporter.sqlcipher.salvage;

import app.afterglow.exporter.sqlcipher.KeyMaterial;
import app.afterglow.exporter.sqlcipher.PrivateCopy;
import app.afterglow.exporter.sqlcipher.StoreDatabase;
import app.afterglow.exporter.sqlcipher.ThrowawayDatabase;
import app.afterglow.model.Loss;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a damaged database, to be read like the database itself: every row that could be
 * read, copied into a {@link ThrowawayDatabase}, so that a store of any size needs no more memory
 * than a small one, and nothing reaches the disk that isn't encrypted.
 */
public final class SalvagedStore implements AutoCloseable {

  /** Beyond this an index of ids would take more memory to make than the rest of the run. */
  private static final long MOST_INDEXED = 2_000_000;

  private final ThrowawayDatabase copy;
  private final StoreDatabase database;
  private final List<Loss> losses;

  private SalvagedStore(ThrowawayDatabase copy, StoreDatabase database, List<Loss> losses) {
    this.copy = copy;
    this.database = database;
    this.losses = List.copyOf(losses);
  }

  /**
   * What is to be salvaged.
   *
   * @param copy the private copy of the database and its log
   * @param original the store's own file, for messages
   * @param settings how it is encrypted, and which tables to expect
   * @param roles its tables whose rows are listed by what they are
   * @param finish makes something of rows whose table is not known
   * @param why what kept it from being read the normal way, in English
   */
  public record Order(
      PrivateCopy copy,
      Path original,
      SalvageSettings settings,
      List<TableRole> roles,
      Finish finish,
      String why) {

    /** An order of its own list. */
    public Order {
      roles = List.copyOf(roles);
    }
  }

  /** What is done with the copied rows before they are read. */
  public interface Finish {

    /** Leaves them as they are. */
    Finish NONE = _ -> List.of();

    /**
     * Puts rows of unknown tables, {@code lost_and_found_N (c1 ... cN, found_on_page)}, where they
     * belong.
     *
     * @param copy the copied tables, to be written to
     * @return what to say of it
     */
    List<Loss> finish(Connection copy) throws SQLException;
  }

  /**
   * Reads everything that can be read.
   *
   * @param key what opens it; stays the caller's
   * @throws app.afterglow.problem.WrongKeyException where not one page opens with the key
   * @throws app.afterglow.problem.DamagedInputException where nothing can be read with any key
   */
  public static SalvagedStore of(Order order, KeyMaterial key, Progress progress)
      throws IOException {
    progress.start(Progress.Stage.SALVAGING, -1, -1);
    Path log = Files.isRegularFile(order.copy().log()) ? order.copy().log() : null;
    ThrowawayDatabase target = ThrowawayDatabase.create(order.copy().size());
    try (SalvagedDatabase salvaged =
        SalvagedDatabase.open(order.copy().database(), log, key, order.settings())) {
      List<Loss> losses = fill(target, salvaged, order, progress);
      return new SalvagedStore(target, target.read(order.original()), losses);
    } catch (SQLException e) {
      try (target) {
        throw target.problem(e, order.original());
      }
    } catch (IOException | RuntimeException e) {
      target.close();
      throw e;
    }
  }

  private static List<Loss> fill(
      ThrowawayDatabase target, SalvagedDatabase salvaged, Order order, Progress progress)
      throws IOException, SQLException {
    try (Connection connection = target.write()) {
      List<CopiedTable> copied = salvaged.copyInto(connection, progress);
      SalvageReport report = salvaged.report();
      List<Loss> losses = new ArrayList<>(SalvageLosses.of(report, copied, order.why()));
      losses.addAll(LogLosses.of(order.copy(), report.log()));
      for (TableRole role : order.roles()) {
        losses.addAll(LostRows.of(salvaged, connection, role, report));
        index(connection, role, role.idColumn(report.tables()), copied);
      }
      otherRows(report, order.roles(), losses);
      losses.addAll(order.finish().finish(connection));
      return losses;
    }
  }

  /** Ids are looked up: by what their tables had an index for, too, or something like it. */
  private static void index(
      Connection connection, TableRole role, @Nullable String column, List<CopiedTable> copied)
      throws SQLException {
    if (column == null) {
      return;
    }
    for (CopiedTable table : copied) {
      if (table.name().equalsIgnoreCase(role.table()) && table.rows() <= MOST_INDEXED) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(
              "CREATE UNIQUE INDEX salvaged_%s ON %s(%s)"
                  .formatted(
                      role.what().word(),
                      TableCopy.quoted(table.name()),
                      TableCopy.quoted(column)));
        } catch (SQLException e) {
          // Ids that repeat: whoever reads the table finds out by comparing them.
        }
      }
    }
  }

  /** Rows of tables that hold neither messages nor people nor conversations. */
  private static void otherRows(SalvageReport report, List<TableRole> roles, List<Loss> losses) {
    for (DamagedRow row : report.damagedRows()) {
      if (roles.stream().noneMatch(role -> role.table().equalsIgnoreCase(row.table()))) {
        String columns = row.whole() ? "all" : String.join(", ", row.columns());
        losses.add(
            Loss.partial(
                Loss.What.PAGE,
                Integer.toString(row.page()),
                "row-damaged",
                "row %s of %s; lost columns: %s".formatted(row.rowid(), row.table(), columns)));
      }
    }
  }

  /** The rows, under the tables and row ids they had. */
  public StoreDatabase database() {
    return database;
  }

  /** Where they are; its size bounds how many there can be. */
  public Path file() {
    return copy.file();
  }

  /** Each page that can't be read, each row that is known to be lost, and what else to know. */
  public List<Loss> losses() {
    return losses;
  }

  @Override
  public void close() throws IOException {
    try (copy) {
      database.close();
    }
  }
}
