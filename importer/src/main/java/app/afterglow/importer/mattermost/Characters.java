package app.afterglow.importer.mattermost;

/** What can't pass through JSON into the server's database is replaced by U+FFFD. */
final class Characters {

  private Characters() {}

  /** The text without NUL (which PostgreSQL refuses) and without halves of surrogate pairs. */
  static String clean(String text) {
    if (isClean(text)) {
      return text;
    }
    StringBuilder cleaned = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                    ? 0xFFFD
                    : c)
        .forEach(cleaned::appendCodePoint);
    return cleaned.toString();
  }

  private static boolean isClean(String text) {
    return text.codePoints()
        .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  /** The first code points of a text, at most this many, never half of a visible character. */
  static String first(String text, int codePoints) {
    return text.codePointCount(0, text.length()) <= codePoints
        ? text
        : TextParts.split(text, codePoints).getFirst().strip();
  }

  /** Bytes this text takes in JSON. */
  static long jsonBytes(String text) {
    long bytes = 2;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20) {
        bytes += 6;
      } else if (c < 0x80) {
        bytes += c == '"' || c == '\\' ? 2 : 1;
      } else {
        bytes += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
      }
    }
    return bytes;
  }

  /**
   * A name within a line that this program words: what Markdown would take for markup is escaped.
   */
  static String escaped(String name) {
    StringBuilder escaped = new StringBuilder(name.length() + 8);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ("\\`*_{}[]()#+-.!|<>~:@&".indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c == '\n' || c == '\r' ? ' ' : c);
    }
    return escaped.toString();
  }
}
