package app.afterglow.importer.slack;

import java.time.Instant;
import java.util.Locale;

/**
 * Gives each message of a channel its {@code ts}: seconds and six digits, which is both its time
 * and, in its channel, its id. Readers round to the millisecond and sort by it, so messages of one
 * millisecond are set one millisecond apart, in their order.
 */
final class Timestamps {

  /** Slack's ids are positive. */
  private static final long FIRST = 1_000;

  private long last;

  /** The next message's time in microseconds. */
  long next(Instant sentAt) {
    long micros = Math.max(FIRST, Math.multiplyExact(sentAt.toEpochMilli(), 1_000));
    last = micros > last ? micros : last + 1_000;
    return last;
  }

  /** A time in microseconds as it stands in an export, such as {@code 1546300800.000100}. */
  static String text(long micros) {
    return String.format(Locale.ROOT, "%d.%06d", micros / 1_000_000, micros % 1_000_000);
  }
}
