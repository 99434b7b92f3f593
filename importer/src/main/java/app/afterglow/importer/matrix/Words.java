package app.afterglow.importer.matrix;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words that people at the target read, in one language. */
final class Words {

  private final Locale locale;
  private final ResourceBundle bundle;

  Words(Locale locale) {
    this.locale = locale;
    this.bundle =
        ResourceBundle.getBundle(
            "app.afterglow.importer.matrix.words",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** The words of this key, with these values in them. */
  String of(String key, Object... values) {
    return new MessageFormat(bundle.getString(key), locale).format(values);
  }

  /** The language they are in. */
  Locale locale() {
    return locale;
  }
}
