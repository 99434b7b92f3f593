package app.afterglow.importer.matrix;

import app.afterglow.problem.Problem;
import app.afterglow.problem.TargetRefusedException;
import app.afterglow.problem.UsageException;
import java.nio.file.Path;

/** The problems of this target; words in {@code app.afterglow.importer.matrix.problems}. */
final class MatrixProblems {

  static final String BUNDLE = "app.afterglow.importer.matrix.problems";

  private MatrixProblems() {}

  /** An option is missing. */
  static UsageException missing(String option) {
    return new UsageException(Problem.of(BUNDLE, "missing-option", option));
  }

  /** An option has a value that makes no sense. */
  static UsageException invalid(String option, String value, String allowed) {
    return new UsageException(Problem.of(BUNDLE, "invalid-option", option, value, allowed));
  }

  /** A file with tokens is never written over. */
  static UsageException exists(Path file) {
    return new UsageException(Problem.of(BUNDLE, "registration-exists", file));
  }

  /** The homeserver does not know the token. */
  static TargetRefusedException wrongToken(String server) {
    return new TargetRefusedException(Problem.of(BUNDLE, "wrong-token", server));
  }

  /** The token belongs to another service, or to a person. */
  static TargetRefusedException otherAccount(String server, String is, String wanted) {
    return new TargetRefusedException(Problem.of(BUNDLE, "other-account", server, is, wanted));
  }

  /** What answers there is no homeserver. */
  static TargetRefusedException noServer(String server, String answer) {
    return new TargetRefusedException(Problem.of(BUNDLE, "no-server", server, answer));
  }
}
