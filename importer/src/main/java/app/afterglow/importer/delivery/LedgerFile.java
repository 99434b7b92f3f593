package app.afterglow.importer.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The ledger's file: an SQLite database, schema version {@value #VERSION} in {@code user_version}
 * and {@value #APPLICATION} in {@code application_id}.
 *
 * <pre>
 * target        identity of a target (server and account) by number
 * conversation  per target: archive id, room id at the target, whether a room may exist unseen
 * step          per conversation, message id and step key: state, target's id, time (ms UTC), note
 * person        per target: archive id, user id at the target
 * upload        per target: SHA-256, where the target keeps the content
 * note          per target: a word of the target's own
 * </pre>
 *
 * <p>No text of a message, no name of a file and no secret is in it. It is held exclusively from
 * opening to closing, by a lock that the system takes back when the process dies.
 */
final class LedgerFile {

  static final int VERSION = 1;
  static final int APPLICATION = 0x41674C67;

  private static final String[] SCHEMA = {
    "CREATE TABLE target (number INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE)",
    "CREATE TABLE conversation (number INTEGER PRIMARY KEY, target INTEGER NOT NULL, id TEXT NOT"
        + " NULL, room TEXT, room_may_exist INTEGER NOT NULL DEFAULT 0, UNIQUE (target, id))",
    "CREATE TABLE step (conversation INTEGER NOT NULL, message TEXT NOT NULL, step TEXT NOT NULL,"
        + " state INTEGER NOT NULL, target_id TEXT, at INTEGER NOT NULL, note TEXT, detail TEXT,"
        + " PRIMARY KEY (conversation, message, step)) WITHOUT ROWID",
    "CREATE TABLE person (target INTEGER NOT NULL, id TEXT NOT NULL, user TEXT NOT NULL, PRIMARY"
        + " KEY (target, id)) WITHOUT ROWID",
    "CREATE TABLE upload (target INTEGER NOT NULL, sha256 TEXT NOT NULL, uri TEXT NOT NULL, PRIMARY"
        + " KEY (target, sha256)) WITHOUT ROWID",
    "CREATE TABLE note (target INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY"
        + " KEY (target, name)) WITHOUT ROWID",
    "PRAGMA application_id = " + APPLICATION,
    "PRAGMA user_version = " + VERSION
  };

  private LedgerFile() {}

  /** Opens the file, or makes it, and locks it. */
  static Connection open(Path file) throws IOException {
    return open("jdbc:sqlite:" + file.toAbsolutePath(), file);
  }

  /** A ledger that never becomes a file. */
  static Connection inMemory(Path file) throws IOException {
    return open("jdbc:sqlite::memory:", file);
  }

  private static Connection open(String url, Path file) throws IOException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
    config.setBusyTimeout(0);
    Connection connection = null;
    try {
      connection = config.createConnection(url);
      prepare(connection, file);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      throw problem(file, e, connection);
    } catch (IOException e) {
      close(connection);
      throw e;
    }
  }

  private static void prepare(Connection connection, Path file) throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      // The file is ours, but it lies where others may write.
      statement.execute("PRAGMA trusted_schema = OFF");
      int version = number(statement, "PRAGMA user_version");
      int application = number(statement, "PRAGMA application_id");
      boolean fresh = number(statement, "SELECT count(*) FROM sqlite_schema") == 0;
      if (!fresh && application != APPLICATION) {
        throw DeliveryProblems.notALedger(file);
      }
      if (version > VERSION) {
        throw DeliveryProblems.newerLedger(file, version);
      }
      // A write takes the lock for good, whether or not there is something to write.
      statement.execute("BEGIN IMMEDIATE");
      if (fresh) {
        for (String sql : SCHEMA) {
          statement.execute(sql);
        }
      } else {
        statement.execute("PRAGMA user_version = " + VERSION);
      }
      statement.execute("COMMIT");
    }
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  private static IOException problem(Path file, SQLException e, @Nullable Connection connection) {
    close(connection);
    SQLiteErrorCode code =
        e instanceof SQLiteException sqlite
            ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff)
            : SQLiteErrorCode.SQLITE_ERROR;
    return switch (code) {
      case SQLITE_BUSY, SQLITE_LOCKED -> DeliveryProblems.ledgerInUse(file);
      case SQLITE_NOTADB -> DeliveryProblems.notALedger(file);
      case SQLITE_CORRUPT -> DeliveryProblems.damagedLedger(file, e);
      default -> DeliveryProblems.ledgerFailed(file, e);
    };
  }

  private static void close(@Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException ignored) {
        // The problem that led here is the one worth telling.
      }
    }
  }
}
