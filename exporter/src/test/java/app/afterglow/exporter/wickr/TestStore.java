package app.afterglow.exporter.wickr;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.Source;
import app.afterglow.exporter.sqlcipher.KeyCandidate;
import app.afterglow.exporter.wickr.crypto.CipherKey;
import app.afterglow.exporter.wickr.crypto.CipherResult;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.sqlite.mc.SQLiteMCSqlCipherConfig;

/** A desktop store with any tables a test wants, under a raw key, which takes no time to derive. */
final class TestStore implements AutoCloseable {

  static final String ME = "a".repeat(64);
  static final String FRIEND = "b".repeat(64);
  static final String ROOM = "S" + "c".repeat(64);

  private final Path folder;
  private final byte[] key = new byte[32];
  private final Random random = new Random(11);
  private final Connection connection;

  TestStore(Path folder) throws IOException, SQLException {
    this.folder = Files.createDirectories(folder);
    random.nextBytes(key);
    SQLiteMCSqlCipherConfig cipher = SQLiteMCSqlCipherConfig.getV4Defaults();
    cipher.withKey("x'" + HexFormat.of().formatHex(key) + "'");
    connection =
        DriverManager.getConnection(
            "jdbc:sqlite:" + folder.resolve(DesktopLayout.DATABASE), cipher.build().toProperties());
  }

  /** With the tables of the newest known version, an account, two people and a room. */
  static TestStore usual(Path folder) throws IOException, SQLException {
    TestStore store = new TestStore(folder);
    store.sql("CREATE TABLE Wickr_Account(_id INTEGER PRIMARY KEY, username TEXT)");
    store.sql(
        "CREATE TABLE Wickr_User(_id INTEGER PRIMARY KEY, userIDHash TEXT, userAlias BLOB,"
            + " customName BLOB)");
    store.sql(
        "CREATE TABLE Wickr_Convo(_id INTEGER PRIMARY KEY, vGroupID TEXT, chatRoom INTEGER,"
            + " title BLOB, description BLOB, destructTime INTEGER)");
    store.sql("CREATE TABLE Wickr_ConvoUser(_id INTEGER PRIMARY KEY, convo INTEGER, user INTEGER)");
    store.sql(
        "CREATE TABLE Wickr_Message(_id INTEGER PRIMARY KEY, messageID TEXT, convo INTEGER,"
            + " senderUserID TEXT, timestamp, destructTime INTEGER, type INTEGER, bodyText"
            + " BLOB, msgFileName TEXT, bodyData BLOB)");
    store.sql("INSERT INTO Wickr_Account VALUES(1, 'me')");
    store.sql("INSERT INTO Wickr_User VALUES(1, ?, ?, NULL)", ME, store.sealed("me"));
    store.sql(
        "INSERT INTO Wickr_User VALUES(2, ?, ?, ?)",
        FRIEND,
        store.sealed("friend"),
        store.sealed("My friend"));
    store.sql("INSERT INTO Wickr_Convo VALUES(1, ?, 1, ?, NULL, 0)", ROOM, store.sealed("Room"));
    store.sql("INSERT INTO Wickr_ConvoUser VALUES(1, 1, 1)");
    store.sql("INSERT INTO Wickr_ConvoUser VALUES(2, 1, 2)");
    return store;
  }

  void sql(String statement, @Nullable Object... values) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) {
        prepared.setObject(i + 1, values[i]);
      }
      prepared.execute();
    }
  }

  /** A message of a friend in the room of {@link #usual}. */
  void message(String id, @Nullable Object time, int type, @Nullable Object text)
      throws SQLException {
    message(id, 1, FRIEND, time, type, text, null);
  }

  void message(
      @Nullable String id,
      @Nullable Object conversation,
      @Nullable Object sender,
      @Nullable Object time,
      @Nullable Object type,
      @Nullable Object text,
      byte @Nullable [] payload)
      throws SQLException {
    sql(
        "INSERT INTO Wickr_Message(messageID, convo, senderUserID, timestamp, type, bodyText,"
            + " bodyData) VALUES(?,?,?,?,?,?,?)",
        id,
        conversation,
        sender,
        time,
        type,
        text,
        payload);
  }

  byte[] sealed(String text) {
    return sealed(text.getBytes(StandardCharsets.UTF_8));
  }

  byte[] sealed(byte[] bytes) {
    byte[] nonce = new byte[12];
    random.nextBytes(nonce);
    return CipherResult.seal(key, nonce, bytes);
  }

  /** Opens it as the provider would, once it is written. */
  Source open() throws IOException {
    FoundStore found = new DesktopLayout().recognise(folder).orElseThrow();
    try (Credentials credentials = new Credentials(null, null, null, Secret.copyOf(key))) {
      return WickrSource.open(
          found,
          new DesktopLayout(),
          credentials,
          TestStore::rawOnly,
          DatabaseReading.Way.USUAL,
          Progress.SILENT);
    }
  }

  private static List<KeyCandidate> rawOnly(CipherKey local) {
    return List.of(
        new KeyCandidate("raw", KeyCandidate.Kind.RAW_KEY, Secret.copyOf(local.key().bytes())));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
