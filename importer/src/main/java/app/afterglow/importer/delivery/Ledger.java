package app.afterglow.importer.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was done at a target and what was about to be done: before each step its intent, after it
 * its outcome, in a file that survives being killed at any moment ({@link LedgerFile}).
 *
 * <p>Safe for several threads. Those that write at the same time share one flush to the disk: the
 * first one in writes for all who wait.
 */
public final class Ledger implements AutoCloseable {

  /** So many changes are written to the disk even where nobody waits for it. */
  private static final int MANY = 256;

  private final Path file;
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final Deque<Change> waiting = new ArrayDeque<>();
  private final List<Change> applied = new ArrayList<>();
  private final long target;
  private @Nullable SQLException failure;

  private Ledger(Path file, Connection connection, String identity) throws IOException {
    this.file = file;
    this.connection = connection;
    this.target =
        number(
            "INSERT INTO target (identity) VALUES (?1) ON CONFLICT (identity) DO UPDATE SET"
                + " identity = ?1 RETURNING number",
            identity);
  }

  /**
   * Opens a ledger, or begins one, and holds it until closing.
   *
   * @param identity the target: server and account; what was delivered to another one doesn't count
   * @throws app.afterglow.problem.UsageException where another run holds it
   */
  public static Ledger open(Path file, String identity) throws IOException {
    Connection connection = LedgerFile.open(file);
    try {
      return new Ledger(file, connection, identity);
    } catch (IOException | RuntimeException e) {
      try {
        connection.close();
      } catch (SQLException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  /**
   * A ledger for a rehearsal: the one that is there, else one that is forgotten on closing, so that
   * no file appears.
   */
  public static Ledger forRehearsal(Path file, String identity) throws IOException {
    return Files.exists(file)
        ? open(file, identity)
        : new Ledger(file, LedgerFile.inMemory(file), identity);
  }

  /** What the ledger knows of one conversation. */
  ConversationLedger conversation(String id) throws IOException {
    long number =
        number(
            "INSERT INTO conversation (target, id) VALUES (?1, ?2) ON CONFLICT (target, id) DO"
                + " UPDATE SET id = ?2 RETURNING number",
            target,
            id);
    return new ConversationLedger(this, number);
  }

  /** What the target keeps from one run to the next. */
  public Memory memory() {
    return new LedgerMemory(this, target);
  }

  /** The first column of the first row, null where there is none. */
  @Nullable String text(String sql, Object... values) throws IOException {
    List<@Nullable String> found = new ArrayList<>();
    query(sql, rows -> found.add(rows.getString(1)), values);
    return found.isEmpty() ? null : found.getFirst();
  }

  /** The first column of the first row, 0 where there is none. */
  long number(String sql, Object... values) throws IOException {
    String found = text(sql, values);
    return found == null ? 0 : Long.parseLong(found);
  }

  /** Reads rows, everything written so far included. */
  void query(String sql, RowReader reader, Object... values) throws IOException {
    synchronized (connection) {
      try {
        apply();
        PreparedStatement statement = prepared(sql);
        bind(statement, values);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            reader.row(rows);
          }
        }
      } catch (SQLException e) {
        throw failed(e);
      }
    }
  }

  /** Something that reads a row. */
  interface RowReader {
    void row(ResultSet rows) throws SQLException;
  }

  /** Writes, and returns when it is on the disk together with everything written before. */
  void write(String sql, @Nullable Object... values) throws IOException {
    Change change = new Change(sql, values);
    synchronized (waiting) {
      waiting.add(change);
    }
    synchronized (connection) {
      // Somebody else may have written it along while this one waited for the connection.
      if (!change.committed) {
        commit();
      }
    }
  }

  /** Writes; on the disk it is together with whatever is written next, at the latest on closing. */
  void writeLater(String sql, @Nullable Object... values) throws IOException {
    boolean many;
    synchronized (waiting) {
      waiting.add(new Change(sql, values));
      many = waiting.size() >= MANY;
    }
    if (many) {
      synchronized (connection) {
        commit();
      }
    }
  }

  private void commit() throws IOException {
    try {
      apply();
      connection.commit();
      applied.forEach(change -> change.committed = true);
      applied.clear();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void apply() throws SQLException, IOException {
    if (failure != null) {
      throw DeliveryProblems.ledgerFailed(file, failure);
    }
    List<Change> batch;
    synchronized (waiting) {
      batch = List.copyOf(waiting);
      waiting.clear();
    }
    for (Change change : batch) {
      PreparedStatement statement = prepared(change.sql);
      bind(statement, change.values);
      statement.execute();
      applied.add(change);
    }
  }

  /** A ledger that failed once says nothing any more: nobody may take lost words for written. */
  private IOException failed(SQLException e) {
    if (failure == null) {
      failure = e;
    }
    return DeliveryProblems.ledgerFailed(file, failure);
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      statement.setObject(i + 1, value instanceof Instant at ? (Object) at.toEpochMilli() : value);
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (connection) {
      try (connection) {
        if (failure == null) {
          commit();
        }
        for (PreparedStatement statement : statements.values()) {
          statement.close();
        }
      } catch (SQLException e) {
        throw failed(e);
      }
    }
  }

  /** Something to write. */
  private static final class Change {
    private final String sql;
    private final @Nullable Object[] values;
    private boolean committed;

    private Change(String sql, @Nullable Object[] values) {
      this.sql = sql;
      this.values = values;
    }
  }
}
