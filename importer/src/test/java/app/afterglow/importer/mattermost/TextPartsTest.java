package app.afterglow.importer.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TextPartsTest {

  @Test
  void leavesAShortTextAlone() {
    assertThat(TextParts.split("", 5)).containsExactly("");
    assertThat(TextParts.split("12345", 5)).containsExactly("12345");
    assertThat(TextParts.split("😀😀😀😀😀", 5)).containsExactly("😀😀😀😀😀");
  }

  @Test
  void cutsBehindALineBreakRatherThanASpaceRatherThanALetter() {
    assertThat(TextParts.split("one two\nthree four", 10))
        .containsExactly("one two\n", "three four");
    assertThat(TextParts.split("eins zwei drei", 10)).containsExactly("eins zwei ", "drei");
    assertThat(TextParts.split("abcdefghijkl", 10)).containsExactly("abcdefghij", "kl");
  }

  @Test
  void cutsNoVisibleCharacterInTwo() {
    String family = "👨‍👩‍👧‍👦";

    assertThat(TextParts.split("12345" + family, 10)).containsExactly("12345", family);
    assertThat(TextParts.split("1234e\u0301", 5)).containsExactly("1234", "e\u0301");
    assertThat(TextParts.split("1234\r\n", 5)).containsExactly("1234", "\r\n");
  }

  @Test
  void cutsACharacterThatIsItselfTooLongBetweenItsCodePoints() {
    String tower = "e" + "\u0301".repeat(25);

    assertThat(TextParts.split(tower, 10)).hasSize(3).allMatch(p -> p.length() <= 10);
  }

  @Property(tries = 500)
  void partsFitAndMakeTheWholeAgain(
      @ForAll("texts") String text, @ForAll @IntRange(min = 12, max = 60) int limit) {
    List<String> parts = TextParts.split(text, limit);

    assertThat(String.join("", parts)).isEqualTo(text);
    assertThat(parts).allMatch(p -> p.codePointCount(0, p.length()) <= limit);
    BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
    clusters.setText(text);
    int end = 0;
    for (String part : parts.subList(0, parts.size() - 1)) {
      end += part.length();
      assertThat(part).isNotEmpty();
      assertThat(clusters.isBoundary(end)).as("cut at %d of %s", end, text).isTrue();
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "a",
            "word",
            " ",
            "\n",
            "\r\n",
            "e\u0301",
            "😀",
            "👍🏽",
            "👨‍👩‍👧‍👦",
            "لغة",
            "中文",
            "e\u0323\u0302",
            "\t")
        .list()
        .ofMaxSize(120)
        .map(pieces -> String.join("", pieces));
  }
}
