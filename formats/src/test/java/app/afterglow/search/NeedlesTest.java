package app.afterglow.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NeedlesTest {

  @Test
  void findsWhatTheReaderFinds() throws IOException {
    for (JsonNode example : examples()) {
      String text = example.get("text").asText();
      for (JsonNode typed : example.get("found")) {
        assertThat(Needles.parse(typed.asText()).standIn(text))
            .as("%s in %s", typed, text)
            .isTrue();
      }
      for (JsonNode typed : example.get("notFound")) {
        assertThat(Needles.parse(typed.asText()).standIn(text))
            .as("%s in %s", typed, text)
            .isFalse();
      }
    }
  }

  @Test
  void looksUpOnlyTermsThatTheIndexHas() throws IOException {
    for (JsonNode example : examples()) {
      List<String> terms = new ArrayList<>();
      new SearchWords(terms::add).read(example.get("text").asText());
      for (JsonNode typed : example.get("found")) {
        for (Needles.Needle needle : Needles.parse(typed.asText()).all()) {
          assertThat(needle.indexPrefixes())
              .as("%s", typed)
              .allMatch(prefix -> terms.stream().anyMatch(term -> term.startsWith(prefix)));
        }
      }
    }
  }

  @Test
  void marksWholeLettersWithTheirAccents() {
    String text = "مُحَمَّد and Cre\u0300me brûlée";

    assertThat(Needles.parse("محمد creme brul").in(text))
        .extracting(range -> text.substring(range.from(), range.to()))
        .containsExactly("مُحَمَّد", "Cre\u0300me", "brûl");
  }

  @Test
  void marksThatOverlapAreOne() {
    assertThat(Needles.parse("wat \"water melon\"").in("water melon"))
        .containsExactly(new Needles.Range(0, 11));
  }

  @Test
  void knowsWhenTheIndexIsEnough() {
    assertThat(Needles.parse("garden").all().getFirst().isCertain()).isTrue();
    assertThat(Needles.parse("\"garden\"").all().getFirst().isCertain()).isFalse();
    assertThat(Needles.parse("a".repeat(41)).all().getFirst().isCertain()).isFalse();
    assertThat(Needles.parse("温室棟").all().getFirst().isCertain()).isFalse();
  }

  private static JsonNode examples() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            NeedlesTest.class.getResourceAsStream("/reader/search-examples.json"))) {
      return new JsonMapper().readTree(in).get("texts");
    }
  }
}
