package app.afterglow.problem;

import org.jspecify.annotations.Nullable;

/** The run was stopped before its end and can be taken up again. Exit code 6. */
public final class InterruptedRunException extends AfterglowException {

  private static final long serialVersionUID = 1L;

  /** A problem without a deeper cause. */
  public InterruptedRunException(Problem problem) {
    super(problem, null);
  }

  /** A problem that another one brought about. */
  public InterruptedRunException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
