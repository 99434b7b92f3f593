package app.afterglow.importer.delivery;

import java.time.Duration;
import java.util.Random;

/**
 * How long to wait before repeating something: twice as long each time up to a limit, and then a
 * random share between half and all of it, so that many who failed together don't come back
 * together.
 *
 * @param first the wait after the first failure, before it is spread
 * @param longest no wait is longer, unless the target asks for it
 * @param attempts after so many attempts the run stops
 */
public record Backoff(Duration first, Duration longest, int attempts) {

  /** One second up to a minute, ten attempts: about five minutes in all. */
  public static final Backoff PATIENT =
      new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), 10);

  Duration after(int failures, Random random) {
    long doubled = first.toMillis() << Math.min(failures - 1, 20);
    double capped = (double) Math.min(doubled, longest.toMillis());
    return Duration.ofMillis(Math.round(capped * (0.5 + random.nextDouble() / 2)));
  }
}
