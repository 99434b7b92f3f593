package app.afterglow.archive.merge;

import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.Problem;
import app.afterglow.problem.UsageException;
import app.afterglow.problem.WrongKeyException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The problems of merging; their words stand in {@code app.afterglow.archive.merge.problems}. */
final class MergeProblems {

  private static final String BUNDLE = "app.afterglow.archive.merge.problems";

  private MergeProblems() {}

  static UsageException usage(String key, Object... arguments) {
    return new UsageException(Problem.of(BUNDLE, key, arguments));
  }

  static WrongKeyException wrongKey(Path archive, Throwable cause) {
    return new WrongKeyException(Problem.of(BUNDLE, "no-key", archive), cause);
  }

  /** An archive holds something else than it says. */
  static DamagedInputException damaged(
      String key, Path archive, Object detail, @Nullable Throwable cause) {
    return new DamagedInputException(Problem.of(BUNDLE, key, archive, detail), cause);
  }
}
