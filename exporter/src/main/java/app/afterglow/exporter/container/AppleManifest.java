package app.afterglow.exporter.container;

import app.afterglow.exporter.sqlcipher.salvage.SalvageReport;
import app.afterglow.exporter.sqlcipher.salvage.SalvageSettings;
import app.afterglow.exporter.sqlcipher.salvage.SalvagedDatabase;
import app.afterglow.exporter.sqlcipher.salvage.SalvagedRow;
import app.afterglow.exporter.sqlcipher.salvage.StoredBytes;
import app.afterglow.problem.AfterglowException;
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
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a backup by Finder or iTunes says of itself: {@code Manifest.plist}, and {@code
 * Manifest.db}, which lists its files. In an encrypted backup the list and every file are
 * AES-256-CBC under keys of their own, wrapped by the keybag's.
 *
 * <p>The list is read page by page as it stands, and decrypted in memory: nothing of it reaches the
 * disk.
 */
final class AppleManifest implements AutoCloseable {

  static final String DATABASE = "Manifest.db";
  static final String PROPERTIES = "Manifest.plist";

  private static final long LARGEST_PROPERTIES = 64L << 20;
  private static final long PLAIN_FILE = 1;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");
  private static final String TABLE = "Files";
  private static final List<String> COLUMNS =
      List.of("fileID", "domain", "relativePath", "flags", "file");

  /** What it is no damage to find. */
  private static final Set<SalvageReport.Note> HARMLESS =
      EnumSet.of(SalvageReport.Note.NOT_AUTHENTICATED, SalvageReport.Note.UNUSED_PAGES);

  private final Path name;
  private final SalvagedDatabase database;
  private final @Nullable Keybag keybag;
  private final int[] columns;

  private AppleManifest(Path name, SalvagedDatabase database, @Nullable Keybag keybag)
      throws IOException {
    this.name = name;
    this.database = database;
    this.keybag = keybag;
    this.columns = columns();
  }

  /** Takes one file of the list. */
  interface Visitor {
    /**
     * Sees one file.
     *
     * @param id its name in the backup, 40 hex digits
     * @param path {@code DOMAIN/RELATIVE PATH}; hostile
     */
    void file(String id, String path, FileRecord record) throws IOException;
  }

  /**
   * Opens it.
   *
   * @param folder where both files stand
   * @param name what the backup is called in messages
   * @param password the password the backup is encrypted with, null where none was given
   * @throws WrongKeyException where it is encrypted and the password is missing or wrong
   * @throws DamagedInputException where it can't be read
   */
  static AppleManifest open(Path folder, Path name, @Nullable Secret password) throws IOException {
    NSDictionary properties = properties(folder.resolve(PROPERTIES), name);
    boolean encrypted =
        properties.get("IsEncrypted") instanceof NSNumber number && number.boolValue();
    Path list = folder.resolve(DATABASE);
    if (!encrypted) {
      return open(StoredBytes.of(FileChannel.open(list, StandardOpenOption.READ)), name, null);
    }
    if (password == null) {
      throw new WrongKeyException(ContainerProblems.of("backup-password-needed", last(name)));
    }
    Keybag keybag = unlock(properties, name, password);
    try {
      return open(decrypted(list, name, properties, keybag), name, keybag);
    } catch (IOException | RuntimeException e) {
      keybag.close();
      throw e;
    }
  }

  /** The list of an encrypted backup, which before iOS 10.2 had no key and stood in plain. */
  private static StoredBytes decrypted(Path list, Path name, NSDictionary properties, Keybag keybag)
      throws IOException {
    if (!(properties.get("ManifestKey") instanceof NSData wrapped)) {
      return StoredBytes.of(FileChannel.open(list, StandardOpenOption.READ));
    }
    byte[] key = keybag.unwrapFileKey(wrapped.bytes());
    if (key == null) {
      throw damaged(name, PROPERTIES);
    }
    try {
      return CbcBytes.open(list, key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static AppleManifest open(StoredBytes list, Path name, @Nullable Keybag keybag)
      throws IOException {
    SalvagedDatabase database;
    try {
      database = SalvagedDatabase.open(list, name, SalvageSettings.plain());
    } catch (AfterglowException e) {
      throw damaged(name, DATABASE, e);
    }
    try {
      AppleManifest manifest = new AppleManifest(name, database, keybag);
      manifest.requireWhole();
      return manifest;
    } catch (IOException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static Keybag unlock(NSDictionary properties, Path name, Secret password)
      throws IOException {
    if (!(properties.get("BackupKeyBag") instanceof NSData bag)) {
      throw damaged(name, PROPERTIES);
    }
    Keybag keybag;
    try {
      keybag = Keybag.unlock(bag.bytes(), password);
    } catch (IllegalArgumentException e) {
      throw damaged(name, PROPERTIES, e);
    }
    if (keybag == null) {
      throw new WrongKeyException(ContainerProblems.of("backup-password", last(name)));
    }
    return keybag;
  }

  // Any exception: the parser throws a dozen kinds, unchecked ones among them, on malformed input.
  private static NSDictionary properties(Path file, Path name) throws IOException {
    if (Files.size(file) > LARGEST_PROPERTIES) {
      throw damaged(name, PROPERTIES);
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      if (PropertyListParser.parse(bytes) instanceof NSDictionary dictionary) {
        return dictionary;
      }
    } catch (Exception e) {
      throw damaged(name, PROPERTIES, e);
    }
    throw damaged(name, PROPERTIES);
  }

  /** Where the columns stand that are read. */
  private int[] columns() throws IOException {
    List<String> names =
        database.tables().stream()
            .filter(table -> table.name().equals(TABLE))
            .flatMap(table -> table.definition().columns().stream())
            .map(column -> column.name())
            .toList();
    if (!names.containsAll(COLUMNS)) {
      throw damaged(name, DATABASE);
    }
    return COLUMNS.stream().mapToInt(names::indexOf).toArray();
  }

  /** A list of which part is lost would make files look as if they never had been there. */
  private void requireWhole() throws IOException {
    SalvageReport report = database.report();
    if (!report.unreadable().isEmpty()
        || report.damagedRowCount() > 0
        || !HARMLESS.containsAll(report.notes())) {
      throw damaged(name, DATABASE);
    }
  }

  /** Visits every file, links and folders apart. */
  void visit(Visitor visitor) throws IOException {
    try (Stream<SalvagedRow> rows = database.rows(TABLE)) {
      for (Iterator<SalvagedRow> all = rows.iterator(); all.hasNext(); ) {
        visit(all.next().values(), visitor);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    requireWhole();
  }

  private void visit(List<@Nullable Object> row, Visitor visitor) throws IOException {
    if (row.get(columns[0]) instanceof String id
        && ID.matcher(id).matches()
        && row.get(columns[1]) instanceof String domain
        && row.get(columns[2]) instanceof String path
        && row.get(columns[3]) instanceof Long flags
        && flags == PLAIN_FILE) {
      byte[] record = row.get(columns[4]) instanceof byte[] bytes ? bytes : new byte[0];
      visitor.file(id, domain + "/" + path, FileRecord.of(record));
    }
  }

  /**
   * A file's content.
   *
   * @param in as it stands in the backup; closed with what this gives, and where it fails
   */
  InputStream decrypted(InputStream in, String id, FileRecord record) throws IOException {
    if (keybag == null) {
      return in;
    }
    byte[] wrapped = record.wrappedKey();
    byte[] key = wrapped == null ? null : keybag.unwrapFileKey(wrapped);
    if (key == null) {
      in.close();
      throw damaged(name, id);
    }
    try {
      return new LimitedInputStream(decrypting(in, key), record.size());
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

  private static DamagedInputException damaged(Path name, String where) {
    return new DamagedInputException(ContainerProblems.of("apple-damaged", last(name), where));
  }

  private static DamagedInputException damaged(Path name, String where, Exception cause) {
    return new DamagedInputException(
        ContainerProblems.of("apple-damaged", last(name), where), cause);
  }

  private static String last(Path name) {
    return String.valueOf(name.getFileName());
  }

  @Override
  public void close() throws IOException {
    if (keybag != null) {
      keybag.close();
    }
    database.close();
  }
}
