package app.afterglow.exporter.wickr;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.Source;
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
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** An iOS store with any tables a test wants, whose key is given and not derived. */
final class CoreDataStore implements AutoCloseable {

  static final String GUID = "0FC9827E-D24B-4528-A900-54F2A78CFED4";
  static final String ROOM = "S" + "c".repeat(64);
  static final byte[] CONTENT = "what the file says".getBytes(StandardCharsets.UTF_8);

  final Path folder;
  final byte[] fileKey = new byte[33];
  private final byte[] key = new byte[32];
  private final Random random = new Random(13);
  private final Connection connection;

  CoreDataStore(Path folder) throws IOException, SQLException {
    this.folder = Files.createDirectories(folder);
    random.nextBytes(key);
    random.nextBytes(fileKey);
    fileKey[0] = 0;
    connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(IosLayout.DATABASE));
  }

  /** What a test puts into a store. */
  interface Content {
    void write(CoreDataStore store) throws SQLException, IOException;
  }

  /** Everything that a store of this content gives, made in a folder as {@link #usual} is. */
  static Reading read(Path folder, Content content) throws IOException, SQLException {
    try (CoreDataStore store = usual(folder)) {
      content.write(store);
      try (Source source = store.open()) {
        return Reading.of(source);
      }
    }
  }

  /** Two people in a room, and a table of files, under entity numbers of no known version. */
  static CoreDataStore usual(Path folder) throws IOException, SQLException {
    CoreDataStore store = new CoreDataStore(folder);
    store.sql("CREATE TABLE Z_PRIMARYKEY(Z_ENT INTEGER, Z_NAME TEXT, Z_SUPER INTEGER)");
    store.entity(21, "Secex_User", 0);
    store.entity(22, "Secex_Convo", 0);
    store.entity(23, "Secex_Secure_Room", 22);
    store.entity(31, "Wickr_file", 0);
    store.entity(32, "Wickr_Message", 0);
    store.sql("CREATE TABLE ZSECEX_ACCOUNT(Z_PK INTEGER PRIMARY KEY, ZUSERNAME BLOB, ZPT BLOB)");
    store.sql("INSERT INTO ZSECEX_ACCOUNT VALUES(1, ?, NULL)", store.sealed("me"));
    store.sql(
        "CREATE TABLE ZSECEX_USER(Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, ZUSERIDHASH TEXT,"
            + " ZUSERNAME BLOB, ZUSERALIAS BLOB)");
    store.sql(
        "INSERT INTO ZSECEX_USER VALUES(7, 21, 'hash-me', ?, ?)",
        store.sealed("me"),
        store.sealed("me"));
    store.sql(
        "INSERT INTO ZSECEX_USER VALUES(8, 21, 'hash-friend', ?, ?)",
        store.sealed("friend"),
        store.sealed("My friend"));
    store.sql(
        "CREATE TABLE ZSECEX_CONVO(Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, ZVGROUPID TEXT,"
            + " ZROOMNAME BLOB, ZLASTTIMESTAMP INTEGER)");
    store.sql(
        "INSERT INTO ZSECEX_CONVO VALUES(3, 23, ?, ?, 1620000000)", ROOM, store.sealed("Room"));
    store.sql("CREATE TABLE Z_21CONVOS(Z_21USERS INTEGER, Z_22CONVOS INTEGER)");
    store.sql("INSERT INTO Z_21CONVOS VALUES(7, 3), (8, 3)");
    store.sql(
        "CREATE TABLE ZWICKR_MESSAGE(Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, ZMSGID TEXT,"
            + " ZCONVO INTEGER, ZUSERSENDER INTEGER, ZTIMESTAMP TIMESTAMP, ZCLEANUPTIME"
            + " TIMESTAMP, ZFULLTYPE INTEGER, ZBODY BLOB)");
    store.sql(
        "CREATE TABLE ZWICKR_FILE(Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, ZSTATUS INTEGER,"
            + " ZGUID TEXT, ZTITLE BLOB, ZMIMETYPE BLOB, ZSECRET BLOB)");
    store.sql("CREATE TABLE Z_31MSG(Z_31FILES INTEGER, Z_32MSG INTEGER)");
    return store;
  }

  void entity(int number, String name, int parent) throws SQLException {
    sql("INSERT INTO Z_PRIMARYKEY VALUES(?, ?, ?)", number, name, parent);
  }

  void sql(String statement, @Nullable Object... values) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) {
        prepared.setObject(i + 1, values[i]);
      }
      prepared.execute();
    }
  }

  /** A message of the friend in the room. */
  void message(long row, String id, @Nullable Object time, int type, @Nullable Object body)
      throws SQLException {
    sql(
        "INSERT INTO ZWICKR_MESSAGE VALUES(?, 32, ?, 3, 8, ?, NULL, ?, ?)",
        row,
        id,
        time,
        type,
        body);
  }

  /** A file whose row holds a value that may be its key, linked to the message of a row. */
  void file(long row, long message, @Nullable Object secret) throws SQLException {
    sql(
        "INSERT INTO ZWICKR_FILE VALUES(?, 31, 2, ?, ?, ?, ?)",
        row,
        GUID,
        sealed("été.jpg"),
        sealed("image/jpeg"),
        secret);
    sql("INSERT INTO Z_31MSG VALUES(?, ?)", row, message);
  }

  /** Puts the file's encrypted content into a folder of the container. */
  void content(String below) throws IOException {
    byte[] contentKey = java.util.Arrays.copyOfRange(fileKey, 1, 33);
    Files.write(
        Files.createDirectories(folder.resolve(below)).resolve(GUID),
        CipherResult.seal(contentKey, nonce(), CONTENT));
  }

  byte[] sealed(String text) {
    return sealed(text.getBytes(StandardCharsets.UTF_8));
  }

  byte[] sealed(byte[] bytes) {
    return CipherResult.seal(key, nonce(), bytes);
  }

  private byte[] nonce() {
    byte[] nonce = new byte[12];
    random.nextBytes(nonce);
    return nonce;
  }

  byte[] key() {
    return key.clone();
  }

  Source open() throws IOException {
    try (Credentials given = new Credentials(null, null, null, Secret.copyOf(key))) {
      return open(given);
    }
  }

  Source open(Credentials credentials) throws IOException {
    FoundStore found = new IosLayout().recognise(folder).orElseThrow();
    return new WickrProvider().open(found, credentials, Progress.SILENT);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
