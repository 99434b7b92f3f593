package app.afterglow.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Everything in a folder, made to survive a power cut. */
final class FlushedTree {

  private static final int AT_ONCE = 16;
  private static final int BATCH = 512;

  private FlushedTree() {}

  /** One flush after the other waits for the disk each time; many at once share the waiting. */
  static void flush(Path folder) throws IOException {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        Stream<Path> files = Files.walk(folder)) {
      List<Callable<Path>> batch = new ArrayList<>();
      for (Iterator<Path> each = files.iterator(); each.hasNext(); ) {
        Path file = each.next();
        batch.add(() -> flushOne(file));
        if (batch.size() == BATCH) {
          await(threads, batch);
          batch.clear();
        }
      }
      await(threads, batch);
    }
  }

  private static void await(ExecutorService threads, List<Callable<Path>> batch)
      throws IOException {
    try {
      for (Future<Path> flushed : threads.invokeAll(batch)) {
        flushed.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static Path flushOne(Path file) throws IOException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      Folders.flush(file);
    } else {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
    return file;
  }
}
