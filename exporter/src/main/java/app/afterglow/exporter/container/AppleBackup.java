package app.afterglow.exporter.container;

import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.WrongKeyException;
import app.afterglow.secret.Secret;
import com.dd.plist.NSData;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSNumber;
import com.dd.plist.PropertyListParser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A backup that Finder or iTunes made of an iPhone: a folder with {@code Manifest.plist}, {@code
 * Manifest.db} and the files, each under the SHA-1 of its domain and path. In an encrypted backup
 * the manifest and every file are AES-256-CBC under keys of their own, wrapped by the keybag's.
 *
 * <p>A file's path here is {@code DOMAIN/RELATIVE PATH}.
 */
final class AppleBackup implements Entries {

  static final String MANIFEST = "Manifest.db";
  private static final String PROPERTIES = "Manifest.plist";
  private static final long LARGEST_PROPERTIES = 64L << 20;
  private static final int PLAIN_FILE = 1;
  private static final String FILES =
      "SELECT fileID, domain, relativePath, file FROM Files WHERE flags = " + PLAIN_FILE;

  private final Path folder;
  private final Path manifest;
  private final @Nullable Keybag keybag;

  private AppleBackup(Path folder, Path manifest, @Nullable Keybag keybag) {
    this.folder = folder;
    this.manifest = manifest;
    this.keybag = keybag;
  }

  static boolean isOne(Path folder) {
    return Files.isRegularFile(folder.resolve(MANIFEST))
        && Files.isRegularFile(folder.resolve(PROPERTIES));
  }

  /**
   * Opens a backup.
   *
   * @param password the password the backup is encrypted with, null where none was given
   * @param work a private folder, where the manifest of an encrypted backup stands decrypted: it
   *     holds names, no content
   * @throws WrongKeyException where it is encrypted and the password is missing or wrong
   * @throws DamagedInputException where its manifests can't be read
   */
  static AppleBackup open(Path folder, @Nullable Secret password, Path work) throws IOException {
    NSDictionary properties = properties(folder.resolve(PROPERTIES));
    boolean encrypted =
        properties.get("IsEncrypted") instanceof NSNumber number && number.boolValue();
    if (!encrypted) {
      return new AppleBackup(folder, folder.resolve(MANIFEST), null);
    }
    if (password == null) {
      throw new WrongKeyException(
          ContainerProblems.of("backup-password-needed", folder.getFileName()));
    }
    Keybag keybag = unlock(folder, properties, password);
    try {
      Path manifest = work.resolve("manifest-decrypted.db");
      if (properties.get("ManifestKey") instanceof NSData manifestKey) {
        decryptManifest(folder, keybag, manifestKey.bytes(), manifest);
        return new AppleBackup(folder, manifest, keybag);
      }
      throw damaged(folder, PROPERTIES);
    } catch (IOException | RuntimeException e) {
      keybag.close();
      throw e;
    }
  }

  private static Keybag unlock(Path folder, NSDictionary properties, Secret password)
      throws IOException {
    if (!(properties.get("BackupKeyBag") instanceof NSData bag)) {
      throw damaged(folder, PROPERTIES);
    }
    Keybag keybag;
    try {
      keybag = Keybag.unlock(bag.bytes(), password);
    } catch (IllegalArgumentException e) {
      throw damaged(folder, PROPERTIES);
    }
    if (keybag == null) {
      throw new WrongKeyException(ContainerProblems.of("backup-password", folder.getFileName()));
    }
    return keybag;
  }

  private static NSDictionary properties(Path file) throws IOException {
    if (Files.size(file) > LARGEST_PROPERTIES) {
      throw damaged(file, PROPERTIES);
    }
    return dictionary(Files.readAllBytes(file), file);
  }

  // Any exception: the parser throws a dozen kinds, unchecked ones among them, on malformed input.
  private static NSDictionary dictionary(byte[] plist, Path file) throws IOException {
    try {
      if (PropertyListParser.parse(plist) instanceof NSDictionary dictionary) {
        return dictionary;
      }
    } catch (Exception e) {
      throw new DamagedInputException(
          ContainerProblems.of("apple-damaged", file.getFileName(), PROPERTIES), e);
    }
    throw damaged(file, PROPERTIES);
  }

  private static void decryptManifest(Path folder, Keybag keybag, byte[] wrapped, Path target)
      throws IOException {
    byte[] key = keybag.unwrapFileKey(wrapped);
    if (key == null) {
      throw damaged(folder, PROPERTIES);
    }
    try (InputStream in = decrypting(Files.newInputStream(folder.resolve(MANIFEST)), key);
        OutputStream out = Files.newOutputStream(target)) {
      in.transferTo(out);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** AES-256-CBC with an IV of zeros; what is behind the file's size is padding. */
  private static InputStream decrypting(InputStream in, byte[] key) throws IOException {
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
      return new CipherInputStream(new BufferedInputStream(in, 1 << 16), cipher);
    } catch (GeneralSecurityException e) {
      in.close();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void visit(Visitor visitor) throws IOException {
    // immutable: a backup is never written to, not even by SQLite's locks and logs.
    String url = "jdbc:sqlite:" + manifest.toUri().toString().replace("file:///", "file:/");
    try (Connection connection = DriverManager.getConnection(url + "?mode=ro&immutable=1");
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA trusted_schema = OFF");
      statement.execute("PRAGMA cell_size_check = ON");
      try (ResultSet files = statement.executeQuery(FILES)) {
        while (files.next()) {
          visit(visitor, files);
        }
      }
    } catch (SQLException e) {
      throw new DamagedInputException(
          ContainerProblems.of("apple-damaged", folder.getFileName(), MANIFEST), e);
    }
  }

  private void visit(Visitor visitor, ResultSet row) throws IOException, SQLException {
    String id = row.getString(1);
    String domain = row.getString(2);
    String path = row.getString(3);
    byte[] record = row.getBytes(4);
    if (id == null || !id.matches("[0-9a-f]{40}") || domain == null || path == null) {
      return;
    }
    FileRecord fields = FileRecord.of(record == null ? new byte[0] : record);
    visitor.file(domain + "/" + path, fields.modified(), () -> content(id, fields));
  }

  private InputStream content(String id, FileRecord fields) throws IOException {
    Path file = folder.resolve(id.substring(0, 2)).resolve(id);
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    InputStream in = Files.newInputStream(file);
    if (keybag == null) {
      return in;
    }
    byte[] wrapped = fields.wrappedKey();
    byte[] key = wrapped == null ? null : keybag.unwrapFileKey(wrapped);
    if (key == null) {
      in.close();
      throw damaged(folder, id);
    }
    try {
      return new LimitedInputStream(decrypting(in, key), fields.size());
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static DamagedInputException damaged(Path what, String where) {
    return new DamagedInputException(
        ContainerProblems.of("apple-damaged", what.getFileName(), where));
  }

  @Override
  public void close() {
    if (keybag != null) {
      keybag.close();
    }
  }
}
