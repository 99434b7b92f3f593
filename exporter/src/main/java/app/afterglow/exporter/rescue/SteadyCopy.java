package app.afterglow.exporter.rescue;

import app.afterglow.exporter.sqlcipher.PrivateFolder;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A copy of a database and its logs in a private folder, made again until a second reading agrees
 * with it: then it is a picture of one moment. A write-ahead log may have grown in between, for its
 * frames are never changed before the database is, and SQLite reads them up to the last whole
 * transaction. Closing overwrites and deletes the copy.
 */
final class SteadyCopy implements AutoCloseable {

  /** What SQLite keeps beside a database; of the shared memory nothing is needed. */
  static final List<String> SUFFIXES = List.of("", "-wal", "-journal");

  private static final int LOG = SUFFIXES.indexOf("-wal");
  private static final int ATTEMPTS = 5;
  private static final int BUFFER = 1 << 18;
  private static final long PAUSE_MILLIS = 200;

  private final PrivateFolder folder;
  private final boolean steady;

  private SteadyCopy(PrivateFolder folder, boolean steady) {
    this.folder = folder;
    this.steady = steady;
  }

  /**
   * Copies; where the database never holds still, the last copy made is kept, and {@link #steady}
   * says so.
   *
   * @throws NoRoomException where the private folder's disk has no room
   */
  static SteadyCopy of(Path database, Progress progress) throws IOException {
    PrivateFolder folder = PrivateFolder.create();
    try {
      requireRoom(database, folder.path());
      return new SteadyCopy(folder, copyUntilStill(database, folder.path(), progress));
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** There is no room for a private copy: it has to be done without. */
  static final class NoRoomException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Whether two readings agreed. */
  boolean steady() {
    return steady;
  }

  /**
   * A file of the copy.
   *
   * @param suffix what is added to the database's name: nothing, {@code -wal} or {@code -journal}
   * @param path the copied file
   */
  record Part(String suffix, Path path) {}

  /** The files that were there, the database first. */
  List<Part> parts() {
    return SUFFIXES.stream()
        .map(suffix -> new Part(suffix, place(folder.path(), suffix)))
        .filter(part -> isFile(part.path()))
        .toList();
  }

  private static Path place(Path folder, String suffix) {
    return folder.resolve("copy" + suffix);
  }

  static Path beside(Path database, String suffix) {
    return database.resolveSibling(database.getFileName() + suffix);
  }

  static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static void requireRoom(Path database, Path folder) throws IOException {
    long needed = 0;
    for (String suffix : SUFFIXES) {
      Path file = beside(database, suffix);
      needed += isFile(file) ? Files.size(file) : 0;
    }
    if (Files.getFileStore(folder).getUsableSpace() < needed) {
      throw new NoRoomException();
    }
  }

  private static boolean copyUntilStill(Path database, Path folder, Progress progress)
      throws IOException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      List<Reading> copied = new ArrayList<>();
      for (String suffix : SUFFIXES) {
        copied.add(copy(beside(database, suffix), place(folder, suffix), progress));
      }
      if (isStill(database, copied, progress)) {
        return true;
      }
      if (attempt < ATTEMPTS) {
        pause(PAUSE_MILLIS * attempt);
      }
    }
    return false;
  }

  /** What a file held when it was opened: its size in bytes and SHA-256. */
  private record Reading(long size, byte[] sha256) {
    static final Reading NOTHING = new Reading(0, new byte[0]);

    boolean is(Reading other) {
      return size == other.size && Arrays.equals(sha256, other.sha256);
    }
  }

  private static Reading copy(Path source, Path target, Progress progress) throws IOException {
    if (!isFile(source)) {
      Files.deleteIfExists(target);
      return Reading.NOTHING;
    }
    try (OutputStream out = Files.newOutputStream(target)) {
      return transfer(source, out, Long.MAX_VALUE, progress);
    } catch (NoSuchFileException e) {
      // The log went away between the look and the opening: the second reading will tell.
      Files.deleteIfExists(target);
      return Reading.NOTHING;
    }
  }

  /** Reads everything once more; of the log only as much as was copied: what is new is newer. */
  private static boolean isStill(Path database, List<Reading> copied, Progress progress)
      throws IOException {
    for (int i = 0; i < SUFFIXES.size(); i++) {
      Reading before = copied.get(i);
      boolean mayHaveGrown = i == LOG && before.size > 0;
      long most = mayHaveGrown ? before.size : Long.MAX_VALUE;
      if (!before.is(read(beside(database, SUFFIXES.get(i)), most, progress))) {
        return false;
      }
    }
    return true;
  }

  private static Reading read(Path file, long most, Progress progress) throws IOException {
    if (!isFile(file)) {
      return Reading.NOTHING;
    }
    try {
      return transfer(file, OutputStream.nullOutputStream(), most, progress);
    } catch (NoSuchFileException e) {
      return Reading.NOTHING;
    }
  }

  /** Not a byte more than it holds at first: a file that grows as it is read would never end. */
  private static Reading transfer(Path source, OutputStream out, long most, Progress progress)
      throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    try (InputStream in = Files.newInputStream(source)) {
      long left = Math.min(most, Files.size(source));
      while (left > size) {
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, left - size));
        if (count < 0) {
          break;
        }
        out.write(buffer, 0, count);
        digest.update(buffer, 0, count);
        size += count;
        // What may be read again is no progress, but must be possible to stop.
        progress.advance(0, 0);
      }
    }
    return new Reading(size, digest.digest());
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

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
