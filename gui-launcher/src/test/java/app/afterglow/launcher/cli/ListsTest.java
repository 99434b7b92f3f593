package app.afterglow.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.importer.Import;
import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import app.afterglow.launcher.program.TargetDescriptions;
import app.afterglow.launcher.testing.Afterglow;
import app.afterglow.launcher.testing.Afterglow.Ended;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sources and targets there are. */
class ListsTest {

  @Test
  void namesSourcesWithTheirUsualPlaces() {
    Ended ended = Afterglow.start().run("sources", "--json");

    assertThat(ended.json().findValuesAsText("name")).contains("wickr");
    JsonNode wickr = ended.json().at("/sources/" + indexOf(ended.json(), "wickr"));
    assertThat(wickr.path("application").asText()).isEqualTo("Wickr Me");
    assertThat(wickr.path("usualPlaces")).isNotEmpty();
  }

  private static int indexOf(JsonNode answer, String name) {
    return answer.findValuesAsText("name").indexOf(name);
  }

  @Test
  void namesTargetsWithTheirOptions() {
    Ended people = Afterglow.start().run("targets");
    Ended machines = Afterglow.start().run("targets", "--json");

    assertThat(people.out()).contains("html", "--media VALUE");
    assertThat(machines.json().findValuesAsText("name")).contains("html", "media");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void everyTargetHasWordsForItsOptions(String language) {
    Locale locale = Locale.forLanguageTag(language);
    List<String> wordless = new ArrayList<>();
    for (TargetProvider target : Import.targets()) {
      if (TargetDescriptions.title(target, locale).isEmpty()) {
        wordless.add(target.name());
      }
      for (TargetOption option : target.options()) {
        if (TargetDescriptions.option(target, option, locale).isEmpty()) {
          wordless.add(target.name() + " --" + option.name());
        }
      }
    }

    assertThat(wordless).isEmpty();
  }
}
