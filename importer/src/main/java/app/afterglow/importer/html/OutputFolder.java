package app.afterglow.importer.html;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder being written. Everything goes to {@code NAME.part} and is flushed to disk; only
 * {@link #finish} gives it its name. Without it, {@link #close} takes away what there is.
 */
final class OutputFolder implements AutoCloseable {

  /** Tells a folder left behind by a killed run from one that merely has its name. */
  private static final String MARKER = ".afterglow-unfinished";

  private static final String WORK = ".work";

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
      delete(part);
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

  /** A new file; closing it flushes it to the disk. */
  OutputStream newFile(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new FlushedFile(channel);
  }

  /** Takes away the working files and gives the folder its name. */
  Path finish() throws IOException {
    delete(part.resolve(WORK));
    Files.delete(part.resolve(MARKER));
    // An empty folder was accepted at the beginning; if it is no longer empty, this fails.
    Files.deleteIfExists(target);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    finished = true;
    flushFolder(Objects.requireNonNull(target.getParent()));
    return target;
  }

  @Override
  public void close() throws IOException {
    if (!finished) {
      delete(part);
    }
  }

  private static void flushFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folder; its file system writes names through by itself.
      return;
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** A file that is on the disk once it is closed. */
  private static final class FlushedFile extends OutputStream {
    private final FileChannel channel;
    private final OutputStream out;

    FlushedFile(FileChannel channel) {
      this.channel = channel;
      this.out = Channels.newOutputStream(channel);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      try (channel) {
        if (channel.isOpen()) {
          channel.force(true);
        }
      }
    }
  }
}
