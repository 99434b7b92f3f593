package app.afterglow.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;

/** The form in which texts are compared, and what a word consists of. */
final class Folding {

  private static final char TATWEEL = '\u0640';

  private Folding() {}

  /** A whole text, folded. */
  static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c < 0x80) {
        folded.append((char) Character.toLowerCase(c));
      } else {
        folded.append(fold(c));
      }
    }
    return folded.toString();
  }

  /**
   * NFKD, lower case, marks and tatweel removed, final sigma made a plain one, and letters that
   * Unicode doesn't take apart but keyboards lack spelt out.
   */
  static String fold(int codePoint) {
    if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
      return " ";
    }
    StringBuilder out = new StringBuilder();
    Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD)
        .codePoints()
        .filter(c -> !isFoldedAway(c))
        .map(Character::toLowerCase)
        .forEach(c -> spellOut(c, out));
    return out.toString();
  }

  private static void spellOut(int c, StringBuilder out) {
    switch (c) {
      case 'œ' -> out.append("oe");
      case 'æ' -> out.append("ae");
      case 'ß' -> out.append("ss");
      case 'ø' -> out.append('o');
      case 'ł' -> out.append('l');
      case 'đ' -> out.append('d');
      case 'ı' -> out.append('i');
      case 'ς' -> out.append('σ');
      default -> out.appendCodePoint(c);
    }
  }

  /** Marks and tatweel, which fold to nothing. */
  static boolean isFoldedAway(int c) {
    return c == TATWEEL
        || switch (Character.getType(c)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.ENCLOSING_MARK ->
              true;
          default -> false;
        };
  }

  /** Letters, digits and underscores. */
  static boolean isWordCharacter(int c) {
    return c == '_'
        || Character.isLetter(c)
        || switch (Character.getType(c)) {
          case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
              true;
          default -> false;
        };
  }

  /** Writing systems that put no space between words, and pictographs. */
  static boolean isDense(int c) {
    if (c < 0x80) {
      return false;
    }
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> Character.isExtendedPictographic(c);
    };
  }
}
