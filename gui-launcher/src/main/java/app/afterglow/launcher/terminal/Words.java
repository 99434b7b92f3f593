package app.afterglow.launcher.terminal;

import app.afterglow.problem.Problem;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * What the program says, in one language. A language is there when its {@code
 * messages_LANGUAGE.properties} is; English is the one without a name.
 */
public final class Words {

  private static final String MESSAGES = "app.afterglow.launcher.messages";
  private static final List<String> LOCALE_VARIABLES = List.of("LC_ALL", "LC_MESSAGES", "LANG");
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final Locale locale;
  private final ResourceBundle messages;

  private Words(Locale locale) {
    this.locale = locale;
    this.messages = bundle(MESSAGES, locale);
  }

  /** The words of a locale's language, English where it has none. */
  public static Words of(Locale locale) {
    return new Words(locale);
  }

  /** A bundle of the launcher's, never falling back to the machine's own language. */
  public static ResourceBundle bundle(String name, Locale locale) {
    return ResourceBundle.getBundle(name, locale, NO_FALLBACK);
  }

  /** Whether there are words in this language. */
  public static boolean speaks(Locale language) {
    return language.getLanguage().equals("en")
        || bundle(MESSAGES, language).getLocale().getLanguage().equals(language.getLanguage());
  }

  /**
   * The locale that the environment asks for, by the variables of POSIX in their order; the
   * machine's own where they say nothing. Java itself forgets a locale that the system has no data
   * for, such as {@code fr_FR.UTF-8} on a small machine.
   */
  public static Locale localeOf(Map<String, String> environment) {
    for (String variable : LOCALE_VARIABLES) {
      String value = environment.get(variable);
      if (value != null && !value.isEmpty()) {
        return localeOf(value);
      }
    }
    return Locale.getDefault(Locale.Category.DISPLAY);
  }

  /** Reads {@code fr}, {@code fr-CA}, {@code fr_FR.UTF-8@euro}, {@code C}. */
  public static Locale localeOf(String value) {
    String tag = value.replaceFirst("[.@].*", "").replace('_', '-');
    boolean none = tag.equals("C") || tag.equals("POSIX") || tag.isEmpty();
    return none ? Locale.ROOT : Locale.forLanguageTag(tag);
  }

  /** The locale of these words, for numbers and dates. */
  public Locale locale() {
    return locale;
  }

  /** The words for a key, {@code {0}}, {@code {1}} ... filled in. */
  public String say(String key, @Nullable Object... arguments) {
    return new MessageFormat(messages.getString(key), locale).format(arguments);
  }

  /** A problem as people are told of it: what happened, what is safe, what to do. */
  public String problem(Problem problem) {
    return say("problem", problem.what(locale), problem.safe(locale), problem.next(locale));
  }

  /** Bytes in the unit people read them in, such as {@code 1.4 MB}. */
  public String size(long bytes) {
    List<String> units = List.of(messages.getString("size.units").split(" ", -1));
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < units.size() - 1) {
      value /= 1000;
      unit++;
    }
    String pattern =
        unit == 0 || value >= 99.5 ? "{0,number,0}\u00A0{1}" : "{0,number,0.0}\u00A0{1}";
    return new MessageFormat(pattern, locale).format(new Object[] {value, units.get(unit)});
  }

  /** A whole number with its groups. */
  public String number(long number) {
    return new MessageFormat("{0}", locale).format(new Object[] {number});
  }
}
