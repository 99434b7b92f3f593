package app.afterglow.launcher.program;

import app.afterglow.launcher.terminal.Interruption;
import app.afterglow.model.Balance;
import app.afterglow.problem.AfterglowException;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.InterruptedRunException;
import app.afterglow.problem.TargetRefusedException;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.problem.UsageException;
import app.afterglow.problem.WrongKeyException;

/** What the program's end tells scripts; they never change their meaning. */
public final class ExitCodes {

  public static final int DONE = 0;
  public static final int DONE_WITH_LOSSES = 1;
  public static final int USAGE = 2;
  public static final int WRONG_KEY = 3;
  public static final int BAD_INPUT = 4;
  public static final int TARGET_REFUSED = 5;
  public static final int INTERRUPTED = Interruption.EXIT_CODE;
  public static final int BUG = 70;

  private ExitCodes() {}

  /** What a finished run tells. */
  public static int of(Balance balance) {
    return balance.lost() == 0 ? DONE : DONE_WITH_LOSSES;
  }

  /** What a failed run tells. */
  public static int of(AfterglowException e) {
    return switch (e) {
      case UsageException _ -> USAGE;
      case WrongKeyException _ -> WRONG_KEY;
      case DamagedInputException _ -> BAD_INPUT;
      case UnsupportedInputException _ -> BAD_INPUT;
      case TargetRefusedException _ -> TARGET_REFUSED;
      case InterruptedRunException _ -> INTERRUPTED;
    };
  }
}
