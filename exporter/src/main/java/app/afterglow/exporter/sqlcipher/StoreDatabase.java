package app.afterglow.exporter.sqlcipher;

import app.afterglow.problem.AfterglowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;
import org.sqlite.mc.SQLiteMCSqlCipherConfig;

/**
 * A private copy of a store's database, open for reading only. The store is taken as hostile: no
 * view, trigger or virtual table of its schema is used, cells are checked against their pages, and
 * values, columns and statements have upper limits. SQLite's temporary data stays in memory:
 * nothing decrypted reaches the disk.
 */
public final class StoreDatabase implements AutoCloseable {

  /** The longest value that is read, in bytes: no message comes near it. */
  static final int LONGEST_VALUE = 16 << 20;

  private static final int MOST_COLUMNS = 2000;

  /** SQLite's page cache, in KiB; negative, as its PRAGMA wants it. */
  static final int CACHE_KIB = -32_768;

  private final Path original;
  private final Connection connection;
  private volatile boolean damaged;

  private StoreDatabase(Path original, Connection connection) {
    this.original = original;
    this.connection = connection;
  }

  /**
   * Opens an encrypted database.
   *
   * @param copy the private copy; stays the caller's to close, after this
   * @param original the store's own file, for messages
   * @param key a key that has authenticated its page 1
   * @throws app.afterglow.problem.DamagedInputException where it can't be read
   */
  public static StoreDatabase openEncrypted(PrivateCopy copy, Path original, PageKey key)
      throws IOException {
    return open(copy.database(), original, cipher(key).build());
  }

  /** What the driver needs to open or make a database with this key. */
  static SQLiteMCSqlCipherConfig cipher(PageKey key) {
    SQLiteMCSqlCipherConfig cipher =
        switch (key.scheme().settings()) {
          case SQLCIPHER_4 -> SQLiteMCSqlCipherConfig.getV4Defaults();
          case SQLCIPHER_3 -> SQLiteMCSqlCipherConfig.getV3Defaults();
          case SQLCIPHER_2 -> SQLiteMCSqlCipherConfig.getV2Defaults();
        };
    cipher.setLegacyPageSize(key.scheme().pageSize());
    // The driver takes keys as text only. This String can't be wiped; it lives as long as the
    // garbage collector lets it, and nothing here keeps it past the opening.
    cipher.withKey("x'" + HexFormat.of().formatHex(key.key().bytes()) + "'");
    return cipher;
  }

  /** Opens a database that is not encrypted; otherwise as {@link #openEncrypted}. */
  public static StoreDatabase openPlain(PrivateCopy copy, Path original) throws IOException {
    return open(copy.database(), original, new SQLiteConfig());
  }

  /**
   * Opens a database of this program's own making.
   *
   * @param file it
   * @param original the store's own file, for messages
   */
  static StoreDatabase open(Path file, Path original, SQLiteConfig config) throws IOException {
    // A rollback journal is played back on opening, which takes the right to write (to the copy).
    boolean unfinished = Files.exists(Path.of(file + "-journal"));
    config.setReadOnly(!unfinished);
    if (unfinished) {
      config.resetOpenMode(SQLiteOpenMode.CREATE);
    }
    config.setPragma(SQLiteConfig.Pragma.LIMIT_LENGTH, Integer.toString(LONGEST_VALUE));
    config.setPragma(SQLiteConfig.Pragma.LIMIT_COLUMN, Integer.toString(MOST_COLUMNS));
    config.setPragma(SQLiteConfig.Pragma.LIMIT_ATTACHED, "0");
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    Properties properties = config.toProperties();
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, properties);
      return harden(original, connection);
    } catch (SQLException e) {
      throw SqlCipherProblems.of(e, original);
    } finally {
      properties.clear();
    }
  }

  private static StoreDatabase harden(Path original, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only=ON");
      statement.execute("PRAGMA trusted_schema=OFF");
      statement.execute("PRAGMA cell_size_check=ON");
      statement.execute("PRAGMA mmap_size=0");
      // What is sorted or collected is never written to a file, whatever the library was built
      // with.
      statement.execute("PRAGMA temp_store=MEMORY");
      statement.execute("PRAGMA cache_size=" + CACHE_KIB);
      // The first look at the schema: a page that can't be read shows here.
      statement.executeQuery("SELECT count(*) FROM sqlite_master").close();
      return new StoreDatabase(original, connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Looks at every page and cell, and says what is wrong with the first that is malformed. What no
   * HMAC protects can be damaged in ways that reading alone doesn't show: a row that comes twice,
   * in place of another.
   */
  public Optional<String> firstDefect() throws IOException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
      String found = row.next() ? row.getString(1) : "ok";
      return "ok".equals(found) ? Optional.empty() : Optional.of(found);
    } catch (SQLException e) {
      throw problem(e);
    }
  }

  /** Whether there is a real table of this name: no view, no virtual table. */
  public boolean hasTable(String table) throws IOException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT sql FROM sqlite_master WHERE type = 'table' AND lower(name) = lower(?)")) {
      query.setString(1, table);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return false;
        }
        String sql = row.getString(1);
        return sql != null && !sql.regionMatches(true, 0, "CREATE VIRTUAL", 0, 14);
      }
    } catch (SQLException e) {
      throw problem(e);
    }
  }

  /** Names of all real tables, as the schema spells them. */
  public List<String> tables() throws IOException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE"
                    + " VIRTUAL%' ORDER BY name")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    } catch (SQLException e) {
      throw problem(e);
    }
  }

  /** Names of a table's columns, in its order; empty where there is no such table. */
  public List<String> columns(String table) throws IOException {
    List<String> names = new ArrayList<>();
    if (!hasTable(table)) {
      return names;
    }
    try (PreparedStatement query =
        connection.prepareStatement("SELECT name FROM pragma_table_info(?)")) {
      query.setString(1, table);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
      return names;
    } catch (SQLException e) {
      throw problem(e);
    }
  }

  /** Whether the schema itself keeps this column's values from appearing twice. */
  public boolean isUnique(String table, String column) throws IOException {
    String sql =
        "SELECT count(*) FROM pragma_index_list(?) AS l WHERE l.\"unique\" = 1 AND l.partial = 0"
            + " AND (SELECT count(*) FROM pragma_index_info(l.name)) = 1"
            + " AND (SELECT lower(i.name) FROM pragma_index_info(l.name) AS i) = lower(?)";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, table);
      query.setString(2, column);
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getInt(1) > 0;
      }
    } catch (SQLException e) {
      throw problem(e);
    }
  }

  /** An identifier as SQL wants it, whatever characters it holds. */
  public static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** The connection, for statements of the caller's own; never to be closed by the caller. */
  public Connection connection() {
    return connection;
  }

  /** What SQLite said, as a problem with this store's database. */
  public AfterglowException problem(SQLException cause) {
    damaged |= saysDamaged(cause);
    return SqlCipherProblems.of(cause, original);
  }

  /** The same problem, after noting that it is the database's own damage that shows in it. */
  public AfterglowException damage(AfterglowException problem) {
    damaged = true;
    return problem;
  }

  /** Whether damage has shown up while it was read: then more can be had page by page. */
  public boolean isDamaged() {
    return damaged;
  }

  private static boolean saysDamaged(SQLException cause) {
    // The lowest byte is the code, those above it say more about it.
    int code = cause.getErrorCode() & 0xff;
    return code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code
        || code == SQLiteErrorCode.SQLITE_IOERR.code
        || code == SQLiteErrorCode.SQLITE_FORMAT.code;
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw problem(e);
    }
  }
}
