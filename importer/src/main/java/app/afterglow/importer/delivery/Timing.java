package app.afterglow.importer.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Time and chance, so that tests need neither; and the way to end a run: whoever waits here is
 * woken, and whoever is sending is left to end it.
 */
public final class Timing {

  private final InstantSource clock;
  private final Sleeper sleeper;
  private final Random random;
  private final Set<Thread> sleeping = new HashSet<>();
  private boolean stopped;

  /** How waiting is done. */
  @FunctionalInterface
  public interface Sleeper {
    /** Waits this long. */
    void sleep(Duration time) throws InterruptedException;
  }

  /**
   * Time and chance of one's own making.
   *
   * @param random what waits are spread with; used by several threads at once
   */
  public Timing(InstantSource clock, Sleeper sleeper, Random random) {
    this.clock = clock;
    this.sleeper = sleeper;
    this.random = random;
  }

  /** The machine's own. */
  public static Timing real() {
    return new Timing(InstantSource.system(), Thread::sleep, new Random());
  }

  /** What time it is. */
  public Instant now() {
    return clock.instant();
  }

  /** Waits this long, or until the run is to end. */
  public void sleep(Duration time) throws InterruptedException {
    synchronized (this) {
      check();
      sleeping.add(Thread.currentThread());
    }
    try {
      sleeper.sleep(time);
    } finally {
      synchronized (this) {
        sleeping.remove(Thread.currentThread());
      }
    }
    check();
  }

  /** Throws where the run is to end. */
  synchronized void check() throws InterruptedException {
    if (stopped) {
      throw new InterruptedException("the run is to end");
    }
  }

  /** The run is to end: nobody waits any more. */
  synchronized void stop() {
    stopped = true;
    sleeping.forEach(Thread::interrupt);
  }

  Random random() {
    return random;
  }
}
