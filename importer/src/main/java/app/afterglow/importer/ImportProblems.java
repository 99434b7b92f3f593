package app.afterglow.importer;

import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.Problem;
import app.afterglow.problem.UsageException;

/**
 * The problems every import can have; their words stand in {@code app.afterglow.importer.problems}.
 */
final class ImportProblems {

  private static final String BUNDLE = "app.afterglow.importer.problems";

  private ImportProblems() {}

  static UsageException usage(String key, Object... arguments) {
    return new UsageException(Problem.of(BUNDLE, key, arguments));
  }

  static DamagedInputException damaged(String key, Throwable cause, Object... arguments) {
    return new DamagedInputException(Problem.of(BUNDLE, key, arguments), cause);
  }
}
