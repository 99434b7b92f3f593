package app.afterglow.exporter.sqlcipher.salvage;

import app.afterglow.exporter.sqlcipher.CipherScheme;
import app.afterglow.exporter.sqlcipher.KeyMaterial;
import app.afterglow.exporter.sqlcipher.PageCipher;
import app.afterglow.exporter.sqlcipher.PageKeys;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the pages of a database: finds the salt and checks the key, or finds the page size. */
final class PageSources {

  private static final int HEAD_BYTES = 100;

  private final Path path;
  private final FileChannel database;
  private final @Nullable FileChannel log;
  private boolean saltFromLog;

  private PageSources(Path path, FileChannel database, @Nullable FileChannel log) {
    this.path = path;
    this.database = database;
    this.log = log;
  }

  /**
   * Opened pages.
   *
   * @param source the pages
   * @param saltFromLog whether the salt stood in the log only
   */
  record Opened(PageSource source, boolean saltFromLog) {}

  static Opened open(Path path, @Nullable Path wal, KeyMaterial key, SalvageSettings settings)
      throws IOException {
    FileChannel database = FileChannel.open(path, StandardOpenOption.READ);
    FileChannel log = null;
    try {
      log =
          wal != null && Files.exists(wal) ? FileChannel.open(wal, StandardOpenOption.READ) : null;
      PageSources sources = new PageSources(path, database, log);
      PageSource source =
          key instanceof KeyMaterial.Unencrypted
              ? plain(StoredBytes.of(database), log, path, settings)
              : sources.encrypted(key, settings);
      return new Opened(source, sources.saltFromLog);
    } catch (IOException | RuntimeException | Error e) {
      try (FileChannel _ = log) {
        database.close();
      }
      throw e;
    }
  }

  private PageSource encrypted(KeyMaterial key, SalvageSettings settings) throws IOException {
    CipherScheme scheme = settings.scheme();
    int size = scheme.pageSize();
    long frames = log == null ? 0 : (log.size() - WalReader.HEADER_BYTES) / frameBytes(size);
    if (database.size() < CipherScheme.PAGE_SIZES.getFirst() && frames <= 0) {
      throw SalvageProblems.empty(path);
    }
    List<byte[]> salts = new ArrayList<>();
    byte[] own = TrialPages.salt(database);
    if (key instanceof KeyMaterial.RawKey raw && raw.salt() != null) {
      salts.add(raw.salt());
      saltFromLog = !Arrays.equals(raw.salt(), own);
    }
    if (own != null) {
      salts.add(own);
    }
    PageSource source = withSalts(salts, key, settings);
    if (source == null && log != null) {
      // Versions of page 1 in the log begin with the salt, too.
      List<byte[]> fromLog = WalReader.salts(log, size);
      salts.addAll(fromLog);
      source = withSalts(fromLog, key, settings);
      saltFromLog |= source != null;
    }
    if (source != null) {
      return source;
    }
    throw salts.isEmpty()
        ? SalvageProblems.saltLost(path)
        : SalvageProblems.noPageOpens(path, database.size() / size + Math.max(0, frames));
  }

  private @Nullable PageSource withSalts(
      List<byte[]> salts, KeyMaterial key, SalvageSettings settings) throws IOException {
    CipherScheme scheme = settings.scheme();
    int size = scheme.pageSize();
    for (byte[] salt : salts) {
      PageKeys keys = PageKeys.derive(key, scheme.settings(), salt);
      PageCipher cipher = new PageCipher(keys, scheme);
      if (TrialPages.opensOne(database, log, cipher, size)) {
        WalLog read =
            log == null
                ? WalLog.none(size)
                : WalReader.read(log, size, cipher, settings.logReach());
        return new EncryptedPages(new RawPages(StoredBytes.of(database), log, read), keys, scheme);
      }
      keys.close();
    }
    return null;
  }

  private static long frameBytes(int pageSize) {
    return (long) WalReader.FRAME_HEADER_BYTES + pageSize;
  }

  /**
   * A database that is not encrypted.
   *
   * @param path what it is called in messages
   */
  static PageSource plain(
      StoredBytes database, @Nullable FileChannel log, Path path, SalvageSettings settings)
      throws IOException {
    byte[] head = new byte[HEAD_BYTES];
    boolean there = RawPages.readFully(database, head, 0) == PageState.READABLE;
    if (!there && (log == null || log.size() <= WalReader.HEADER_BYTES)) {
      throw SalvageProblems.empty(path);
    }
    boolean headed = there && DatabaseHeader.hasMagic(head) && DatabaseHeader.pageSize(head) != 0;
    int size = headed ? DatabaseHeader.pageSize(head) : 0;
    if (size == 0 && log != null) {
      size = WalReader.pageSize(log);
    }
    if (size == 0) {
      size = PageSizeGuess.of(database);
    }
    if (size == 0) {
      throw SalvageProblems.noDatabase(path);
    }
    WalLog read =
        log == null ? WalLog.none(size) : WalReader.read(log, size, null, settings.logReach());
    int reserve = headed ? head[20] & 0xff : 0;
    // SQLite itself needs 480 usable bytes: less is a damaged header.
    int usable = size - reserve >= 480 ? size - reserve : size;
    return new PlainPages(new RawPages(database, log, read), usable);
  }
}
