package app.afterglow.exporter.rescue;

import app.afterglow.exporter.sqlcipher.DatabaseFiles;
import app.afterglow.exporter.sqlcipher.PrivateFolder;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * A copy of a database and its logs in a private folder, made again until a second reading agrees
 * with it: then it is a picture of one moment. A write-ahead log may have grown in between, for its
 * frames are never changed before the database is, and SQLite reads them up to the last whole
 * transaction. Closing overwrites and deletes the copy.
 */
final class SteadyCopy implements AutoCloseable {

  private static final String COPY = "copy";

  private final PrivateFolder folder;
  private final boolean steady;
  private final long unread;

  private SteadyCopy(PrivateFolder folder, boolean steady, long unread) {
    this.folder = folder;
    this.steady = steady;
    this.unread = unread;
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
      DatabaseFiles files =
          new DatabaseFiles(database, DatabaseFiles.Log.MAY_GROW, LinkOption.NOFOLLOW_LINKS);
      if (Files.getFileStore(folder.path()).getUsableSpace() < files.size()) {
        throw new NoRoomException();
      }
      boolean steady =
          files.copyUntilStill(folder.path().resolve(COPY), begun -> {}, uncounted(progress));
      return new SteadyCopy(folder, steady, files.unread());
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

  /** How many bytes of it are zeros because the disk couldn't give them. */
  long unread() {
    return unread;
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
    return DatabaseFiles.SUFFIXES.stream()
        .map(suffix -> new Part(suffix, DatabaseFiles.beside(folder.path().resolve(COPY), suffix)))
        .filter(part -> isFile(part.path()))
        .toList();
  }

  static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** What may be copied again is no progress, but must be possible to stop. */
  private static Progress uncounted(Progress progress) {
    return new Progress() {
      @Override
      public void start(Stage stage, long totalItems, long totalBytes) {}

      @Override
      public void advance(long items, long bytes) {
        progress.advance(0, 0);
      }
    };
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
