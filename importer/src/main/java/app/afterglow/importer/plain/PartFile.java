package app.afterglow.importer.plain;

import app.afterglow.files.Folders;
import app.afterglow.files.OwnerOnly;
import app.afterglow.files.RunLock;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of its owner's alone that is written as {@code NAME.part} and gets its name when it is
 * whole. Closed before that, it is taken away.
 */
public final class PartFile implements AutoCloseable {

  private final Path output;
  private final Path part;
  private final RunLock lock;
  private final FileChannel channel;
  private boolean finished;

  private PartFile(Path output, Path part, RunLock lock, FileChannel channel) {
    this.output = output;
    this.part = part;
    this.lock = lock;
    this.channel = channel;
  }

  /**
   * Begins a file; what an earlier run left unfinished is overwritten.
   *
   * @throws app.afterglow.problem.UsageException where no output is named, it exists, or another
   *     run is writing it
   */
  public static PartFile create(@Nullable Path output) throws IOException {
    Path absolute = free(output);
    Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
    if (Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
      throw PlainProblems.strangePart(part);
    }
    RunLock lock = RunLock.take(absolute.resolveSibling(part.getFileName() + ".lock"), absolute);
    try {
      FileChannel channel =
          FileChannel.open(
              part,
              Set.of(
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS),
              OwnerOnly.file());
      return new PartFile(absolute, part, lock, channel);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /** The absolute path of an output that is named and doesn't exist, in a folder that does. */
  static Path free(@Nullable Path output) throws IOException {
    if (output == null || output.getFileName() == null) {
      throw PlainProblems.noOutput();
    }
    Path absolute = output.toAbsolutePath().normalize();
    if (Files.exists(absolute)) {
      throw PlainProblems.exists(output);
    }
    Path parent = absolute.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return absolute;
  }

  /** The file, for those who must go back in it. */
  SeekableByteChannel channel() {
    return channel;
  }

  /** Where it is while it is written. */
  Path part() {
    return part;
  }

  /** A stream into the file that keeps a checksum for {@link #finish(Stream)}. */
  public Stream stream() {
    CheckedOutputStream checked =
        new CheckedOutputStream(Channels.newOutputStream(channel), new CRC32C());
    return new Stream(new BufferedOutputStream(checked, 1 << 16), checked);
  }

  /**
   * What is written to a part file.
   *
   * @param out where to write
   * @param checked what keeps the checksum
   */
  public record Stream(OutputStream out, CheckedOutputStream checked) {}

  /** Flushes to disk, reads back and compares, and gives the file its name. */
  public Path finish(Stream stream) throws IOException {
    stream.out().flush();
    channel.force(true);
    verify(part, stream.checked().getChecksum().getValue());
    return rename();
  }

  /** Gives the file its name; it was flushed and verified before. */
  Path rename() throws IOException {
    channel.close();
    Files.move(part, output, StandardCopyOption.ATOMIC_MOVE);
    finished = true;
    Folders.flushParent(output);
    return output;
  }

  /** Reads a file and compares its checksum. */
  static void verify(Path file, long expected) throws IOException {
    CRC32C checksum = new CRC32C();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        checksum.update(buffer, 0, n);
      }
    }
    if (checksum.getValue() != expected) {
      throw PlainProblems.verify(file, "another checksum");
    }
  }

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
