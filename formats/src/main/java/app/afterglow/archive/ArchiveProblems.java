package app.afterglow.archive;

import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.Problem;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.problem.UsageException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The problems of archives; their words stand in {@code app.afterglow.archive.problems}. */
final class ArchiveProblems {

  private static final String BUNDLE = "app.afterglow.archive.problems";

  private ArchiveProblems() {}

  /** A file or folder that would be overwritten. */
  static UsageException exists(Path path) {
    return new UsageException(Problem.of(BUNDLE, "exists", path));
  }

  /** A record too large for any reader; nothing of it was written. */
  static DamagedInputException tooLarge(String id, long limit) {
    return new DamagedInputException(Problem.of(BUNDLE, "record-too-large", id, limit));
  }

  /** An attachment's content is not what the messages say it is. */
  static DamagedInputException content(String sha256, String detail) {
    return new DamagedInputException(Problem.of(BUNDLE, "content", sha256, detail));
  }

  /** What was written does not read back. */
  static DamagedInputException readBack(Path file, String detail, @Nullable Throwable cause) {
    return new DamagedInputException(Problem.of(BUNDLE, "read-back", file, detail), cause);
  }

  /** The ZIP itself can't be read. */
  static DamagedInputException zip(String detail, @Nullable Throwable cause) {
    return new DamagedInputException(Problem.of(BUNDLE, "zip", detail), cause);
  }

  /** One file in the archive is not as it should be. */
  static DamagedInputException entry(String path, String detail, @Nullable Throwable cause) {
    return new DamagedInputException(Problem.of(BUNDLE, "entry", path, detail), cause);
  }

  /** One line of a file in the archive is not as it should be. */
  static DamagedInputException line(
      String path, long line, String detail, @Nullable Throwable cause) {
    return new DamagedInputException(Problem.of(BUNDLE, "line", path, line, detail), cause);
  }

  /** The file opens, but what is in it is no archive of ours. */
  static UnsupportedInputException notAnArchive(String detail) {
    return new UnsupportedInputException(Problem.of(BUNDLE, "not-an-archive", detail));
  }

  /** A later format version. */
  static UnsupportedInputException formatVersion(long found) {
    return new UnsupportedInputException(
        Problem.of(BUNDLE, "format-version", found, Layout.FORMAT_VERSION));
  }
}
