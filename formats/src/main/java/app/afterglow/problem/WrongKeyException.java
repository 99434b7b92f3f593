package app.afterglow.problem;

import org.jspecify.annotations.Nullable;

/** The password, passphrase, identity or device id given does not open this. Exit code 3. */
public final class WrongKeyException extends AfterglowException {

  private static final long serialVersionUID = 1L;

  /** A problem without a deeper cause. */
  public WrongKeyException(Problem problem) {
    super(problem, null);
  }

  /** A problem that another one brought about. */
  public WrongKeyException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
