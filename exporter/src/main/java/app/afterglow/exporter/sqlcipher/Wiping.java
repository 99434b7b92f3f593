package app.afterglow.exporter.sqlcipher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Overwrites and deletes a folder of files that nobody else should ever read. */
final class Wiping {

  private static final int BLOCK = 1 << 20;

  private Wiping() {}

  /** Everything is tried; the first failure is thrown once nothing is left to try. */
  static void wipe(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> listing = Files.list(folder)) {
      files = listing.toList();
    }
    IOException failure = null;
    for (Path file : files) {
      try {
        overwrite(file);
      } catch (IOException e) {
        failure = e;
      }
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
    Files.deleteIfExists(folder);
  }

  private static void overwrite(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long left = channel.size();
      ByteBuffer zeros = ByteBuffer.allocate(BLOCK);
      while (left > 0) {
        zeros.clear().limit((int) Math.min(BLOCK, left));
        left -= channel.write(zeros);
      }
      channel.force(false);
    }
  }
}
