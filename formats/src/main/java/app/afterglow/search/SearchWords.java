package app.afterglow.search;

import java.util.function.Consumer;

/**
 * The words under which a text is found. The reader searches by the same rules in JavaScript
 * ({@code core/text.ts}); shared examples keep the two alike.
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
public final class SearchWords {

  /** At most so many characters of a word count. */
  public static final int LONGEST = 40;

  /** Folded forms of the characters of the basic plane, as they are met. */
  private final String[] known = new String[1 << 16];

  private final Consumer<String> words;
  private final StringBuilder word = new StringBuilder();
  private int wordLength;
  private int dense = -1;

  /** Hands words to a consumer. */
  public SearchWords(Consumer<String> words) {
    this.words = words;
  }

  /** Hands over the words of a text, in order and as often as they stand there. */
  public void read(String text) {
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
    if (Folding.isDense(c)) {
      endWord();
      if (dense >= 0) {
        words.accept(Character.toString(dense) + Character.toString(c));
      }
      dense = c;
    } else if (Folding.isWordCharacter(c)) {
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
      return Folding.fold(codePoint);
    }
    if (known[codePoint] == null) {
      known[codePoint] = Folding.fold(codePoint);
    }
    return known[codePoint];
  }
}
