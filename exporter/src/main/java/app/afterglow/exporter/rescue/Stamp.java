package app.afterglow.exporter.rescue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * What tells that a file was changed without reading it.
 *
 * @param size bytes
 * @param modified when it was changed last
 */
record Stamp(long size, Instant modified) {

  static Stamp of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new Stamp(attributes.size(), attributes.lastModifiedTime().toInstant());
  }

  /** Whether the file still has this size and time; one that is gone was whole when it was read. */
  boolean isStill(Path file) {
    try {
      return equals(of(file));
    } catch (IOException e) {
      return true;
    }
  }
}
