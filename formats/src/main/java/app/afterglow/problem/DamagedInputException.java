package app.afterglow.problem;

import org.jspecify.annotations.Nullable;

/** The input is damaged, incomplete or was tampered with. Exit code 4. */
public final class DamagedInputException extends AfterglowException {

  private static final long serialVersionUID = 1L;

  /** A problem without a deeper cause. */
  public DamagedInputException(Problem problem) {
    super(problem, null);
  }

  /** A problem that another one brought about. */
  public DamagedInputException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
