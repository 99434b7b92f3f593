package app.afterglow.importer.html;

import app.afterglow.age.X25519Identity;
import app.afterglow.archive.ArchiveExtractor;
import app.afterglow.progress.Progress;
import app.afterglow.reader.testing.InMemoryHistory;
import app.afterglow.reader.testing.WrittenArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A history as an archive, written and unpacked by the program itself. */
final class UnpackedArchive {

  private UnpackedArchive() {}

  /** Writes and unpacks it; its top folder bears the name of {@code file} without endings. */
  static Path write(InMemoryHistory history, Path file) throws IOException {
    try (X25519Identity identity = X25519Identity.generate()) {
      WrittenArchive.write(history, file, identity.recipient());
      Path folder = file.resolveSibling("unpacked");
      return ArchiveExtractor.extract(file, List.of(identity), folder, Progress.SILENT);
    }
  }
}
