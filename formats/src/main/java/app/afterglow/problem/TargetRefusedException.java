package app.afterglow.problem;

import org.jspecify.annotations.Nullable;

/** The target did not take what it was given. Exit code 5. */
public final class TargetRefusedException extends AfterglowException {

  private static final long serialVersionUID = 1L;

  /** A problem without a deeper cause. */
  public TargetRefusedException(Problem problem) {
    super(problem, null);
  }

  /** A problem that another one brought about. */
  public TargetRefusedException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
