package app.afterglow.launcher.viewer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Who looks at the page: each page that is open holds one connection. */
final class Visitors {

  /** A page that is loaded anew, or a browser that was stopped, may come back within this time. */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private final AtomicInteger open = new AtomicInteger();
  private final LongSupplier nanoTime;
  private volatile boolean ever;
  private volatile long lastLeft;

  Visitors(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void came() {
    ever = true;
    open.incrementAndGet();
  }

  void left() {
    lastLeft = nanoTime.getAsLong();
    open.decrementAndGet();
  }

  /** Whether somebody was there, and nobody has been for a while. */
  boolean areGone() {
    return ever && open.get() == 0 && nanoTime.getAsLong() - lastLeft > PATIENCE.toNanos();
  }

  /** Whether nobody has come at all. */
  boolean neverCame() {
    return !ever;
  }
}
