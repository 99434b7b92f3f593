package app.afterglow.age;

import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.Problem;
import app.afterglow.problem.UsageException;

/**
 * The problems of age files; their words stand in the bundle {@code app.afterglow.age.problems}.
 */
final class AgeProblems {

  static final String BUNDLE = "app.afterglow.age.problems";

  private AgeProblems() {}

  /** The header is malformed. */
  static DamagedInputException header(String detail) {
    return new DamagedInputException(Problem.of(BUNDLE, "header", detail));
  }

  /** The header's MAC does not fit: it was changed. */
  static DamagedInputException mac() {
    return new DamagedInputException(Problem.of(BUNDLE, "mac"));
  }

  /** The payload is damaged from the chunk at this plaintext offset on. */
  static DamagedInputException payload(long offset, String detail) {
    return new DamagedInputException(Problem.of(BUNDLE, "payload", offset, detail));
  }

  /** The ASCII armor is malformed. */
  static DamagedInputException armor(String detail) {
    return new DamagedInputException(Problem.of(BUNDLE, "armor", detail));
  }

  /** A recipient or identity that can't be read; the text itself is never shown. */
  static UsageException key(String key, Object... arguments) {
    return new UsageException(Problem.of(BUNDLE, key, arguments));
  }
}
