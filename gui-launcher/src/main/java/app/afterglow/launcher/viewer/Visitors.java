package app.afterglow.launcher.viewer;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Who looks at the page: each page that is open holds one connection. For several threads. */
final class Visitors {

  /**
   * A page that is loaded anew, a browser that was stopped, or one that opened an address and has
   * yet to draw its page, may come back within this time.
   */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private final LongSupplier nanoTime;
  private int open;
  private boolean ever;
  private long lastSeen;

  Visitors(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** An address was opened: the page is about to come. */
  synchronized void knocked() {
    ever = true;
    lastSeen = nanoTime.getAsLong();
  }

  synchronized void came() {
    ever = true;
    open++;
  }

  synchronized void left() {
    lastSeen = nanoTime.getAsLong();
    open--;
  }

  /** Whether somebody was there, and nobody has been for a while. */
  synchronized boolean areGone() {
    return ever && open == 0 && nanoTime.getAsLong() - lastSeen > PATIENCE.toNanos();
  }

  /** Whether nobody has come at all, nor is about to. */
  synchronized boolean neverCame() {
    return !ever;
  }
}
