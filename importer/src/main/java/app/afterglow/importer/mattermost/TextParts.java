package app.afterglow.importer.mattermost;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A long text in parts that each fit into a post. Put together again they are the text, character
 * by character. A part ends after a line break or a space where one is near, else between two
 * visible characters (grapheme clusters); only a single cluster that is itself too long is cut, and
 * then between code points.
 */
final class TextParts {

  private TextParts() {}

  /**
   * Splits a text.
   *
   * @param limit code points a part may have
   */
  static List<String> split(String text, int limit) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    while (text.codePointCount(start, text.length()) > limit) {
      int end = end(text, start, text.offsetByCodePoints(start, limit));
      parts.add(text.substring(start, end));
      start = end;
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static int end(String text, int start, int furthest) {
    int nearest = start + (furthest - start) * 3 / 4;
    for (int i = furthest; i > nearest; i--) {
      if (text.charAt(i - 1) == '\n') {
        return i;
      }
    }
    for (int i = furthest; i > nearest; i--) {
      // A combining mark after a space belongs to it.
      if (Character.isWhitespace(text.charAt(i - 1)) && isBoundary(text, start, i)) {
        return i;
      }
    }
    BreakIterator clusters = clusters(text, start, furthest);
    int end =
        clusters.isBoundary(furthest - start)
            ? furthest
            : clusters.preceding(furthest - start) + start;
    return end > start ? end : furthest;
  }

  private static boolean isBoundary(String text, int start, int index) {
    return clusters(text, Math.max(start, index - 64), index)
        .isBoundary(index - Math.max(start, index - 64));
  }

  /** Over the text from {@code start} to a little behind {@code end}. */
  private static BreakIterator clusters(String text, int start, int end) {
    BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
    clusters.setText(text.substring(start, Math.min(text.length(), end + 64)));
    return clusters;
  }
}
