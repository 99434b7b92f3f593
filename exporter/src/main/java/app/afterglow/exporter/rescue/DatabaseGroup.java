package app.afterglow.exporter.rescue;

import app.afterglow.exporter.rescue.Profile.Found;
import app.afterglow.exporter.sqlcipher.DatabaseFiles;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Databases with their logs: what of the newest messages stands in which changes while the client
 * runs, so that they are copied until two readings agree. Where there is no room for that copy, or
 * the disk fails in it, they are carried as they are read, and compared once.
 */
final class DatabaseGroup {

  private static final List<String> LOGS = List.of("-wal", "-journal");

  /** SQLite's shared memory: made anew from the log, never still, and not needed. */
  private static final String SHARED_MEMORY = "-shm";

  private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private final Carrier carrier;
  private final Path storeDatabase;
  private final Progress progress;
  private final Carrier.Listener listener;

  DatabaseGroup(Carrier carrier, Path storeDatabase, Progress progress, Carrier.Listener listener) {
    this.carrier = carrier;
    this.storeDatabase = storeDatabase;
    this.progress = progress;
    this.listener = listener;
  }

  /** Whether this is a log, or shared memory, whose database stands beside it. */
  static boolean comesWithItsDatabase(Path file) {
    String name = file.getFileName().toString();
    for (String suffix : List.of("-wal", "-journal", SHARED_MEMORY)) {
      if (name.endsWith(suffix)
          && SteadyCopy.isFile(
              file.resolveSibling(name.substring(0, name.length() - suffix.length())))) {
        return true;
      }
    }
    return false;
  }

  /** Whether this is a database: the store's own, one with a log, or a plain SQLite file. */
  boolean isOne(Path file) {
    return file.equals(storeDatabase)
        || LOGS.stream().anyMatch(suffix -> SteadyCopy.isFile(DatabaseFiles.beside(file, suffix)))
        || isPlainDatabase(file);
  }

  private static boolean isPlainDatabase(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(SQLITE.length), SQLITE);
    } catch (IOException e) {
      // Whoever carries it will say so.
      return false;
    }
  }

  void carry(Found database) throws IOException {
    Map<String, Stamp> stamps = stamps(database.path());
    SteadyCopy copy;
    try {
      copy = SteadyCopy.of(database.path(), progress);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      direct(database, stamps, e);
      return;
    }
    try (copy) {
      for (SteadyCopy.Part part : copy.parts()) {
        Stamp now = Stamp.of(part.path());
        Stamp original = stamps.getOrDefault(part.suffix(), now);
        carrier.stream(
            part.path(),
            database.entry() + part.suffix(),
            database.name() + part.suffix(),
            new Stamp(now.size(), original.modified()));
      }
      if (!copy.steady()) {
        listener.remark(new Remark(database.name(), Remark.Reason.UNSTEADY, ""));
      }
      if (copy.unread() > 0) {
        listener.remark(new Remark(database.name(), Remark.Reason.HOLES, copy.unread() + " bytes"));
      }
    }
  }

  /** The times of the originals, by suffix: a copy has its own. */
  private static Map<String, Stamp> stamps(Path database) {
    Map<String, Stamp> stamps = new LinkedHashMap<>();
    for (String suffix : DatabaseFiles.SUFFIXES) {
      Path file = DatabaseFiles.beside(database, suffix);
      if (SteadyCopy.isFile(file)) {
        putStamp(stamps, suffix, file);
      }
    }
    return stamps;
  }

  private static void putStamp(Map<String, Stamp> stamps, String suffix, Path file) {
    try {
      stamps.put(suffix, Stamp.of(file));
    } catch (IOException e) {
      // Whoever reads the file will say what is wrong with it.
      return;
    }
  }

  private void direct(Found database, Map<String, Stamp> stamps, IOException why)
      throws IOException {
    if (stamps.isEmpty()) {
      carrier.unreadable(database.name(), why);
      return;
    }
    boolean still = true;
    for (Map.Entry<String, Stamp> part : stamps.entrySet()) {
      String suffix = part.getKey();
      carrier.stream(
          DatabaseFiles.beside(database.path(), suffix),
          database.entry() + suffix,
          database.name() + suffix,
          part.getValue());
    }
    for (Map.Entry<String, Stamp> part : stamps.entrySet()) {
      still &= part.getValue().isStill(DatabaseFiles.beside(database.path(), part.getKey()));
    }
    if (!still) {
      String detail = why instanceof SteadyCopy.NoRoomException ? "no room for a private copy" : "";
      listener.remark(new Remark(database.name(), Remark.Reason.UNSTEADY, detail));
    }
  }
}
