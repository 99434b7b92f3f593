package app.afterglow.importer.wickrio;

import java.text.BreakIterator;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text as the gateway can take it. */
final class Texts {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** How far one looks ahead to see where a character ends as people see it. */
  private static final int LONGEST_CHARACTER = 64;

  private Texts() {}

  /** {@code 2021-05-04 13:37:05 UTC}. */
  static String time(Instant at) {
    return TIME.format(at);
  }

  /** {@code 2021-05-04}. */
  static String day(Instant at) {
    return DAY.format(at);
  }

  /** Half surrogate pairs can't be written as UTF-8, and a NUL ends a text inside the bot. */
  static String sound(String text) {
    StringBuilder sound = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      boolean bad = c == 0 || (Character.isSurrogate(c) && !pair);
      if (bad && sound == null) {
        sound = new StringBuilder(text.length()).append(text, 0, i);
      }
      if (sound != null) {
        sound.append(bad ? '\uFFFD' : c);
      }
      if (pair) {
        i++;
        if (sound != null) {
          sound.append(text.charAt(i));
        }
      }
    }
    return sound == null ? text : sound.toString();
  }

  /**
   * One line of at most so many characters, marked with an ellipsis where it is cut. Line breaks,
   * control characters and those that turn the direction of what follows become spaces: a name must
   * not be able to pass for another line.
   */
  static String oneLine(String text, int most) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), most + 16));
    String sound = sound(text.length() > 4 * most ? text.substring(0, 4 * most) : text);
    sound.codePoints().map(c -> isUnruly(c) ? ' ' : c).forEach(line::appendCodePoint);
    String flat = line.toString().strip();
    if (flat.length() <= most && sound.length() >= text.length()) {
      return flat;
    }
    int end = border(flat, Math.min(most - 1, flat.length()));
    return flat.substring(0, end) + "…";
  }

  /** The first line of a text, shortened. */
  static String firstLine(String text, int most) {
    String start = text.strip();
    int end = start.indexOf('\n');
    String line = end < 0 ? start : start.substring(0, end);
    String shown = oneLine(line, most);
    return end < 0 || shown.endsWith("…") ? shown : shown + " …";
  }

  private static boolean isUnruly(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      // Joiners of emoji and scripts stay; what overrides or isolates directions doesn't.
      case Character.FORMAT -> (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
      default -> false;
    };
  }

  /**
   * Splits a text into parts of at most so many characters and so many bytes as JSON; put together
   * again they are the text. Parts end after a line break where one is near enough, else after a
   * space, else between two characters as people see them.
   */
  static List<String> split(String text, int mostChars, int mostBytes) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int limit = limit(text, from, mostChars, mostBytes);
      int end = limit == text.length() ? limit : end(text, from, limit);
      parts.add(text.substring(from, end));
      from = end;
    }
    return parts.isEmpty() ? List.of("") : parts;
  }

  /** How far a part can reach. */
  private static int limit(String text, int from, int mostChars, int mostBytes) {
    int bytes = 0;
    int i = from;
    while (i < text.length() && i - from < mostChars) {
      int c = text.codePointAt(i);
      int length = Character.charCount(c);
      bytes += jsonBytes(c);
      if (bytes > mostBytes || i + length - from > mostChars) {
        break;
      }
      i += length;
    }
    return i;
  }

  private static int end(String text, int from, int limit) {
    int middle = from + (limit - from) / 2;
    int line = text.lastIndexOf('\n', limit - 1);
    if (line >= middle) {
      return line + 1;
    }
    for (int i = limit - 1; i >= middle; i--) {
      if (Character.isWhitespace(text.charAt(i))) {
        return i + 1;
      }
    }
    int context = Math.min(text.length(), limit + LONGEST_CHARACTER);
    int border = from + border(text.substring(from, context), limit - from);
    return border > from ? border : limit;
  }

  /** The last place up to {@code most} that lies between two characters as people see them. */
  private static int border(String text, int most) {
    if (most >= text.length()) {
      return text.length();
    }
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    int end = characters.isBoundary(most) ? most : characters.preceding(most);
    if (end <= 0) {
      end = Character.isLowSurrogate(text.charAt(most)) ? most - 1 : most;
    }
    return end;
  }

  /** Bytes of a character in a JSON string in UTF-8, escapes included. */
  private static int jsonBytes(int c) {
    if (c < 0x20) {
      return c == '\n' || c == '\r' || c == '\t' || c == '\b' || c == '\f' ? 2 : 6;
    }
    if (c < 0x80) {
      return c == '"' || c == '\\' ? 2 : 1;
    }
    return c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }
}
