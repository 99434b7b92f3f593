package app.afterglow.launcher.cli;

import app.afterglow.search.Needles;
import java.util.List;

/**
 * A stretch of a text around the first thing that was found in it, in one line.
 *
 * @param text the stretch
 * @param marks what was found in it
 */
record Snippet(String text, List<Needles.Range> marks) {

  private static final int LENGTH = 240;
  private static final String ELLIPSIS = "…";

  static Snippet of(String text, Needles needles) {
    String line = text.replaceAll("\\s+", " ").strip();
    List<Needles.Range> found = needles.in(line);
    int first = found.isEmpty() ? 0 : found.getFirst().from();
    int from = first > LENGTH / 2 ? line.offsetByCodePoints(0, whole(line, first - LENGTH / 3)) : 0;
    int to = line.length() - from > LENGTH ? from + LENGTH : line.length();
    if (to < line.length() && Character.isLowSurrogate(line.charAt(to))) {
      to--;
    }
    String piece =
        (from > 0 ? ELLIPSIS : "")
            + line.substring(from, to)
            + (to < line.length() ? ELLIPSIS : "");
    return new Snippet(piece, needles.in(piece));
  }

  private static int whole(String line, int offset) {
    return line.codePointCount(0, offset);
  }
}
