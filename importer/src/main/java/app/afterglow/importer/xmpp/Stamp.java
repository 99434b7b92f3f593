package app.afterglow.importer.xmpp;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as XEP-0082 writes them: in UTC, to the millisecond, of the years 1970 to 9999. */
final class Stamp {

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private Stamp() {}

  static String of(long millis) {
    return FORM.format(Instant.ofEpochMilli(millis));
  }

  /** Whether servers can tell this time. */
  static boolean isTellable(Instant time) {
    return !time.isBefore(Instant.EPOCH) && !time.isAfter(LAST);
  }

  /** The nearest time that servers can tell. */
  static long millis(Instant time) {
    if (isTellable(time)) {
      return time.toEpochMilli();
    }
    return time.isBefore(Instant.EPOCH) ? 0 : LAST.toEpochMilli();
  }
}
