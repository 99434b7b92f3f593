package app.afterglow.problem;

import org.jspecify.annotations.Nullable;

/** What was asked for makes no sense as it was asked. Exit code 2. */
public final class UsageException extends AfterglowException {

  private static final long serialVersionUID = 1L;

  /** A problem without a deeper cause. */
  public UsageException(Problem problem) {
    super(problem, null);
  }

  /** A problem that another one brought about. */
  public UsageException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
