package app.afterglow.exporter.wickr;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.sqlcipher.StoreDatabase;
import app.afterglow.exporter.wickr.crypto.CipherKey;
import app.afterglow.exporter.wickr.crypto.CipherResult;
import app.afterglow.exporter.wickr.crypto.NotAuthenticException;
import app.afterglow.exporter.wickr.crypto.StorageKeys;
import app.afterglow.exporter.wickr.crypto.ValueOpener;
import app.afterglow.problem.AfterglowException;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The way to the key of a Core Data store's values: {@code ZSECEX_ACCOUNT.ZPT} is a value that the
 * account's password opens, and in it are storage keys, or the key alone in 33 or 32 bytes. Which
 * of them is the right one, the values themselves tell: it opens some.
 */
final class ContentKey {

  static final String TABLE = "ZSECEX_ACCOUNT";
  private static final String COLUMN = "ZPT";

  /** Columns known to be encrypted; as many values of each as tell a key from another. */
  private static final Map<String, List<String>> ENCRYPTED =
      Map.of(
          TABLE,
          List.of("ZUSERNAME"),
          "ZSECEX_USER",
          List.of("ZUSERNAME", "ZUSERALIAS", "ZUSERID"),
          "ZSECEX_CONVO",
          List.of("ZROOMNAME", "ZTITLE", "ZNAME"),
          "ZWICKR_MESSAGE",
          List.of("ZBODY"));

  private static final int VALUES_A_COLUMN = 25;

  /** Each costs a derivation, which is made to take long. */
  private static final int MOST_ACCOUNTS = 16;

  private static final int LONGEST = 100_000;

  private final Path file;
  private final List<byte[]> values;

  private ContentKey(Path file, List<byte[]> values) {
    this.file = file;
    this.values = values;
  }

  /**
   * The keys, the likeliest first, for the caller to close: the database key where one was given,
   * else what the password opens. Several where accounts in one store have the same password.
   *
   * @param file the store's own file, for messages
   * @throws app.afterglow.problem.WrongKeyException where what was given doesn't open it
   * @throws app.afterglow.problem.UsageException where nothing was given that could
   */
  static List<CipherKey> unlock(StoreDatabase database, Path file, Credentials credentials)
      throws IOException {
    ContentKey content = new ContentKey(file, encryptedValues(database));
    if (credentials.databaseKey() != null) {
      return List.of(content.given(credentials.databaseKey()));
    }
    List<byte[]> sealed = sealedKeys(database);
    if (sealed.isEmpty()) {
      throw WickrProblems.unsupported("no-content-key", file);
    }
    if (credentials.password() == null) {
      throw WickrProblems.usage("password-needed", file);
    }
    return content.underPassword(sealed, credentials.password());
  }

  private CipherKey given(Secret databaseKey) throws IOException {
    CipherKey key = KeyUnlock.ofDatabaseKey(databaseKey);
    if (!fits(key)) {
      key.close();
      throw WickrProblems.wrongKey("wrong-content-key", file);
    }
    return key;
  }

  /** A store of several accounts has several such values; other passwords may be theirs. */
  private List<CipherKey> underPassword(List<byte[]> sealed, Secret password) throws IOException {
    List<CipherKey> fitting = new ArrayList<>();
    List<CipherKey> others = new ArrayList<>();
    AfterglowException failure = null;
    for (byte[] each : sealed) {
      try (Secret plain =
          KeyUnlock.openProtected(
              "%s (%s.%s)".formatted(file, TABLE, COLUMN), each, CipherKey.KEY_LENGTH, password)) {
        sort(keysIn(plain), fitting, others);
      } catch (AfterglowException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (fitting.isEmpty()) {
      others.forEach(CipherKey::close);
      throw !others.isEmpty() || failure == null
          ? WickrProblems.unsupported("content-key-fits-nothing", file, values.size())
          : failure;
    }
    // Where nothing tells which of an account's keys it is, its values will.
    fitting.addAll(others);
    return List.copyOf(fitting);
  }

  /** Keeps the key of an account that opens any value, or all of them where none does. */
  private void sort(List<CipherKey> keys, List<CipherKey> fitting, List<CipherKey> others) {
    CipherKey chosen = keys.stream().filter(this::fits).findFirst().orElse(null);
    if (chosen == null) {
      others.addAll(keys);
      return;
    }
    fitting.add(chosen);
    keys.stream().filter(key -> key != chosen).forEach(CipherKey::close);
  }

  private List<CipherKey> keysIn(Secret plain) throws IOException {
    try (StorageKeys keys = StorageKeys.parse(plain)) {
      return List.of(keys.local().copy(), keys.remote().copy());
    } catch (NotAuthenticException noStorageKeys) {
      try {
        return List.of(
            plain.length() == CipherKey.KEY_LENGTH
                ? CipherKey.ofGcm(plain.bytes())
                : CipherKey.parse(plain.bytes()));
      } catch (NotAuthenticException e) {
        throw WickrProblems.unsupported(
            "storage-keys", "%s (%s.%s)".formatted(file, TABLE, COLUMN), e.why());
      }
    }
  }

  /** Whether a key opens any of the values; true where there are none to tell by. */
  private boolean fits(CipherKey key) {
    ValueOpener opener = new ValueOpener(key.key());
    return values.isEmpty() || values.stream().anyMatch(value -> opener.open(value).isPresent());
  }

  private static List<byte[]> sealedKeys(StoreDatabase database) throws IOException {
    List<byte[]> found = new ArrayList<>();
    TableScan.rows(
        database,
        Columns.of(database, TABLE),
        row -> {
          if (row.value(COLUMN) instanceof byte[] blob
              && blob.length > 0
              && found.size() < MOST_ACCOUNTS) {
            found.add(blob);
          }
        });
    return found;
  }

  private static List<byte[]> encryptedValues(StoreDatabase database) throws IOException {
    List<byte[]> found = new ArrayList<>();
    for (Map.Entry<String, List<String>> table : ENCRYPTED.entrySet()) {
      Columns columns = Columns.of(database, table.getKey());
      for (String name : table.getValue()) {
        int position = columns.find(name);
        if (position >= 0) {
          addValues(database, columns, columns.names().get(position), found);
        }
      }
    }
    return found;
  }

  private static void addValues(
      StoreDatabase database, Columns columns, String name, List<byte[]> found) throws IOException {
    String column = StoreDatabase.quoted(name);
    TableScan.query(
        database,
        "SELECT %s FROM %s WHERE typeof(%s) = 'blob' AND length(%s) BETWEEN %d AND %d LIMIT %d"
            .formatted(
                column,
                columns.quotedTable(),
                column,
                column,
                CipherResult.OVERHEAD,
                LONGEST,
                VALUES_A_COLUMN),
        row -> {
          try {
            byte[] value = row.getBytes(1);
            if (value != null && CipherResult.looksLike(value)) {
              found.add(value);
            }
          } catch (SQLException e) {
            throw database.problem(e);
          }
        });
  }
}
