package app.afterglow.exporter.wickr;

import app.afterglow.exporter.wickr.payload.FileDetails;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Knows a folder of attachments by the names of its files. */
final class GuidFiles {

  /** As many names as are looked at before a folder is taken for another. */
  private static final int MOST_LOOKED_AT = 10_000;

  private GuidFiles() {}

  /** Whether any file in a folder has a GUID for a name. */
  static boolean areIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .limit(MOST_LOOKED_AT)
          .filter(file -> FileDetails.isGuid(String.valueOf(file.getFileName())))
          .anyMatch(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException | UncheckedIOException | SecurityException e) {
      // What can't be looked at gives no attachments either.
      return false;
    }
  }
}
