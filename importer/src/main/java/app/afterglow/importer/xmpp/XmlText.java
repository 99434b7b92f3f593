package app.afterglow.importer.xmpp;

/**
 * What can stand in XML 1.0 (section 2.2, {@code Char}): not the control characters except tab and
 * line feed, no lone surrogates, not U+FFFE and U+FFFF, not even escaped. A server that meets one
 * of them ends the client's connection.
 */
final class XmlText {

  private static final char REPLACEMENT = '\uFFFD';

  private XmlText() {}

  /** Whether {@link #clean} puts U+FFFD anywhere. */
  static boolean needsRepair(String text) {
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (!isLegal(c)) {
        return true;
      }
      i += Character.charCount(c);
    }
    return false;
  }

  /**
   * The text with LF for CR LF and CR, which is what a parser makes of them (section 2.11), and
   * U+FFFD for what XML can't hold.
   */
  static String clean(String text) {
    if (text.indexOf('\r') < 0 && !needsRepair(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\r') {
        out.append('\n');
        if (i < text.length() && text.charAt(i) == '\n') {
          i++;
        }
      } else {
        out.appendCodePoint(isLegal(c) ? c : REPLACEMENT);
      }
    }
    return out.toString();
  }

  /** The text for an attribute, where a parser makes blanks of tabs and line ends (3.3.3). */
  static String line(String text) {
    return clean(text).replace('\n', ' ').replace('\t', ' ');
  }

  private static boolean isLegal(int c) {
    return (c >= 0x20 && c <= 0xD7FF)
        || c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
