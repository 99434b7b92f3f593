package app.afterglow.exporter.wickr.sample;

import app.afterglow.exporter.wickr.crypto.CipherKey;
import app.afterglow.exporter.wickr.crypto.CipherResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.mc.SQLiteMCSqlCipherConfig;

/**
 * The database of the sample store: SQLCipher 3 with pages of 1024 bytes, its passphrase the text
 * {@code x'H'} with H the 66 hex digits of the local key, and text columns encrypted once more.
 */
final class SampleDatabase implements AutoCloseable {

  private static final int PAGE_SIZE = 1024;

  private static final List<String> SCHEMA =
      List.of(
          "CREATE TABLE Wickr_Account(_id INTEGER PRIMARY KEY, username TEXT, appID INTEGER,"
              + " networkName TEXT)",
          "CREATE TABLE Wickr_User(_id INTEGER PRIMARY KEY, userIDHash TEXT UNIQUE, userAlias BLOB,"
              + " customName BLOB, lastActivityTime INTEGER, userImageSecure BLOB)",
          "CREATE TABLE Wickr_App(_id INTEGER PRIMARY KEY, user TEXT, appIDSec BLOB)",
          "CREATE TABLE Wickr_Convo(_id INTEGER PRIMARY KEY, vGroupID TEXT UNIQUE, chatRoom"
              + " INTEGER, title BLOB, description BLOB, destructTime INTEGER, bor INTEGER)",
          "CREATE TABLE Wickr_ConvoUser(_id INTEGER PRIMARY KEY, convo INTEGER, user INTEGER)",
          "CREATE TABLE Wickr_Files(fileName TEXT UNIQUE, state INTEGER, destructTime INTEGER)",
          "CREATE TABLE Wickr_Message(_id INTEGER PRIMARY KEY, messageID TEXT UNIQUE, convo INTEGER,"
              + " senderUserID TEXT, timestamp INTEGER, readTimestamp INTEGER, destructTime INTEGER"
              + " DEFAULT 0, ttl INTEGER DEFAULT 0, bor INTEGER DEFAULT -1, type INTEGER, state"
              + " INTEGER, skipCleanup INTEGER DEFAULT 0, isRead INTEGER, inbox INTEGER, bodyText"
              + " BLOB, msgFileName TEXT, bodyData BLOB)");

  private final Connection connection;
  private final CipherKey key;
  private final SecureRandom random;

  private SampleDatabase(Connection connection, CipherKey key, SecureRandom random) {
    this.connection = connection;
    this.key = key;
    this.random = random;
  }

  /** Makes an empty one; the key stays the caller's. */
  static SampleDatabase create(Path file, CipherKey key, SecureRandom random) throws SQLException {
    SQLiteMCSqlCipherConfig cipher = SQLiteMCSqlCipherConfig.getV3Defaults();
    cipher.setLegacyPageSize(PAGE_SIZE);
    // The driver takes keys as text only; this one protects nothing but made-up messages.
    cipher.withKey("x'" + HexFormat.of().formatHex(key.serialised().bytes()) + "'");
    Properties properties = cipher.build().toProperties();
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, properties);
    SampleDatabase database = new SampleDatabase(connection, key, random);
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String table : SCHEMA) {
        statement.execute(table);
      }
      return database;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  void account(String name) throws SQLException {
    insert("Wickr_Account(username, appID, networkName) VALUES(?,?,?)", name, 4711, "public");
  }

  void person(int row, String id, String name, @Nullable String customName) throws SQLException {
    insert(
        "Wickr_User(_id, userIDHash, userAlias, customName, lastActivityTime) VALUES(?,?,?,?,?)",
        row,
        id,
        sealed(name),
        sealed(customName),
        1_638_000_000 + row);
    insert("Wickr_App(user, appIDSec) VALUES(?,?)", id, sealed("device of " + name));
  }

  void conversation(int row, String id, Script.Scene scene, List<Integer> memberRows)
      throws SQLException {
    insert(
        "Wickr_Convo(_id, vGroupID, chatRoom, title, description, destructTime, bor)"
            + " VALUES(?,?,?,?,?,0,-1)",
        row,
        id,
        scene.kind().equals("room") ? 1 : 0,
        sealed(scene.title()),
        sealed(scene.description()));
    for (int member : memberRows) {
      insert("Wickr_ConvoUser(convo, user) VALUES(?,?)", row, member);
    }
  }

  void file(String guid) throws SQLException {
    insert("Wickr_Files(fileName, state, destructTime) VALUES(?,1,0)", guid);
  }

  void message(String id, int conversation, String senderId, ScriptLine line, SampleMessage message)
      throws SQLException {
    long second = line.at().getEpochSecond();
    long life = line.lifeDays() * 86_400L;
    insert(
        "Wickr_Message(messageID, convo, senderUserID, timestamp, readTimestamp, destructTime,"
            + " ttl, bor, type, state, skipCleanup, isRead, inbox, bodyText, msgFileName, bodyData)"
            + " VALUES(?,?,?,?,?,?,?,-1,?,1,0,1,?,?,?,?)",
        id,
        conversation,
        senderId,
        second,
        second + 20,
        life == 0 ? 0 : second + life,
        life,
        message.type(),
        line.sender().equals(Script.OWNER) ? 0 : 1,
        sealed(message.text()),
        message.fileName(),
        message.payload());
  }

  private byte @Nullable [] sealed(@Nullable String text) {
    if (text == null) {
      return null;
    }
    byte[] nonce = new byte[12];
    random.nextBytes(nonce);
    return CipherResult.seal(key.key().bytes(), nonce, text.getBytes(StandardCharsets.UTF_8));
  }

  private void insert(String intoAndValues, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO " + intoAndValues)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  /** Makes what was written last. */
  void commit() throws SQLException {
    connection.commit();
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
