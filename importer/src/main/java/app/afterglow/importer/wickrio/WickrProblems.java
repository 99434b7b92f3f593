package app.afterglow.importer.wickrio;

import app.afterglow.problem.Problem;
import app.afterglow.problem.TargetRefusedException;
import app.afterglow.problem.UsageException;

/** The problems of this target; words in {@code app.afterglow.importer.wickrio.problems}. */
final class WickrProblems {

  static final String BUNDLE = "app.afterglow.importer.wickrio.problems";

  private WickrProblems() {}

  /** An option is missing. */
  static UsageException missing(String option) {
    return new UsageException(Problem.of(BUNDLE, "missing-option", option));
  }

  /** An option has a value that makes no sense. */
  static UsageException invalid(String option, String value, String allowed) {
    return new UsageException(Problem.of(BUNDLE, "invalid-option", option, value, allowed));
  }

  /** The gateway does not know the authentication token. */
  static TargetRefusedException wrongToken(String gateway) {
    return new TargetRefusedException(Problem.of(BUNDLE, "wrong-token", gateway));
  }

  /** The gateway does not know the API key. */
  static TargetRefusedException wrongApiKey(String gateway) {
    return new TargetRefusedException(Problem.of(BUNDLE, "wrong-api-key", gateway));
  }

  /** What answers there is no gateway. */
  static TargetRefusedException noGateway(String gateway, String answer) {
    return new TargetRefusedException(Problem.of(BUNDLE, "no-gateway", gateway, answer));
  }
}
