package app.afterglow.importer.wickrio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TextsTest {

  private final JsonMapper json = Gateway.mapper();

  @Test
  void splitsAfterLinesThenAfterWords() {
    assertThat(Texts.split("aaaa\nbbbb cccc", 8, 100)).containsExactly("aaaa\n", "bbbb ", "cccc");
    assertThat(Texts.split("aaaa bbbb cccc", 10, 100)).containsExactly("aaaa bbbb ", "cccc");
    assertThat(Texts.split("", 10, 100)).containsExactly("");
  }

  @Test
  void neverSplitsWhatPeopleSeeAsOneCharacter() {
    String family = "👨‍👩‍👧‍👦";
    String accented = "e\u0301";

    assertThat(Texts.split(family.repeat(3), family.length() + 4, 1000))
        .containsExactly(family, family, family);
    assertThat(Texts.split(accented.repeat(4), 3, 1000))
        .containsExactly(accented, accented, accented, accented);
  }

  @Property(tries = 500)
  void partsAreTheTextAndFitTheLimits(
      @ForAll("texts") String text,
      @ForAll @IntRange(min = 8, max = 60) int chars,
      @ForAll @IntRange(min = 24, max = 200) int bytes)
      throws JsonProcessingException {
    String sound = Texts.sound(text);

    List<String> parts = Texts.split(sound, chars, bytes);

    assertThat(String.join("", parts)).isEqualTo(sound);
    for (String part : parts) {
      assertThat(part.length()).isLessThanOrEqualTo(chars);
      assertThat(json.writeValueAsBytes(part).length - 2).isLessThanOrEqualTo(bytes);
      assertThat(new String(part.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
          .isEqualTo(part);
    }
  }

  @Property(tries = 500)
  void oneLineIsOneShortLine(
      @ForAll("texts") String text, @ForAll @IntRange(min = 2, max = 50) int most) {
    String line = Texts.oneLine(text, most);

    assertThat(line.length()).isLessThanOrEqualTo(most);
    assertThat(line.lines().count()).isLessThanOrEqualTo(1);
    assertThat(line).doesNotContain("\u202E", "\u2066", "\u0000");
  }

  @Property(tries = 500)
  void uploadNamesAreFileNames(@ForAll("texts") String text) {
    String name = UploadName.safe(text);

    assertThat(name).isNotBlank().doesNotContain("/", "\\", "\n", "\u0000");
    assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(200);
    assertThat(name).isNotIn(".", "..");
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "word",
            " ",
            "\n",
            "é",
            "漢",
            "😀",
            "👨‍👩‍👧‍👦",
            "e\u0301",
            "\"",
            "\\",
            "\u0000",
            "\u0001",
            "\uD83D",
            "\uDE00",
            "\u202E",
            "\u2066",
            "\u2028",
            "../",
            "..",
            ".jpg",
            "%",
            "\t",
            "🇫🇷");
    return pieces.list().ofMaxSize(80).map(all -> String.join("", all));
  }
}
