package app.afterglow.importer.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.importer.TargetOption;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundlesTest {

  @ParameterizedTest
  @ValueSource(strings = {"matrix.words", "matrix.problems"})
  void sayTheSameThingsInFrench(String name) {
    ResourceBundle english = bundle(name, Locale.ROOT);
    ResourceBundle french = bundle(name, Locale.FRENCH);

    assertThat(french.getLocale()).isEqualTo(Locale.FRENCH);
    assertThat(french.keySet()).isEqualTo(english.keySet());
    for (String key : english.keySet()) {
      assertThat(new MessageFormat(french.getString(key)).getFormatsByArgumentIndex())
          .as(key)
          .hasSameSizeAs(new MessageFormat(english.getString(key)).getFormatsByArgumentIndex());
    }
  }

  @Test
  void nameTheTargetAndItsOptions() {
    ResourceBundle words = bundle("matrix.words", Locale.ROOT);

    assertThat(words.getString("title")).isNotBlank();
    for (TargetOption option : new MatrixProvider().options()) {
      assertThat(words.getString("option." + option.name())).isNotBlank();
    }
  }

  private static ResourceBundle bundle(String name, Locale locale) {
    return ResourceBundle.getBundle(
        "app.afterglow.importer." + name,
        locale,
        Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
  }
}
