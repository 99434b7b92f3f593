package app.afterglow.importer.html;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.function.Consumer;

/**
 * The words under which a text is found. The reader searches by the same rules in JavaScript
 * ({@code core/text.js}); shared examples keep the two alike.
 *
 * <ol>
 *   <li>Fold: NFKD, lower case, marks and tatweel removed, final sigma made a plain one.
 *   <li>Words: runs of letters, digits and underscores, cut after {@value #LONGEST} characters.
 *       Writing systems that put no space between words, and pictographs, are dense: each of their
 *       characters is a word together with the next one.
 * </ol>
 *
 * <p>One object serves one thread; a text of any length takes no more memory than a short one.
 */
final class SearchWords {

  static final int LONGEST = 40;

  private static final char TATWEEL = '\u0640';

  /** Folded forms of the characters of the basic plane, as they are met. */
  private final String[] known = new String[1 << 16];

  private final Consumer<String> words;
  private final StringBuilder word = new StringBuilder();
  private int wordLength;
  private int dense = -1;

  SearchWords(Consumer<String> words) {
    this.words = words;
  }

  /** Hands over the words of a text, in order and as often as they stand there. */
  void read(String text) {
    int i = 0;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      if (codePoint < 0x80) {
        take(Character.toLowerCase(codePoint));
      } else {
        String folded = folded(codePoint);
        folded.codePoints().forEach(this::take);
      }
    }
    endWord();
    endDense();
  }

  private void take(int c) {
    if (isDense(c)) {
      endWord();
      if (dense >= 0) {
        words.accept(Character.toString(dense) + Character.toString(c));
      }
      dense = c;
    } else if (isWordCharacter(c)) {
      endDense();
      if (wordLength < LONGEST) {
        word.appendCodePoint(c);
        wordLength++;
      }
    } else {
      endWord();
      endDense();
    }
  }

  private void endWord() {
    if (wordLength > 0) {
      words.accept(word.toString());
      word.setLength(0);
      wordLength = 0;
    }
  }

  private void endDense() {
    if (dense >= 0) {
      words.accept(Character.toString(dense));
      dense = -1;
    }
  }

  private String folded(int codePoint) {
    if (codePoint >= known.length) {
      return fold(codePoint);
    }
    if (known[codePoint] == null) {
      known[codePoint] = fold(codePoint);
    }
    return known[codePoint];
  }

  private static String fold(int codePoint) {
    if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
      return " ";
    }
    StringBuilder out = new StringBuilder();
    Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD)
        .codePoints()
        .filter(c -> !isMark(c) && c != TATWEEL)
        .map(Character::toLowerCase)
        .map(c -> c == '\u03c2' ? '\u03c3' : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  private static boolean isWordCharacter(int c) {
    return c == '_'
        || Character.isLetter(c)
        || switch (Character.getType(c)) {
          case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
              true;
          default -> false;
        };
  }

  private static boolean isDense(int c) {
    if (c < 0x80) {
      return false;
    }
    UnicodeScript script = UnicodeScript.of(c);
    return switch (script) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> Character.isExtendedPictographic(c);
    };
  }
}
