package app.afterglow.importer.matrix;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits texts that are too long for one event; put together again the parts are the text. */
final class TextParts {

  /** How far one looks ahead to see where a character ends as people see it. */
  private static final int LONGEST_CHARACTER = 64;

  private TextParts() {}

  /**
   * Parts of at most so many bytes as JSON. They end after a line break where one is near enough,
   * else after a space, else between two characters as people see them.
   */
  static List<String> of(String text, int mostBytes) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int limit = limit(text, from, mostBytes);
      int end = limit == text.length() ? limit : end(text, from, limit);
      parts.add(text.substring(from, end));
      from = end;
    }
    return parts.isEmpty() ? List.of("") : parts;
  }

  private static int limit(String text, int from, int mostBytes) {
    int bytes = 0;
    int i = from;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      bytes += jsonBytes(c);
      if (bytes > mostBytes) {
        break;
      }
      i += Character.charCount(c);
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
    int start = Math.max(from, limit - LONGEST_CHARACTER);
    String context = text.substring(start, Math.min(text.length(), limit + LONGEST_CHARACTER));
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(context);
    int wanted = limit - start;
    int border = characters.isBoundary(wanted) ? wanted : characters.preceding(wanted);
    return border > 0 ? start + border : limit;
  }

  /** Bytes of a character in a JSON string in UTF-8, escapes included. */
  private static int jsonBytes(int c) {
    if (c < 0x20) {
      return 6;
    }
    if (c < 0x80) {
      return c == '"' || c == '\\' ? 2 : 1;
    }
    return c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }
}
