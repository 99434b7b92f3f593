package app.afterglow.exporter.sqlcipher;

import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

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
      DatabaseFiles files = files(source);
      long size = files.size();
      requireRoom(size, folder.path());
      progress.start(Progress.Stage.COPYING_STORE, -1, size);
      Path database = folder.path().resolve("copy.sqlite");
      byte[][] logIndex = {new byte[0]};
      // Before the log: what it says of the log may be outdated then, but never ahead of it.
      DatabaseFiles.Beginning keepLogIndex =
          original -> logIndex[0] = head(DatabaseFiles.beside(original, "-shm"));
      if (!files.copyUntilStill(database, keepLogIndex, progress)) {
        throw SqlCipherProblems.damaged("busy", source, DatabaseFiles.ATTEMPTS);
      }
      return new PrivateCopy(folder, database, logIndex[0]);
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** The copied write-ahead log, which need not be there. */
  public Path log() {
    return DatabaseFiles.beside(database, "-wal");
  }

  /** Bytes of the copies together. */
  public long size() throws IOException {
    return files(database).size();
  }

  /** The copied database. */
  public Path database() {
    return database;
  }

  /** The head of the {@code -shm} file, empty where there was none. */
  public byte[] logIndex() {
    return logIndex.clone();
  }

  private static DatabaseFiles files(Path database) {
    return new DatabaseFiles(database, DatabaseFiles.Log.IS_STILL);
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

  /** Refuses to begin what the disk has no room for. */
  static void requireRoom(long needed, Path folder) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < needed) {
      throw SqlCipherProblems.unsupported("no-room", folder, needed, free);
    }
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
