package app.afterglow.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What live targets, XMPP and what they share say in English, they say in French. */
class BundlesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delivery.problems",
        "matrix.problems",
        "matrix.words",
        "wickrio.problems",
        "wickrio.words",
        "xmpp.problems",
        "xmpp.words"
      })
  void sayTheSameThingsInFrench(String name) {
    ResourceBundle english = bundle("app.afterglow.importer." + name, Locale.ROOT);
    ResourceBundle french = bundle("app.afterglow.importer." + name, Locale.FRENCH);

    assertThat(french.getLocale()).isEqualTo(Locale.FRENCH);
    assertThat(french.keySet()).isEqualTo(english.keySet());
    for (String key : english.keySet()) {
      assertThat(new MessageFormat(french.getString(key)).getFormatsByArgumentIndex())
          .as(key)
          .hasSameSizeAs(new MessageFormat(english.getString(key)).getFormatsByArgumentIndex());
    }
  }

  static List<TargetProvider> targets() {
    return Import.targets();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void nameTheTargetAndItsOptions(TargetProvider target) {
    ResourceBundle words = bundle(target.getClass().getPackageName() + ".words", Locale.ROOT);

    assertThat(word(words, target, "title")).isNotBlank();
    for (TargetOption option : target.options()) {
      assertThat(word(words, target, "option." + option.name())).isNotBlank();
    }
  }

  /** Several targets of one package may differ by name. */
  private static String word(ResourceBundle words, TargetProvider target, String key) {
    String ofThis = target.name() + "." + key;
    return words.getString(words.containsKey(ofThis) ? ofThis : key);
  }

  private static ResourceBundle bundle(String name, Locale locale) {
    return ResourceBundle.getBundle(
        name, locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
  }
}
