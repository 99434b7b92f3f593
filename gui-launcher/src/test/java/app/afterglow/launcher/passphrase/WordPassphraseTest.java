package app.afterglow.launcher.passphrase;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordPassphraseTest {

  /** Always the first word, then the last, and so on. */
  private static RandomGenerator alternating() {
    int[] next = {0};
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }

      @Override
      public int nextInt(int bound) {
        return next[0]++ % 2 == 0 ? 0 : bound - 1;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr", "de"})
  void choosesAmongWordsThatCanBeToldApartByFourLetters(String language) {
    WordList list = WordList.of(Locale.of(language));
    Set<String> beginnings = new HashSet<>();

    IntStream.range(0, WordList.SIZE)
        .mapToObj(list::word)
        .forEach(
            word -> {
              assertThat(word).matches("[a-z]{3,8}");
              assertThat(beginnings.add(word.substring(0, Math.min(4, word.length()))))
                  .as(word)
                  .isTrue();
            });
  }

  @Test
  void isTheWordsWithHyphens() {
    try (WordPassphrase made = WordPassphrase.generate(WordList.of(Locale.ENGLISH), alternating());
        Secret secret = made.secret()) {
      assertThat(made.words())
          .isEqualTo(List.of("abandon", "zoo", "abandon", "zoo", "abandon", "zoo", "abandon"));
      assertThat(new String(secret.bytes(), StandardCharsets.US_ASCII))
          .isEqualTo("abandon-zoo-abandon-zoo-abandon-zoo-abandon");
      assertThat(made.toString()).doesNotContain("zoo");
    }
  }

  @Test
  void isRecognisedHoweverItIsTyped() {
    try (WordPassphrase made =
        WordPassphrase.generate(WordList.of(Locale.ENGLISH), alternating())) {
      assertThat(made.matches("abandon zoo abandon zoo abandon zoo abandon")).isTrue();
      assertThat(made.matches("  Abandon-ZOO, abandon zoo\nabándon zoo abandon ")).isTrue();
      assertThat(made.matches("zoo abandon abandon zoo abandon zoo abandon")).isFalse();
      assertThat(made.matches("abandon zoo abandon zoo abandon zoo")).isFalse();
      assertThat(made.matches("")).isFalse();
    }
  }

  @Test
  void differsEveryTime() {
    Set<List<String>> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      try (WordPassphrase made = WordPassphrase.generate(Locale.FRENCH)) {
        seen.add(made.words());
      }
    }
    assertThat(seen).hasSize(100);
  }
}
