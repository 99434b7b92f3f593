package app.afterglow.exporter.wickr;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Times as Wickr's SQL tables keep them: Unix seconds, or milliseconds where the number is above
 * 10^11 (in seconds, that would be the year 5138).
 */
final class StoredTime {

  private static final long FIRST_MILLISECONDS = 100_000_000_000L;

  /** The last millisecond of the year 9999, beyond which RFC 3339 has no words. */
  private static final long LAST = 253_402_300_799_999L;

  /** What stands for a time that can't be read, in milliseconds since 1970. */
  static final long UNREADABLE = 0;

  private StoredTime() {}

  /** Milliseconds since 1970 UTC of a column's value; empty where it is no time. */
  static Optional<Long> millis(@Nullable Object value) {
    return switch (value) {
      case Double seconds -> whole(seconds);
      case Number number -> whole(number.longValue());
      case String text -> parse(text.strip());
      case null, default -> Optional.empty();
    };
  }

  /** The time of a column's value; empty where it is no time. */
  static Optional<Instant> instant(@Nullable Object value) {
    return millis(value).map(Instant::ofEpochMilli);
  }

  private static Optional<Long> whole(long number) {
    long millis = number > FIRST_MILLISECONDS ? number : number * 1000;
    return number < 0 || millis > LAST ? Optional.empty() : Optional.of(millis);
  }

  private static Optional<Long> whole(double number) {
    if (!(number >= 0 && number <= LAST)) {
      return Optional.empty();
    }
    double millis = number > FIRST_MILLISECONDS ? number : number * 1000;
    return millis > LAST ? Optional.empty() : Optional.of(Math.round(millis));
  }

  private static Optional<Long> parse(String text) {
    try {
      return text.indexOf('.') < 0 ? whole(Long.parseLong(text)) : whole(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
