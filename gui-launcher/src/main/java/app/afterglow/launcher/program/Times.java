package app.afterglow.launcher.program;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as people read them. */
public final class Times {

  private Times() {}

  /** Day and minute in a zone, a dash for no time. */
  public static String of(@Nullable Instant time, Locale locale, ZoneId zone) {
    if (time == null) {
      return "–";
    }
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
        .withLocale(locale)
        .withZone(zone)
        .format(time);
  }

  /** The day in a zone as scripts and tables like it, {@code 2021-05-04}; a dash for none. */
  public static String day(@Nullable Instant time, ZoneId zone) {
    return time == null ? "–" : DateTimeFormatter.ISO_LOCAL_DATE.withZone(zone).format(time);
  }
}
