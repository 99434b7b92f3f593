package app.afterglow.importer;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/**
 * A package's own words for people, in one language: its bundle {@code words}, whose texts are
 * {@link MessageFormat} patterns. Where a language has none, English stands, not the machine's.
 */
public final class TargetWords {

  private final Locale locale;
  private final ResourceBundle bundle;

  /**
   * Words in this language.
   *
   * @param owner a class of the package
   */
  public TargetWords(Class<?> owner, Locale locale) {
    this.locale = locale;
    this.bundle =
        ResourceBundle.getBundle(
            owner.getPackageName() + ".words",
            locale,
            Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
  }

  /** The words of this key, with these values in them. */
  public String of(String key, Object... values) {
    return new MessageFormat(bundle.getString(key), locale).format(values);
  }

  /** The language they are in. */
  public Locale locale() {
    return locale;
  }
}
