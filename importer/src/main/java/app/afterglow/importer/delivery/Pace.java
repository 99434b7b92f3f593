package app.afterglow.importer.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * The rate at which one target is asked for things, by everybody together: a token bucket of one
 * second's tokens. When the target says that it is too much, the rate is halved, and it grows back
 * by a twentieth of the wanted rate with each {@value #CALM} requests that went well.
 */
public final class Pace {

  private static final int CALM = 20;
  private static final double LEAST = 0.1;

  private final Timing timing;
  private final double wanted;
  private double rate;
  private double tokens;
  private Instant filledAt;
  private Instant notBefore = Instant.MIN;
  private Duration pause = Duration.ZERO;
  private int calm;

  /**
   * A pace.
   *
   * @param perSecond requests a second, {@link Double#POSITIVE_INFINITY} for no limit
   */
  public Pace(double perSecond, Timing timing) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("a rate is more than nothing");
    }
    this.timing = timing;
    this.wanted = perSecond;
    this.rate = perSecond;
    this.tokens = Math.max(1, perSecond);
    this.filledAt = timing.now();
  }

  /** Waits for one's turn. */
  public void await() throws InterruptedException {
    for (Duration wait = take(); wait.isPositive(); wait = take()) {
      timing.sleep(wait);
    }
  }

  /** The target wants to be left alone for so long, and less often afterwards. */
  public synchronized void slowDown(Duration wait) {
    Instant now = timing.now();
    // Those who were on their way already are told the same: that is one warning, not several.
    if (rate != Double.POSITIVE_INFINITY && !now.isBefore(notBefore)) {
      rate = Math.max(Math.min(wanted, LEAST), rate / 2);
    }
    Instant until = now.plus(wait);
    if (until.isAfter(notBefore)) {
      notBefore = until;
      pause = wait;
    }
    calm = 0;
  }

  /** A request went well. */
  public synchronized void wentWell() {
    calm++;
    if (calm >= CALM && rate < wanted) {
      rate = Math.min(wanted, rate + wanted / CALM);
      calm = 0;
    }
  }

  /** Requests a second, now. */
  public synchronized double rate() {
    return rate;
  }

  /** Takes a token, or says how long to wait for one. */
  private synchronized Duration take() {
    Instant now = timing.now();
    if (now.isBefore(notBefore)) {
      Duration wait = Duration.between(now, notBefore);
      if (wait.compareTo(pause) > 0) {
        // Somebody has set the clock back.
        notBefore = now.plus(pause);
        return pause;
      }
      return wait;
    }
    if (rate == Double.POSITIVE_INFINITY) {
      return Duration.ZERO;
    }
    double passed = Math.max(0, Duration.between(filledAt, now).toNanos() / 1e9);
    tokens = Math.min(Math.max(1, rate), tokens + passed * rate);
    filledAt = now;
    if (tokens >= 1) {
      tokens -= 1;
      return Duration.ZERO;
    }
    // Never less than a millisecond: a wait that rounds to nothing would spin.
    return Duration.ofNanos((long) Math.max(1e6, Math.ceil((1 - tokens) / rate * 1e9)));
  }
}
