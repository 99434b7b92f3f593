package app.afterglow.exporter.wickr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How large a store is and when it was last used; what can't be looked at counts as nothing.
 *
 * @param bytes of database, logs and attachments together
 * @param lastUsed when database or log were changed last, null where that can't be told
 */
record StoreSize(long bytes, @Nullable Instant lastUsed) {

  private static final int MOST_FILES = 1_000_000;

  static StoreSize of(Path database, List<Path> attachmentFolders) {
    long bytes = 0;
    Instant lastUsed = null;
    for (String suffix : List.of("", "-wal")) {
      Path file = database.resolveSibling(database.getFileName() + suffix);
      bytes += size(file);
      Instant changed = changed(file);
      if (changed != null && (lastUsed == null || changed.isAfter(lastUsed))) {
        lastUsed = changed;
      }
    }
    for (Path folder : attachmentFolders) {
      bytes += sizeOfFiles(folder);
    }
    return new StoreSize(bytes, lastUsed);
  }

  private static long sizeOfFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.limit(MOST_FILES).mapToLong(StoreSize::size).sum();
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0;
    }
  }

  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static @Nullable Instant changed(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.getLastModifiedTime(file).toInstant() : null;
    } catch (IOException e) {
      return null;
    }
  }
}
