package app.afterglow.files;

import app.afterglow.problem.Problem;
import app.afterglow.problem.UsageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of its own that is locked while a run writes beside it, so that another run doesn't take
 * what is being written for what a killed one left. The system lets go of it when a process ends,
 * however it ends; the file itself may stay behind then, and means nothing.
 *
 * <p>It is never the file that is written: on some systems closing any other channel of a locked
 * file, as whoever reads it back does, lets go of the lock.
 */
public final class RunLock implements AutoCloseable {

  private final Path file;
  private final FileChannel channel;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock for an output, and makes its file where there is none.
   *
   * @throws UsageException where another run has it
   */
  public static RunLock take(Path file, Path output) throws IOException {
    return ifFree(file)
        .orElseThrow(
            () -> new UsageException(Problem.of("app.afterglow.files.problems", "in-use", output)));
  }

  /**
   * Takes the lock, and makes its file where there is none.
   *
   * @return empty where another run has it
   */
  public static Optional<RunLock> ifFree(Path file) throws IOException {
    while (true) {
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(
                  StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
              OwnerOnly.file());
      if (!isFree(channel)) {
        channel.close();
        return Optional.empty();
      }
      // Whoever had it may have ended, and taken the file away, after it was opened here.
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(new RunLock(file, channel));
      }
      channel.close();
    }
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      // Some network shares know no locks. One run at a time works there as well.
      return true;
    }
  }

  /** Lets go of it, and takes its file away. */
  @Override
  public void close() throws IOException {
    // In this order: nobody can take the lock of a file that is about to go.
    try (channel) {
      Files.deleteIfExists(file);
    }
  }
}
