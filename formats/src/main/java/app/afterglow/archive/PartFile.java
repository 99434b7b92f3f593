package app.afterglow.archive;

import app.afterglow.files.Folders;
import app.afterglow.files.RunLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file under its unfinished name, {@code NAME.part}. What a killed run left under that name is
 * begun anew; what another run writes to right now, or reads back, is left alone: {@code
 * NAME.part.lock} is locked until the file has its name.
 */
final class PartFile implements AutoCloseable {

  private final Path file;
  private final Path part;
  private final RunLock lock;
  private final FileChannel channel;
  private boolean finished;

  private PartFile(Path file, Path part, RunLock lock, FileChannel channel) {
    this.file = file;
    this.part = part;
    this.lock = lock;
    this.channel = channel;
  }

  /**
   * Begins {@code file + ".part"}.
   *
   * @throws app.afterglow.problem.UsageException where {@code file} exists, or its part is written
   *     to by another
   */
  static PartFile create(Path file) throws IOException {
    requireNew(file);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    RunLock lock = RunLock.take(file.resolveSibling(file.getFileName() + ".part.lock"), file);
    try {
      FileChannel channel =
          FileChannel.open(
              part,
              Set.of(
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS));
      return new PartFile(file, part, lock, channel);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void requireNew(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw ArchiveProblems.exists(file);
    }
  }

  Path path() {
    return part;
  }

  FileChannel channel() {
    return channel;
  }

  /** Makes sure that everything is on the disk. Nothing can be written any more. */
  void flush() throws IOException {
    channel.force(true);
    channel.close();
  }

  /** Gives the file its name, and makes sure that the name is on the disk. */
  void rename() throws IOException {
    requireNew(file);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    finished = true;
    Folders.flushParent(file);
  }

  /** Removes the part, unless it got its name. */
  @Override
  public void close() throws IOException {
    try (lock) {
      channel.close();
      if (!finished) {
        Files.deleteIfExists(part);
      }
    }
  }
}
