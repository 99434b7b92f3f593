package app.afterglow.importer.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextsTest {

  @Test
  void replacesHalfCharacters() {
    assertThat(Texts.wellFormed("a\uD83Db\uDE00c\uD83D\uDE00"))
        .isEqualTo("a\uFFFDb\uFFFDc\uD83D\uDE00");
    assertThat(Texts.needsRepair("\uD83D")).isTrue();
  }

  @Test
  void keepsLinesAndTabsAndReplacesOtherControls() {
    assertThat(Texts.lines("a\r\nb\rc\nd\te\u0000\u001B\u0085"))
        .isEqualTo("a\nb\nc\nd\te\uFFFD\uFFFD\uFFFD");
    assertThat(Texts.needsRepair("a\r\nb")).isFalse();
    assertThat(Texts.needsRepair("a\u001B")).isTrue();
  }

  @Test
  void makesOneLine() {
    assertThat(Texts.oneLine(" a\r\n\u202Eb\u2028\u0000c ")).isEqualTo("a b c");
  }

  @Test
  void clipsByCodePoints() {
    assertThat(Texts.clip("\uD83D\uDE00".repeat(5), 3)).isEqualTo("\uD83D\uDE00\uD83D\uDE00\u2026");
    assertThat(Texts.clip("\uD83D\uDE00".repeat(3), 3)).isEqualTo("\uD83D\uDE00".repeat(3));
  }

  @Property
  void givesTextsThatUtf8Carries(@ForAll char[] characters) {
    String text = new String(characters);

    String whole = Texts.wellFormed(text);

    assertThat(new String(whole.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(whole);
    assertThat(whole).hasSameSizeAs(text);
    assertThat(Texts.isWellFormed(Texts.lines(text))).isTrue();
    assertThat(Texts.oneLine(text)).doesNotContain("\n", "\r", "\u2028", "\u0085");
  }
}
