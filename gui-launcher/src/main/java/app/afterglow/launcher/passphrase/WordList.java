package app.afterglow.launcher.passphrase;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The 2,048 words of BIP-39 in one language, lower case, told apart by their first four letters.
 * French words stand without their accents, which BIP-39 takes for the same letters: what is typed
 * on another keyboard must open the file as well.
 */
public final class WordList {

  /** How many words a list has: each stands for 11 bits. */
  public static final int SIZE = 2_048;

  private final List<String> words;

  private WordList(List<String> words) {
    this.words = words;
  }

  /** The list of a locale's language, the English one where it has none. */
  public static WordList of(Locale locale) {
    String name = locale.getLanguage().equals("fr") ? "words_fr.txt" : "words.txt";
    try (InputStream in = WordList.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no word list " + name);
      }
      List<String> words =
          new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
      if (words.size() != SIZE) {
        throw new IllegalStateException(name + " has " + words.size() + " words");
      }
      return new WordList(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The word of an index from 0 to {@link #SIZE} - 1. */
  public String word(int index) {
    return words.get(index);
  }
}
