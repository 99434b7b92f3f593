package app.afterglow.exporter.sqlcipher.salvage;

import app.afterglow.exporter.sqlcipher.CipherScheme;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Message databases of any size, shaped like a messenger's. */
final class MessageStore {

  static final String MESSAGES =
      "CREATE TABLE Message(_id INTEGER PRIMARY KEY, messageID TEXT UNIQUE, convo INTEGER,"
          + " sender TEXT, timestamp INTEGER, type TEXT, bodyText BLOB, bodyData BLOB)";
  static final String CONVERSATIONS =
      "CREATE TABLE Convo(_id INTEGER PRIMARY KEY, vGroupID TEXT UNIQUE, room INTEGER, title BLOB)";
  static final String MEMBERS =
      "CREATE TABLE ConvoUser(_id INTEGER PRIMARY KEY, convo INTEGER, user INTEGER)";
  static final List<TableDefinition> EXPECTED =
      List.of(MESSAGES, CONVERSATIONS, MEMBERS).stream()
          .map(sql -> TableDefinition.parse(sql).orElseThrow())
          .toList();

  private MessageStore() {}

  /** A database of at least so many pages. */
  static TestStore make(Path file, @Nullable CipherScheme scheme, int pages, long seed)
      throws SQLException {
    return TestStore.make(
        file,
        scheme,
        connection -> {
          connection.setAutoCommit(false);
          try (Statement s = connection.createStatement()) {
            s.execute(CONVERSATIONS);
            s.execute(MEMBERS);
            s.execute(MESSAGES);
            Random random = new Random(seed);
            for (int i = 1; i <= 200; i++) {
              s.execute(
                  "INSERT INTO Convo VALUES(%d, '%s', %d, x'%s')"
                      .formatted(i, hex(random, 33), i % 2, hex(random, 20)));
              s.execute("INSERT INTO ConvoUser(convo, user) VALUES(%d, %d)".formatted(i, i + 7));
            }
            long id = 1;
            while (pageCount(s) < pages) {
              insert(connection, id, 25, random);
              id += 25;
            }
          }
          connection.commit();
        });
  }

  /** Adds messages with rowids from {@code first} on. */
  static void insert(Connection connection, long first, int count, Random random)
      throws SQLException {
    try (PreparedStatement p =
        connection.prepareStatement("INSERT INTO Message VALUES(?,?,?,?,?,?,?,?)")) {
      for (long id = first; id < first + count; id++) {
        byte[] text = new byte[29 + random.nextInt(id % 50 == 0 ? 12_000 : 300)];
        random.nextBytes(text);
        byte[] data = new byte[20 + random.nextInt(200)];
        random.nextBytes(data);
        p.setLong(1, id);
        p.setString(2, hex(random, 32));
        p.setLong(3, 1 + random.nextInt(200));
        p.setString(4, hex(random, 32));
        p.setLong(5, 1_546_300_800L + id);
        p.setString(6, "1000");
        p.setBytes(7, text);
        p.setBytes(8, data);
        p.addBatch();
      }
      p.executeBatch();
    }
  }

  static int root(Connection connection, String table) throws SQLException {
    try (Statement s = connection.createStatement();
        ResultSet r =
            s.executeQuery("SELECT rootpage FROM sqlite_master WHERE name='" + table + "'")) {
      return r.getInt(1);
    }
  }

  private static int pageCount(Statement statement) throws SQLException {
    try (ResultSet r = statement.executeQuery("PRAGMA page_count")) {
      return r.getInt(1);
    }
  }

  private static String hex(Random random, int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }
}
