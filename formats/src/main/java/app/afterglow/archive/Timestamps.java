package app.afterglow.archive;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
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

  /** Zeroes stand for any digit. */
  private static final String PUNCTUATION = "0000-00-00T00:00:00.000Z";

  private static final int LENGTH = PUNCTUATION.length();
  private static final int NANOS_PER_MILLI = 1_000_000;

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
    // Read by its places: a history has millions of them, and a formatter takes twenty times
    // longer.
    if (text.length() == LENGTH && isPunctuated(text)) {
      try {
        return LocalDateTime.of(
                number(text, 0, 4),
                number(text, 5, 7),
                number(text, 8, 10),
                number(text, 11, 13),
                number(text, 14, 16),
                number(text, 17, 19),
                number(text, 20, 23) * NANOS_PER_MILLI)
            .toInstant(ZoneOffset.UTC);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException("not an RFC 3339 time with milliseconds and Z", e);
      }
    }
    throw new IllegalArgumentException("not an RFC 3339 time with milliseconds and Z");
  }

  private static boolean isPunctuated(String text) {
    for (int i = 0; i < LENGTH; i++) {
      char wanted = PUNCTUATION.charAt(i);
      char found = text.charAt(i);
      if (wanted == '0' ? found < '0' || found > '9' : found != wanted) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  static Instant truncated(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }
}
