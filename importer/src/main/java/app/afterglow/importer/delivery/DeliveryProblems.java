package app.afterglow.importer.delivery;

import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.InterruptedRunException;
import app.afterglow.problem.Problem;
import app.afterglow.problem.TargetRefusedException;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.problem.UsageException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The problems of a delivery; words in {@code app.afterglow.importer.delivery.problems}. */
final class DeliveryProblems {

  private static final String BUNDLE = "app.afterglow.importer.delivery.problems";

  private DeliveryProblems() {}

  /** The ledger is held by another run. */
  static UsageException ledgerInUse(Path file) {
    return new UsageException(Problem.of(BUNDLE, "ledger-in-use", file));
  }

  /** The file is no ledger. */
  static UnsupportedInputException notALedger(Path file) {
    return new UnsupportedInputException(Problem.of(BUNDLE, "not-a-ledger", file));
  }

  /** The ledger was written by a later version. */
  static UnsupportedInputException newerLedger(Path file, int version) {
    return new UnsupportedInputException(
        Problem.of(BUNDLE, "newer-ledger", file, Integer.toString(version)));
  }

  /** The ledger's file is damaged. */
  static DamagedInputException damagedLedger(Path file, Throwable cause) {
    return new DamagedInputException(Problem.of(BUNDLE, "damaged-ledger", file), cause);
  }

  /** The ledger can't be read or written any more. */
  static InterruptedRunException ledgerFailed(Path file, Throwable cause) {
    return new InterruptedRunException(
        Problem.of(BUNDLE, "ledger-failed", file, String.valueOf(cause.getMessage())), cause);
  }

  /** Somebody stopped the run. */
  static InterruptedRunException interrupted(@Nullable Throwable cause) {
    return new InterruptedRunException(Problem.of(BUNDLE, "interrupted"), cause);
  }

  /** The target did not answer for so long that waiting any longer makes no sense. */
  static TargetRefusedException unreachable(String target, int attempts, DeliveryException cause) {
    return new TargetRefusedException(
        Problem.of(BUNDLE, "unreachable", target, attempts, cause.reason()), cause);
  }

  /** The file holds no certificates. */
  static UsageException noCertificates(Path file, @Nullable Throwable cause) {
    return new UsageException(Problem.of(BUNDLE, "no-certificates", file), cause);
  }

  /** The server's certificate is not trusted. */
  static TargetRefusedException untrusted(String server, Throwable cause) {
    return new TargetRefusedException(Problem.of(BUNDLE, "untrusted", server), cause);
  }

  /** The target does not take anything at all. */
  static TargetRefusedException refused(String target, DeliveryException.Refused cause) {
    return new TargetRefusedException(
        Problem.of(BUNDLE, "refused", target, String.valueOf(cause.getMessage())), cause);
  }
}
