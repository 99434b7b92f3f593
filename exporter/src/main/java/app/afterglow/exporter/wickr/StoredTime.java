package app.afterglow.exporter.wickr;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a column counts time: in seconds since a year, or in milliseconds since 1970 where the number
 * is above 10^11 (in seconds, that would be the year 5138).
 */
enum StoredTime {
  /** Since 1970-01-01 UTC. */
  UNIX(0),
  /** Since 2001-01-01 UTC, as Core Data does. */
  COCOA(978_307_200);

  private static final long FIRST_MILLISECONDS = 100_000_000_000L;

  /** The last millisecond of the year 9999, beyond which RFC 3339 has no words. */
  private static final long LAST = 253_402_300_799_999L;

  /** What stands for a time that can't be read, in milliseconds since 1970. */
  static final long UNREADABLE = 0;

  private final long zero;

  /** Counts from {@code zero}, in seconds since 1970. */
  StoredTime(long zero) {
    this.zero = zero;
  }

  /** Milliseconds since 1970 UTC of a column's value; empty where it is no time since then. */
  Optional<Long> millis(@Nullable Object value) {
    return switch (value) {
      case Double seconds -> whole(seconds);
      case Number number -> whole(number.longValue());
      case String text -> parse(text.strip());
      case null, default -> Optional.empty();
    };
  }

  /** The time of a column's value; empty where it is no time. */
  Optional<Instant> instant(@Nullable Object value) {
    return millis(value).map(Instant::ofEpochMilli);
  }

  private Optional<Long> whole(long number) {
    if (number < -zero || number > LAST) {
      return Optional.empty();
    }
    long millis = number > FIRST_MILLISECONDS ? number : (number + zero) * 1000;
    return millis > LAST ? Optional.empty() : Optional.of(millis);
  }

  private Optional<Long> whole(double number) {
    if (!(number >= -zero && number <= LAST)) {
      return Optional.empty();
    }
    double millis = number > FIRST_MILLISECONDS ? number : (number + zero) * 1000;
    return millis > LAST ? Optional.empty() : Optional.of(Math.round(millis));
  }

  private Optional<Long> parse(String text) {
    try {
      return text.indexOf('.') < 0 ? whole(Long.parseLong(text)) : whole(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
