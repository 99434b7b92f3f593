package app.afterglow.problem;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a person can be told about. It is thrown where the knowledge is and turned into
 * words once, at the edge; the exit code follows from its class.
 */
public abstract sealed class AfterglowException extends IOException
    permits WrongKeyException,
        DamagedInputException,
        UnsupportedInputException,
        UsageException,
        TargetRefusedException,
        InterruptedRunException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  AfterglowException(Problem problem, @Nullable Throwable cause) {
    super(problem.what(Locale.ROOT), cause);
    this.problem = problem;
  }

  /** What went wrong, for whoever puts it into words. */
  public Problem problem() {
    return problem;
  }
}
