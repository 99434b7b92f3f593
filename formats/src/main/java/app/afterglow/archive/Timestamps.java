package app.afterglow.archive;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/** RFC 3339, UTC, exactly three digits of milliseconds: {@code 2021-05-04T13:37:05.000Z}. */
final class Timestamps {

  /** The years RFC 3339 has digits for: 0000 to 9999. */
  static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");

  static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
  private static final int LENGTH = "2021-05-04T13:37:05.000Z".length();

  private Timestamps() {}

  /**
   * The text of a time; what is below a millisecond is cut off.
   *
   * @throws IllegalArgumentException where its year is not 0000 to 9999
   */
  static String format(Instant time) {
    if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
      throw new IllegalArgumentException("no RFC 3339 time: " + time);
    }
    // The formatter rounds towards zero within the second, which is down: nanoseconds are positive.
    return FORMAT.format(time);
  }

  /**
   * The time of a text.
   *
   * @throws IllegalArgumentException where it is written in any other way than {@link #format}'s
   */
  static Instant parse(String text) {
    try {
      Instant time = Instant.parse(text);
      if (text.length() == LENGTH && format(time).equals(text)) {
        return time;
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not an RFC 3339 time with milliseconds and Z", e);
    }
    throw new IllegalArgumentException("not an RFC 3339 time with milliseconds and Z");
  }

  static Instant truncated(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }
}
