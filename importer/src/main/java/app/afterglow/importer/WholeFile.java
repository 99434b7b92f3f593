package app.afterglow.importer;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that appear under their name only when they are whole: {@code NAME.part}, then renamed. */
public final class WholeFile {

  private WholeFile() {}

  /** What goes into a text file. */
  @FunctionalInterface
  public interface Text {
    /** Writes it; closing the writer is allowed. */
    void write(Writer out) throws IOException;
  }

  /** Where a file is written until it is whole. */
  public static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  /**
   * Writes a UTF-8 text file, flushes it to disk, and gives it its name, replacing an older one.
   */
  public static void write(Path file, Text text) throws IOException {
    Path part = part(file);
    try {
      try (FileChannel channel =
              FileChannel.open(
                  part,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE);
          // Unlike a channel's own writer, this one writes half a surrogate pair as a question
          // mark.
          Writer out =
              new BufferedWriter(
                  new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8),
                  1 << 16)) {
        text.write(out);
      }
      finish(file);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(part);
      throw e;
    }
  }

  /** Flushes {@code NAME.part} to disk and renames it. */
  public static void finish(Path file) throws IOException {
    Path part = part(file);
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
