package app.afterglow.exporter.wickr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the small files that hold keys. */
final class KeyFile {

  /** Key files have some hundred bytes; a whole account context has some thousand. */
  private static final long LARGEST = 1 << 20;

  private KeyFile() {}

  /**
   * All bytes of a key file.
   *
   * @throws app.afterglow.problem.UnsupportedInputException where there is none
   * @throws app.afterglow.problem.DamagedInputException where it is far too large
   */
  static byte[] read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw WickrProblems.unsupported("no-key-file", file);
    }
    if (Files.size(file) > LARGEST) {
      throw WickrProblems.damaged("key-file", file, "it is far too large for a key");
    }
    return Files.readAllBytes(file);
  }
}
