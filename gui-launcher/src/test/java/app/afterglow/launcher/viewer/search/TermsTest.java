package app.afterglow.launcher.viewer.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TermsTest {

  @Test
  void knowsWhatWasAddedUnderEveryPrefix() {
    Random random = new Random(3);
    Terms terms = new Terms();
    Map<String, BitSet> expected = new TreeMap<>();
    for (int document = 0; document < 20_000; document += 1 + random.nextInt(3)) {
      for (int i = 0; i < 6; i++) {
        // Some words are everywhere, most are rare.
        String word =
            Integer.toString((int) Math.abs(random.nextGaussian() * random.nextInt(100_000)), 36);
        terms.add(word, document);
        expected.computeIfAbsent(word, _ -> new BitSet()).set(document);
      }
    }

    assertThat(terms.count()).isEqualTo(expected.size());
    for (String prefix : new String[] {"", "a", "1z", "zz", "温", "zzzzzz"}) {
      BitSet found = new BitSet();
      expected.forEach(
          (word, documents) -> {
            if (word.startsWith(prefix)) {
              found.or(documents);
            }
          });
      assertThat(terms.startingWith(prefix)).as(prefix).isEqualTo(found);
    }
  }

  @Test
  void keepsWordsOfFourByteCharactersOfFullLength() {
    Terms terms = new Terms();
    String longest = "𝒳".repeat(40);

    terms.add(longest, 5);
    terms.add("x".repeat(300), 1_000_000);

    assertThat(terms.startingWith(longest).cardinality()).isEqualTo(1);
    assertThat(terms.startingWith("xxx").nextSetBit(0)).isEqualTo(1_000_000);
  }

  @Test
  void countsItsMemory() {
    Terms terms = new Terms();
    for (int i = 0; i < 200_000; i++) {
      terms.add(Integer.toString(i), i);
    }

    // An entry costs its word, a first posting, its places in the arrays and in the table.
    assertThat(terms.bytes()).isBetween(200_000L * 40, 200_000L * 80);
  }
}
