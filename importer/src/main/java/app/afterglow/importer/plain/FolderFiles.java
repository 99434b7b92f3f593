package app.afterglow.importer.plain;

import app.afterglow.files.Folders;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A folder that is filled as {@code NAME.part} and gets its name when every file in it is whole. A
 * marker file tells an unfinished folder of ours, which may be taken away, from somebody else's.
 */
final class FolderFiles implements FolderSet {

  private static final String MARKER = ".afterglow-unfinished";

  private final Path output;
  private final Path part;
  private final Flushing flushing = new Flushing();
  private boolean finished;

  private FolderFiles(Path output, Path part) {
    this.output = output;
    this.part = part;
  }

  static FolderFiles create(@Nullable Path output) throws IOException {
    Path absolute = PartFile.free(output);
    Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
    if (Files.exists(part)) {
      if (!Files.exists(part.resolve(MARKER))) {
        throw PlainProblems.strangePart(part);
      }
      delete(part);
    }
    Files.createDirectory(part);
    Files.createFile(part.resolve(MARKER));
    return new FolderFiles(absolute, part);
  }

  @Override
  public OutputStream file(String path, @Nullable Instant modified, @Nullable String mediaType)
      throws IOException {
    Path file = inside(path);
    Files.createDirectories(file.getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new VerifiedFile(file, channel, modified, flushing);
  }

  @Override
  public FileSet zip(String path) throws IOException {
    return ZipFiles.create(PartFile.create(inside(path)));
  }

  private Path inside(String path) {
    Path file = part.resolve(path).normalize();
    if (!file.startsWith(part) || file.equals(part)) {
      throw new IllegalArgumentException("not inside the folder: " + path);
    }
    return file;
  }

  @Override
  public boolean takesContent() {
    return true;
  }

  @Override
  public List<Path> finish() throws IOException {
    flushing.await();
    Files.delete(part.resolve(MARKER));
    Files.move(part, output, StandardCopyOption.ATOMIC_MOVE);
    finished = true;
    Folders.flushParent(output);
    return List.of(output);
  }

  @Override
  public void close() throws IOException {
    flushing.close();
    if (!finished && Files.exists(part)) {
      delete(part);
    }
  }

  /** The marker goes last, so that a deletion that is cut short can be taken up again. */
  private static void delete(Path folder) throws IOException {
    Path marker = folder.resolve(MARKER);
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.equals(marker)) {
              Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            if (!dir.equals(folder)) {
              Files.delete(dir);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Files.deleteIfExists(marker);
    Files.delete(folder);
  }

  /** A file that is flushed to disk, read back and compared after it is closed. */
  private static final class VerifiedFile extends FilterOutputStream {
    private final Path file;
    private final FileChannel channel;
    private final CheckedOutputStream checked;
    private final @Nullable Instant modified;
    private final Flushing flushing;
    private boolean closed;

    VerifiedFile(Path file, FileChannel channel, @Nullable Instant modified, Flushing flushing) {
      CheckedOutputStream stream =
          new CheckedOutputStream(Channels.newOutputStream(channel), new CRC32C());
      super(new BufferedOutputStream(stream, 1 << 15));
      this.file = file;
      this.channel = channel;
      this.checked = stream;
      this.modified = modified;
      this.flushing = flushing;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      try {
        flush();
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      flushing.later(this::settle);
    }

    private void settle() throws IOException {
      try (channel) {
        channel.force(true);
      }
      PartFile.verify(file, checked.getChecksum().getValue());
      if (modified != null) {
        Files.setLastModifiedTime(file, FileTime.from(modified));
      }
    }
  }
}
