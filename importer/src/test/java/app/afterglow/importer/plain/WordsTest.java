package app.afterglow.importer.plain;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class WordsTest {

  private static final Path RESOURCES = Path.of("src/main/resources/app/afterglow/importer");

  @Test
  void saysTheSameThingsInFrench() throws Exception {
    for (String bundle : List.of("plain/words", "plain/problems")) {
      assertThat(load(bundle + "_fr").keySet()).isEqualTo(load(bundle).keySet());
    }
  }

  @Test
  void namesEveryTargetAndItsOptions() {
    for (TargetProvider target : ServiceLoader.load(TargetProvider.class)) {
      if (!Files.exists(RESOURCES.resolve(target.name() + "/words.properties"))) {
        continue;
      }
      for (Locale locale : List.of(Locale.ROOT, Locale.FRENCH)) {
        ResourceBundle words =
            ResourceBundle.getBundle("app.afterglow.importer." + target.name() + ".words", locale);
        assertThat(words.getLocale()).isEqualTo(locale);
        assertThat(words.getString("title")).isNotBlank();
        for (TargetOption option : target.options()) {
          assertThat(words.getString("option." + option.name())).isNotBlank();
        }
      }
    }
  }

  private static Properties load(String name) throws Exception {
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(RESOURCES.resolve(name + ".properties"))) {
      properties.load(in);
    }
    return properties;
  }
}
