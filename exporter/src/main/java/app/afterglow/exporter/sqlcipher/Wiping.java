package app.afterglow.exporter.sqlcipher;

import app.afterglow.files.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Overwrites and deletes a folder of files that nobody else should ever read. */
final class Wiping {

  private static final int BLOCK = 1 << 20;

  /**
   * Files flushed side by side: a disk takes many flushes at once, one after the other it crawls.
   */
  private static final int AT_ONCE = 8;

  /**
   * Files named so are attachments, each encrypted under a key of its own that only the encrypted
   * database has: there may be a hundred thousand of them, and deleting them is enough.
   */
  private static final Pattern ATTACHMENT =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  private Wiping() {}

  /** Everything is tried; the first failure is thrown once nothing is left to try. */
  static void wipe(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    IOException failure = overwriteAll(folder);
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Overwrites and deletes one file. */
  static void wipeFile(Path file) throws IOException {
    try {
      overwrite(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static @Nullable IOException overwriteAll(Path folder) {
    Failures failures = new Failures();
    Semaphore room = new Semaphore(2 * AT_ONCE);
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> !ATTACHMENT.matcher(file.getFileName().toString()).matches())
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .forEach(
              file -> {
                room.acquireUninterruptibly();
                pool.execute(
                    () -> {
                      try {
                        overwrite(file);
                      } catch (IOException e) {
                        failures.add(e);
                      } finally {
                        room.release();
                      }
                    });
              });
    } catch (IOException e) {
      failures.add(e);
    } catch (UncheckedIOException e) {
      failures.add(new IOException(e));
    }
    return failures.first();
  }

  private static final class Failures {
    private @Nullable IOException first;

    synchronized void add(IOException failure) {
      first = first == null ? failure : first;
    }

    synchronized @Nullable IOException first() {
      return first;
    }
  }

  private static void overwrite(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long left = channel.size();
      ByteBuffer zeros = ByteBuffer.allocate(Math.clamp(left, 1, BLOCK));
      while (left > 0) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), left));
        left -= channel.write(zeros);
      }
      channel.force(false);
    } catch (NoSuchFileException e) {
      // SQLite removes its own files when it closes: what is gone needs no wiping.
      return;
    }
  }
}
