package app.afterglow.importer.xmpp;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** This target's words for people. */
final class XmppWords {

  private final ResourceBundle bundle;
  private final Locale locale;

  XmppWords(Locale locale) {
    this.locale = locale;
    this.bundle =
        ResourceBundle.getBundle(
            "app.afterglow.importer.xmpp.words",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** The words under this key. */
  String say(String key, Object... arguments) {
    return new MessageFormat(bundle.getString(key), locale).format(arguments);
  }
}
