package app.afterglow.importer.delivery;

import app.afterglow.importer.InDoubt;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What all conversations of one delivery share.
 *
 * @param target the target's identity
 * @param asking taken while a person is asked, so that they are asked one thing at a time
 */
record Course(
    String target, DeliverySettings settings, Pace pace, Timing timing, ReentrantLock asking) {

  /** How long to wait after so many failures. */
  Duration backoff(int failures) {
    return settings.backoff().after(failures, timing.random());
  }

  /** As long as the target asks, but no less than it would be without its asking. */
  Duration delay(int failures, @Nullable Duration asked) {
    Duration own = backoff(failures);
    return asked == null || asked.compareTo(own) < 0 ? own : asked;
  }

  /** What a person decides. */
  InDoubt ask(InDoubt.Question question) throws InterruptedException {
    asking.lockInterruptibly();
    try {
      return settings.asker().ask(question);
    } finally {
      asking.unlock();
    }
  }

  /** Does something that may be done again and again, until it is done. */
  <T> T untilDone(Doing<T> doing) throws IOException, InterruptedException {
    Strikes strikes = new Strikes();
    for (int attempt = 1; ; attempt++) {
      try {
        return doing.attempt(attempt);
      } catch (DeliveryException.Refused e) {
        throw e;
      } catch (DeliveryException e) {
        if (e instanceof DeliveryException.TryAgain again && strikes.isLast(again)) {
          throw new DeliveryException.Refused(e.reason(), e.getMessage());
        }
        if (attempt >= settings.backoff().attempts()) {
          throw DeliveryProblems.unreachable(target, attempt, e);
        }
        Duration asked = e instanceof DeliveryException.TryAgain again ? again.delay() : null;
        Duration wait = delay(attempt, asked);
        pace.slowDown(wait);
        timing.sleep(wait);
      }
    }
  }

  /** Something to be done. */
  interface Doing<T> {
    T attempt(int number) throws IOException, InterruptedException;
  }
}
