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

  /** Pages on which a key is tried before it is called wrong. */
  private static final int TRIAL_PAGES = 1024;

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
              ? sources.plain(settings)
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
    byte[] first = new byte[CipherScheme.SALT_BYTES];
    boolean lost =
        RawPages.readFully(database, first, 0) != PageState.READABLE
            || Arrays.equals(first, new byte[CipherScheme.SALT_BYTES]);
    if (key instanceof KeyMaterial.RawKey raw && raw.salt() != null) {
      salts.add(raw.salt());
    }
    if (!lost) {
      salts.add(first);
    }
    PageSource source = withSalts(salts, key, settings);
    if (source == null && log != null) {
      // Versions of page 1 in the log begin with the salt, too.
      List<byte[]> fromLog = WalReader.salts(log, size);
      salts.addAll(fromLog);
      source = withSalts(fromLog, key, settings);
      saltFromLog = source != null;
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
      if (opensOne(cipher, size)) {
        WalLog read =
            log == null
                ? WalLog.none(size)
                : WalReader.read(log, size, cipher, settings.logReach());
        return new EncryptedPages(new RawPages(database, log, read), keys, scheme);
      }
      keys.close();
    }
    return null;
  }

  /** Whether the key opens any of a number of pages spread over both files. */
  private boolean opensOne(PageCipher cipher, int size) throws IOException {
    byte[] page = new byte[size];
    long pages = database.size() / size;
    for (int i = 0; i < Math.min(pages, TRIAL_PAGES); i++) {
      // The first pages one by one, the others at equal distances.
      long number = i < TRIAL_PAGES / 2 ? i : Math.max(i, i * pages / TRIAL_PAGES);
      if (RawPages.readFully(database, page, number * size) == PageState.READABLE
          && cipher.authenticates(page, (int) number + 1)) {
        return true;
      }
    }
    return log != null && opensOneOfLog(log, cipher, size);
  }

  private static boolean opensOneOfLog(FileChannel log, PageCipher cipher, int size)
      throws IOException {
    byte[] frame = new byte[(int) frameBytes(size)];
    long frames = (log.size() - WalReader.HEADER_BYTES) / frameBytes(size);
    for (int i = 0; i < Math.min(frames, TRIAL_PAGES); i++) {
      long offset = WalReader.HEADER_BYTES + i * frameBytes(size);
      if (RawPages.readFully(log, frame, offset) == PageState.READABLE) {
        byte[] page = Arrays.copyOfRange(frame, WalReader.FRAME_HEADER_BYTES, frame.length);
        if (cipher.authenticates(page, BtreePage.i32(frame, 0))) {
          return true;
        }
      }
    }
    return false;
  }

  private static long frameBytes(int pageSize) {
    return (long) WalReader.FRAME_HEADER_BYTES + pageSize;
  }

  private PageSource plain(SalvageSettings settings) throws IOException {
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
