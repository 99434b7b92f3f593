package app.afterglow.exporter;

import app.afterglow.problem.Problem;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.problem.UsageException;

/** The problems of finding stores and of exporting; their words stand in this package's bundle. */
final class ExportProblems {

  static final String BUNDLE = "app.afterglow.exporter.problems";

  private ExportProblems() {}

  static UsageException usage(String key, Object... arguments) {
    return new UsageException(Problem.of(BUNDLE, key, arguments));
  }

  static UnsupportedInputException unsupported(String key, Object... arguments) {
    return new UnsupportedInputException(Problem.of(BUNDLE, key, arguments));
  }
}
