package app.afterglow.importer.plain;

import java.util.regex.Pattern;

/** Makes texts fit where they go: well-formed Unicode, one line, no characters that deceive. */
public final class Texts {

  /** What stands for something that can't be written. */
  private static final char REPLACEMENT = '\uFFFD';

  /** Marks, embeddings, overrides and isolates of writing direction (UAX #9), and the BOM. */
  private static final Pattern DIRECTION =
      Pattern.compile("[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]");

  private static final Pattern BLANKS = Pattern.compile("[\\p{Cc}\\p{Zs}\\p{Zl}\\p{Zp}]+");

  private Texts() {}

  /** True where every surrogate has its partner. */
  public static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** The text with U+FFFD for each surrogate that lacks its partner. */
  public static String wellFormed(String text) {
    if (isWellFormed(text)) {
      return text;
    }
    var out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              boolean alone = c <= 0xFFFF && Character.isSurrogate((char) c);
              out.appendCodePoint(alone ? REPLACEMENT : c);
            });
    return out.toString();
  }

  /**
   * The text with LF for every line end (CR LF, CR, U+2028, U+2029) and U+FFFD for lone surrogates
   * and for control characters other than tab and LF, which terminals, editors and viewers act
   * upon.
   */
  public static String lines(String text) {
    String whole = wellFormed(text);
    StringBuilder out = null;
    for (int i = 0; i < whole.length(); i++) {
      char c = whole.charAt(i);
      boolean separator = c == '\u2028' || c == '\u2029';
      if (!isControl(c) && !separator) {
        if (out != null) {
          out.append(c);
        }
        continue;
      }
      if (out == null) {
        out = new StringBuilder(whole.length()).append(whole, 0, i);
      }
      if (separator) {
        out.append('\n');
      } else if (c != '\r') {
        out.append(REPLACEMENT);
      } else if (i + 1 == whole.length() || whole.charAt(i + 1) != '\n') {
        out.append('\n');
      }
    }
    return out == null ? whole : out.toString();
  }

  /** Whether {@link #lines} gives back something else than other line ends. */
  public static boolean needsRepair(String text) {
    if (!isWellFormed(text)) {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\r' && isControl(c)) {
        return true;
      }
    }
    return false;
  }

  /** One line without marks of writing direction, blanks folded, for names and headings. */
  public static String oneLine(String text) {
    if (isPlainLine(text)) {
      return text;
    }
    String plain = DIRECTION.matcher(wellFormed(text)).replaceAll("");
    return BLANKS.matcher(plain).replaceAll(" ").strip();
  }

  /**
   * The text where it has at most {@code limit} code points, else its beginning and an ellipsis.
   */
  public static String clip(String text, int limit) {
    if (text.length() <= limit || text.codePointCount(0, text.length()) <= limit) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, limit - 1)) + "\u2026";
  }

  /** True for what is one line already; false where that takes more than a look to know. */
  private static boolean isPlainLine(String text) {
    boolean afterBlank = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean blank = c == ' ';
      if ((blank && afterBlank) || (!blank && !isPlain(c))) {
        return false;
      }
      afterBlank = blank;
    }
    return text.isEmpty() || !afterBlank;
  }

  private static boolean isPlain(char c) {
    if (c < 0x7F) {
      return c > ' ';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static boolean isControl(char c) {
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
  }
}
