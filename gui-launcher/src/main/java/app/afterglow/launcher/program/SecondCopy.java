package app.afterglow.launcher.program;

import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Copies a file to another place, flushes it to the disk, and compares what can be read there. */
public final class SecondCopy {

  private static final int BUFFER = 1 << 20;

  private SecondCopy() {}

  /**
   * Copies it under its own name.
   *
   * @return the copy, which is equal to the last byte
   * @throws UsageException where a file of that name is there already
   * @throws DamagedInputException where the copy reads otherwise than the original
   */
  public static Path of(Path file, Path folder, Progress progress) throws IOException {
    Path copy = folder.resolve(file.getFileName().toString());
    if (Files.exists(copy)) {
      throw new UsageException(LauncherProblem.of("file-exists", copy.toString()));
    }
    // A name of its own: what else ends in .part there belongs to somebody else.
    Path part = Files.createTempFile(folder, file.getFileName() + ".", ".part");
    try {
      copy(file, part, progress);
      compare(file, part, progress);
    } catch (IOException | UncheckedIOException e) {
      Files.deleteIfExists(part);
      throw e;
    }
    return Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void copy(Path file, Path part, Progress progress) throws IOException {
    progress.start(Progress.Stage.COPYING, -1, Files.size(file));
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try (FileChannel in = FileChannel.open(file);
        FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
      while (in.read(buffer) >= 0) {
        buffer.flip();
        int bytes = buffer.remaining();
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        buffer.clear();
        progress.advance(0, bytes);
      }
      out.force(true);
    }
  }

  private static void compare(Path file, Path part, Progress progress) throws IOException {
    progress.start(Progress.Stage.VERIFYING, -1, Files.size(file));
    try (InputStream one = Files.newInputStream(file);
        InputStream other = Files.newInputStream(part)) {
      byte[] expected;
      do {
        expected = one.readNBytes(BUFFER);
        if (!Arrays.equals(expected, other.readNBytes(BUFFER))) {
          throw new DamagedInputException(LauncherProblem.of("copy-differs", part.toString()));
        }
        progress.advance(0, expected.length);
      } while (expected.length > 0);
    }
  }
}
