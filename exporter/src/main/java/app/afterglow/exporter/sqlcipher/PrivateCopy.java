package app.afterglow.exporter.sqlcipher;

import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A copy of a database and its logs in a folder that only this user can read, so that the original
 * is never opened by SQLite. The copy is as encrypted as the original; closing overwrites and
 * deletes it.
 *
 * <p>A client may be writing meanwhile, so after each copy everything is read once more: only when
 * both readings agree is it a picture of one moment. The {@code -shm} file is not copied: it holds
 * nothing that SQLite can't make again from the log. Its head is kept, for it says how long the log
 * was.
 */
public final class PrivateCopy implements AutoCloseable {

  /** What SQLite keeps beside a database: its write-ahead log, and its rollback journal. */
  private static final List<String> SUFFIXES = List.of("", "-wal", "-journal");

  private static final int ATTEMPTS = 5;
  private static final int BUFFER = 1 << 18;

  /** Up to where the file's locks begin, which Windows doesn't let others read. */
  private static final int LOG_INDEX_HEAD = 100;

  private final PrivateFolder folder;
  private final Path database;
  private final byte[] logIndex;

  private PrivateCopy(PrivateFolder folder, Path database, byte[] logIndex) {
    this.folder = folder;
    this.database = database;
    this.logIndex = logIndex;
  }

  /**
   * Copies a database with its logs.
   *
   * @throws app.afterglow.problem.UnsupportedInputException where there is no such file, or no room
   *     for the copy
   * @throws app.afterglow.problem.DamagedInputException where it never holds still
   */
  public static PrivateCopy of(Path source, Progress progress) throws IOException {
    if (!Files.isRegularFile(source)) {
      throw SqlCipherProblems.unsupported("no-database", source);
    }
    PrivateFolder folder = PrivateFolder.create();
    try {
      Path database = folder.path().resolve("copy.sqlite");
      requireRoom(totalSize(source), folder.path());
      return new PrivateCopy(folder, database, copyUntilStill(source, database, progress));
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** The copied write-ahead log, which need not be there. */
  public Path log() {
    return beside(database, "-wal");
  }

  /** Bytes of the copies together. */
  public long size() throws IOException {
    return totalSize(database);
  }

  /** The copied database. */
  public Path database() {
    return database;
  }

  /** The head of the {@code -shm} file, empty where there was none. */
  public byte[] logIndex() {
    return logIndex.clone();
  }

  private static byte[] copyUntilStill(Path source, Path target, Progress progress)
      throws IOException {
    progress.start(Progress.Stage.COPYING_STORE, -1, totalSize(source));
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      // Before the log: what it says of the log may be outdated then, but never ahead of it.
      byte[] logIndex = head(beside(source, "-shm"));
      List<byte[]> copied = new ArrayList<>();
      for (String suffix : SUFFIXES) {
        copied.add(copy(beside(source, suffix), beside(target, suffix), progress));
      }
      if (agree(copied, digests(source))) {
        return logIndex;
      }
      pause(attempt);
    }
    throw SqlCipherProblems.damaged("busy", source, ATTEMPTS);
  }

  private static byte[] head(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return new byte[0];
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(LOG_INDEX_HEAD);
    } catch (IOException e) {
      // It only ever bears witness: a client that closes, or holds it locked, takes it away.
      return new byte[0];
    }
  }

  private static Path beside(Path database, String suffix) {
    return database.resolveSibling(database.getFileName() + suffix);
  }

  private static long totalSize(Path source) throws IOException {
    long total = 0;
    for (String suffix : SUFFIXES) {
      Path file = beside(source, suffix);
      total += Files.isRegularFile(file) ? Files.size(file) : 0;
    }
    return total;
  }

  /** Refuses to begin what the disk has no room for. */
  static void requireRoom(long needed, Path folder) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < needed) {
      throw SqlCipherProblems.unsupported("no-room", folder, needed, free);
    }
  }

  private static byte[] copy(Path source, Path target, Progress progress) throws IOException {
    if (!Files.isRegularFile(source)) {
      Files.deleteIfExists(target);
      return new byte[0];
    }
    try (OutputStream out =
        Files.newOutputStream(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      return transfer(source, out, progress);
    } catch (NoSuchFileException e) {
      // The log went away between the look and the opening: the second reading will tell.
      Files.deleteIfExists(target);
      return new byte[0];
    }
  }

  private static List<byte[]> digests(Path source) throws IOException {
    List<byte[]> digests = new ArrayList<>();
    for (String suffix : SUFFIXES) {
      Path file = beside(source, suffix);
      digests.add(Files.isRegularFile(file) ? digest(file) : new byte[0]);
    }
    return digests;
  }

  private static byte[] digest(Path file) throws IOException {
    try {
      return transfer(file, OutputStream.nullOutputStream(), Progress.SILENT);
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  /**
   * Copies what a file holds when it is opened, and tells its SHA-256. Not a byte more: a file that
   * grows as fast as it is read would never end.
   */
  private static byte[] transfer(Path source, OutputStream out, Progress progress)
      throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(source)) {
      long left = Files.size(source);
      while (left > 0) {
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          break;
        }
        out.write(buffer, 0, count);
        digest.update(buffer, 0, count);
        progress.advance(0, count);
        left -= count;
      }
    }
    return digest.digest();
  }

  private static boolean agree(List<byte[]> one, List<byte[]> other) {
    for (int i = 0; i < one.size(); i++) {
      if (!Arrays.equals(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static void pause(int attempt) throws IOException {
    try {
      Thread.sleep(200L * attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted while copying the store");
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
