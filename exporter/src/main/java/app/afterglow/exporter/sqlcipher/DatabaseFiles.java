package app.afterglow.exporter.sqlcipher;

import app.afterglow.exporter.sqlcipher.salvage.StoredBytes;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What SQLite keeps of a database on disk, copied although a client may be writing to it: after
 * each copy everything is read once more, and only when both readings agree is it a picture of one
 * moment. The {@code -shm} file is not copied: it holds nothing that SQLite can't make again from
 * the log.
 */
public final class DatabaseFiles {

  /** What is added to a database's name: nothing, for its log, and for its rollback journal. */
  public static final List<String> SUFFIXES = List.of("", "-wal", "-journal");

  /** How often a copy is made before it is called hopeless. */
  public static final int ATTEMPTS = 5;

  private static final int LOG = SUFFIXES.indexOf("-wal");
  private static final int BUFFER = 1 << 18;
  private static final long PAUSE_MILLIS = 200;

  private final Path database;
  private final Log log;
  private final LinkOption[] links;
  private long unread;

  /** What a log may do between two readings. */
  public enum Log {
    /** Nothing. */
    IS_STILL,
    /**
     * Grow: its frames are never changed before the database is, and SQLite reads them up to the
     * last whole transaction.
     */
    MAY_GROW
  }

  /** Told when a copy is begun, before anything is read. */
  public interface Beginning {
    /** A copy is begun. */
    void of(Path database) throws IOException;
  }

  /**
   * A database's files.
   *
   * @param links whether a link counts as a file
   */
  public DatabaseFiles(Path database, Log log, LinkOption... links) {
    this.database = database;
    this.log = log;
    this.links = links.clone();
  }

  /** The file beside a database whose name has this added. */
  public static Path beside(Path database, String suffix) {
    return database.resolveSibling(database.getFileName() + suffix);
  }

  private boolean isFile(Path file) {
    return Files.isRegularFile(file, links);
  }

  /** Bytes of those that are there together. */
  public long size() throws IOException {
    long total = 0;
    for (String suffix : SUFFIXES) {
      Path file = beside(database, suffix);
      total += isFile(file) ? Files.size(file) : 0;
    }
    return total;
  }

  /**
   * Copies them until two readings agree.
   *
   * @param target where the database goes, the others beside it
   * @param progress advances by the bytes that are copied
   * @return false where they never held still; the last copy made is left then
   */
  public boolean copyUntilStill(Path target, Beginning beginning, Progress progress)
      throws IOException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      unread = 0;
      beginning.of(database);
      List<Reading> copied = new ArrayList<>();
      for (String suffix : SUFFIXES) {
        copied.add(copy(beside(database, suffix), beside(target, suffix), progress));
      }
      if (isStill(copied, progress)) {
        return true;
      }
      if (attempt < ATTEMPTS) {
        pause(PAUSE_MILLIS * attempt);
      }
    }
    return false;
  }

  /**
   * How many bytes of the last copy are zeros because the disk couldn't give them. Both readings
   * agree on them as on all others.
   */
  public long unread() {
    return unread;
  }

  /**
   * What a file held when it was opened.
   *
   * @param size bytes
   * @param sha256 of all of them
   * @param unread how many of them are zeros because they couldn't be read
   */
  private record Reading(long size, byte[] sha256, long unread) {
    static final Reading NOTHING = new Reading(0, new byte[0], 0);

    boolean is(Reading other) {
      return size == other.size && Arrays.equals(sha256, other.sha256);
    }
  }

  private Reading copy(Path source, Path target, Progress progress) throws IOException {
    if (!isFile(source)) {
      Files.deleteIfExists(target);
      return Reading.NOTHING;
    }
    try (OutputStream out = Files.newOutputStream(target)) {
      Reading reading = transfer(source, out, Long.MAX_VALUE, count -> progress.advance(0, count));
      unread += reading.unread;
      return reading;
    } catch (NoSuchFileException e) {
      // The log went away between the look and the opening: the second reading will tell.
      Files.deleteIfExists(target);
      return Reading.NOTHING;
    }
  }

  /** Reads everything once more; of a log that may grow only as much as was copied. */
  private boolean isStill(List<Reading> copied, Progress progress) throws IOException {
    for (int i = 0; i < SUFFIXES.size(); i++) {
      Reading before = copied.get(i);
      boolean mayHaveGrown = log == Log.MAY_GROW && i == LOG && before.size > 0;
      long most = mayHaveGrown ? before.size : Long.MAX_VALUE;
      if (!before.is(read(beside(database, SUFFIXES.get(i)), most, progress))) {
        return false;
      }
    }
    return true;
  }

  private Reading read(Path file, long most, Progress progress) throws IOException {
    if (!isFile(file)) {
      return Reading.NOTHING;
    }
    try {
      // What is read again is no progress, but must be possible to stop.
      return transfer(file, OutputStream.nullOutputStream(), most, count -> progress.advance(0, 0));
    } catch (NoSuchFileException e) {
      return Reading.NOTHING;
    }
  }

  private interface Counter {
    void count(int bytes);
  }

  /** Not a byte more than it holds at first: a file that grows as it is read would never end. */
  private static Reading transfer(Path source, OutputStream out, long most, Counter counter)
      throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    long unread = 0;
    try (StoredBytes in = StoredBytes.of(FileChannel.open(source, StandardOpenOption.READ))) {
      long whole = Math.min(most, in.size());
      PatchedReading reading = new PatchedReading(in);
      while (size < whole) {
        int count = reading.read(buffer, (int) Math.min(buffer.length, whole - size));
        if (count < 0) {
          break;
        }
        out.write(buffer, 0, count);
        digest.update(buffer, 0, count);
        size += count;
        counter.count(count);
      }
      unread = reading.holes().stream().mapToLong(PatchedReading.Hole::length).sum();
    }
    return new Reading(size, digest.digest(), unread);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while copying the store");
    }
  }
}
