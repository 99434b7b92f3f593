package app.afterglow.problem;

import org.jspecify.annotations.Nullable;

/** The input is none that this program reads, or not there at all. Exit code 4. */
public final class UnsupportedInputException extends AfterglowException {

  private static final long serialVersionUID = 1L;

  /** A problem without a deeper cause. */
  public UnsupportedInputException(Problem problem) {
    super(problem, null);
  }

  /** A problem that another one brought about. */
  public UnsupportedInputException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
