package app.afterglow.launcher.passphrase;

import app.afterglow.secret.Secret;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Seven words chosen at random: 77 bits, each guess of which costs a second and 256 MiB (scrypt).
 * It remembers the words' places in the list, never the words; closing wipes them.
 */
public final class WordPassphrase implements AutoCloseable {

  /** How many words one has. */
  public static final int WORDS = 7;

  private static final char SEPARATOR = '-';

  private final WordList list;
  private final int[] chosen = new int[WORDS];

  private WordPassphrase(WordList list) {
    this.list = list;
  }

  /** A new one in a locale's language. */
  public static WordPassphrase generate(Locale locale) {
    return generate(WordList.of(locale), new SecureRandom());
  }

  /** For tests, which want the same words every time. */
  static WordPassphrase generate(WordList list, RandomGenerator random) {
    WordPassphrase made = new WordPassphrase(list);
    for (int i = 0; i < WORDS; i++) {
      made.chosen[i] = random.nextInt(WordList.SIZE);
    }
    return made;
  }

  /** The words in their order, for a person's eyes. They can't be wiped: don't keep them. */
  public List<String> words() {
    return Arrays.stream(chosen).mapToObj(list::word).toList();
  }

  /** The passphrase itself: the words with hyphens between them. The caller closes it. */
  public Secret secret() {
    int length = WORDS - 1;
    for (int index : chosen) {
      length += list.word(index).length();
    }
    char[] chars = new char[length];
    int at = 0;
    for (int i = 0; i < WORDS; i++) {
      if (i > 0) {
        chars[at++] = SEPARATOR;
      }
      String word = list.word(chosen[i]);
      word.getChars(0, word.length(), chars, at);
      at += word.length();
    }
    return Secret.ofChars(chars);
  }

  /**
   * Whether somebody typed these words in their order. Capital letters, accents and what stands
   * between the words don't matter here: only the words have to be on the paper.
   */
  public boolean matches(CharSequence typed) {
    String[] given =
        Normalizer.normalize(typed, Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .strip()
            .split("[^a-z]+");
    return List.of(given).equals(words());
  }

  @Override
  public void close() {
    Arrays.fill(chosen, 0);
  }

  @Override
  public String toString() {
    return "***";
  }
}
