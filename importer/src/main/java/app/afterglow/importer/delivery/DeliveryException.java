package app.afterglow.importer.delivery;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A step that did not end well, and what is known about it. What ends the whole run (a wrong token,
 * a target that is none) is a {@link app.afterglow.problem.TargetRefusedException} instead.
 */
public abstract sealed class DeliveryException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  private DeliveryException(String reason, @Nullable String detail, @Nullable Throwable cause) {
    super(detail == null ? reason : detail, cause);
    this.reason = reason;
  }

  /** A stable word for it, lower case and hyphens; it goes into the ledger and the loss report. */
  public String reason() {
    return reason;
  }

  /**
   * The target certainly did not take it, this time: it is busy, limits the rate or isn't there.
   */
  public static final class TryAgain extends DeliveryException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration wait;
    private final int attemptsAllowed;

    private TryAgain(
        String reason,
        @Nullable String detail,
        @Nullable Duration wait,
        int attemptsAllowed,
        @Nullable Throwable cause) {
      super(reason, detail, cause);
      this.wait = wait;
      this.attemptsAllowed = attemptsAllowed;
    }

    /** To be repeated after a while of the engine's choice. */
    public static TryAgain later(String reason, @Nullable Throwable cause) {
      return new TryAgain(reason, null, null, Integer.MAX_VALUE, cause);
    }

    /** To be repeated after the time the target named, null where it named none. */
    public static TryAgain after(String reason, @Nullable Duration wait) {
      return new TryAgain(reason, null, wait, Integer.MAX_VALUE, null);
    }

    /**
     * To be repeated, but what fails {@code attempts} times for this reason counts as refused.
     *
     * @param detail what the target says to it, free of message text
     */
    public static TryAgain upTo(int attempts, String reason, @Nullable String detail) {
      return new TryAgain(reason, detail, null, attempts, null);
    }

    /** How long the target wants to be left alone, null where it doesn't say. */
    public @Nullable Duration delay() {
      return wait;
    }

    /** After how many attempts it counts as refused. */
    int attemptsAllowed() {
      return attemptsAllowed;
    }
  }

  /** Whether the target took it is unknown: the connection broke after the request had left. */
  public static final class AnswerLost extends DeliveryException {
    private static final long serialVersionUID = 1L;

    /** For this reason. */
    public AnswerLost(String reason, @Nullable Throwable cause) {
      super(reason, null, cause);
    }
  }

  /** The target does not take this one and never will; others it may take. */
  public static final class Refused extends DeliveryException {
    private static final long serialVersionUID = 1L;

    /**
     * For this reason.
     *
     * @param detail what the target says to it, free of message text: it goes into the ledger; null
     *     where the reason says it all
     */
    public Refused(String reason, @Nullable String detail) {
      super(reason, detail, null);
    }
  }
}
