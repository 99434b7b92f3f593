package app.afterglow.archive;

import app.afterglow.files.Folders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file under its unfinished name, {@code NAME.part}. What a killed run left under that name is
 * begun anew; what another run writes to right now is left alone.
 */
final class PartFile implements AutoCloseable {

  private final Path file;
  private final Path part;
  private final FileChannel channel;
  private boolean finished;

  private PartFile(Path file, Path part, FileChannel channel) {
    this.file = file;
    this.part = part;
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
    FileChannel channel =
        FileChannel.open(
            part,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    try {
      lock(channel, file);
      channel.truncate(0);
      return new PartFile(file, part, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void requireNew(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw ArchiveProblems.exists(file);
    }
  }

  /** Held until the channel is closed. */
  private static void lock(FileChannel channel, Path file) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw ArchiveProblems.inUse(file);
      }
    } catch (OverlappingFileLockException e) {
      throw ArchiveProblems.inUse(file);
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
    channel.close();
    if (!finished) {
      Files.deleteIfExists(part);
    }
  }
}
