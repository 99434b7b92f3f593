package app.afterglow.exporter.sqlcipher;

import app.afterglow.problem.AfterglowException;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.mc.SQLiteMCSqlCipherConfig;

/**
 * A database for what must not touch the disk: in a folder that only this user can read, encrypted
 * under a random key that exists in memory only. Closing deletes it; what the disk may still hold
 * of it then, nobody can read.
 */
public final class ThrowawayDatabase implements AutoCloseable {

  private final PrivateFolder folder;
  private final Path file;
  private final PageKey key;

  private ThrowawayDatabase(PrivateFolder folder, PageKey key) {
    this.folder = folder;
    this.file = folder.path().resolve("salvaged.sqlite");
    this.key = key;
  }

  /**
   * An empty one.
   *
   * @param bytes how much room it will need, roughly
   * @throws app.afterglow.problem.UnsupportedInputException where there isn't as much
   */
  public static ThrowawayDatabase create(long bytes) throws IOException {
    PrivateFolder folder = PrivateFolder.create();
    try {
      PrivateCopy.requireRoom(bytes, folder.path());
      SecureRandom random = new SecureRandom();
      byte[] key = new byte[CipherScheme.KEY_BYTES];
      random.nextBytes(key);
      byte[] salt = new byte[CipherScheme.SALT_BYTES];
      return new ThrowawayDatabase(
          folder, new PageKey(CipherScheme.V4, "random key", Secret.owning(key), salt));
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** Where it is; its size bounds what it holds. */
  public Path file() {
    return file;
  }

  /** A connection to write with, the caller's to close before {@link #read}. */
  public Connection write() throws SQLException {
    SQLiteMCSqlCipherConfig cipher = StoreDatabase.cipher(key);
    SQLiteConfig config = cipher.build();
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    // Nobody needs it after a crash, so nothing is done to outlive one.
    config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
    config.setJournalMode(SQLiteConfig.JournalMode.MEMORY);
    config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
    config.setCacheSize(StoreDatabase.CACHE_KIB);
    Properties properties = config.toProperties();
    try {
      return DriverManager.getConnection("jdbc:sqlite:" + file, properties);
    } finally {
      properties.clear();
    }
  }

  /**
   * Opens it for reading, as a store's own database is.
   *
   * @param original the store's own file, for messages
   */
  public StoreDatabase read(Path original) throws IOException {
    return StoreDatabase.open(file, original, StoreDatabase.cipher(key).build());
  }

  /** What SQLite said while it was written. */
  public AfterglowException problem(SQLException cause, Path original) throws IOException {
    return cause.getErrorCode() == SQLiteErrorCode.SQLITE_FULL.code
        ? SqlCipherProblems.unsupported(
            "no-room",
            folder.path(),
            Files.size(original),
            Files.getFileStore(folder.path()).getUsableSpace())
        : SqlCipherProblems.of(cause, original);
  }

  @Override
  public void close() throws IOException {
    key.close();
    // Without its key it is noise: there is nothing to overwrite.
    Files.deleteIfExists(file);
    folder.close();
  }
}
