package app.afterglow.importer.html;

import app.afterglow.files.Folders;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

/**
 * The folder being written. Everything goes to {@code NAME.part} and is flushed to disk; only
 * {@link #finish} gives it its name. Without it, {@link #close} takes away what there is.
 */
final class OutputFolder implements AutoCloseable {

  /** Tells a folder left behind by a killed run from one that merely has its name. */
  private static final String MARKER = ".afterglow-unfinished";

  private static final String WORK = ".work";
  private static final int FLUSHES_AT_ONCE = 16;
  private static final int FLUSH_BATCH = 512;

  private final Path target;
  private final Path part;
  private boolean finished;

  private OutputFolder(Path target, Path part) {
    this.target = target;
    this.part = part;
  }

  /**
   * Begins a folder.
   *
   * @throws app.afterglow.problem.UsageException where there is something already
   */
  static OutputFolder create(Path target) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    requireFree(absolute);
    Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
    if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isRegularFile(part.resolve(MARKER), LinkOption.NOFOLLOW_LINKS)) {
        throw HtmlProblems.partExists(part);
      }
      Folders.delete(part);
    }
    Files.createDirectories(part);
    Files.createFile(part.resolve(MARKER));
    Files.createDirectory(part.resolve(WORK));
    return new OutputFolder(absolute, part);
  }

  /** Refuses a target that holds something. */
  static void requireFree(Path target) throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      throw HtmlProblems.outputExists(target);
    }
    try (Stream<Path> content = Files.list(target)) {
      if (content.findAny().isPresent()) {
        throw HtmlProblems.outputExists(target);
      }
    }
  }

  /** Where a file of the folder is while it is being written. */
  Path path(String relative) {
    return part.resolve(relative);
  }

  /** A place for files that are needed only while the folder is written. */
  Path work(String name) {
    return part.resolve(WORK).resolve(name);
  }

  /** A new file; it is on the disk for sure only after {@link #finish}. */
  OutputStream newFile(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Takes away the working files, flushes all others to disk and gives the folder its name. */
  Path finish() throws IOException {
    Folders.delete(part.resolve(WORK));
    flushFiles();
    Files.delete(part.resolve(MARKER));
    // An empty folder was accepted at the beginning; if it is no longer empty, this fails.
    Files.deleteIfExists(target);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    finished = true;
    Folders.flushParent(target);
    return target;
  }

  @Override
  public void close() throws IOException {
    if (!finished) {
      Folders.delete(part);
    }
  }

  /** One flush after the other waits for the disk each time; many at once share the waiting. */
  private void flushFiles() throws IOException {
    try (ExecutorService threads = Executors.newFixedThreadPool(FLUSHES_AT_ONCE);
        Stream<Path> files = Files.walk(part)) {
      List<Callable<Path>> batch = new ArrayList<>();
      for (Iterator<Path> each = files.iterator(); each.hasNext(); ) {
        Path file = each.next();
        batch.add(() -> flush(file));
        if (batch.size() == FLUSH_BATCH) {
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

  private static Path flush(Path file) throws IOException {
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
