package app.afterglow.problem;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * Something that went wrong, by the key of its words in a message bundle. Each module and each
 * source or target keeps its own bundle, so that adding one touches no other.
 *
 * <p>A bundle holds three entries a problem: {@code KEY.what} (what happened and where), {@code
 * KEY.safe} (what is safe), {@code KEY.next} (what to do now), each a {@link MessageFormat} pattern
 * over the arguments.
 *
 * @param bundle the bundle's base name, such as {@code app.afterglow.age.problems}
 * @param key the problem's key, such as {@code wrong-passphrase}
 * @param arguments what the words need: file names, offsets, counts; never a secret
 */
public record Problem(String bundle, String key, List<Object> arguments) {

  public Problem {
    arguments = List.copyOf(arguments);
  }

  /** A problem whose words stand in {@code bundle} under {@code key}. */
  public static Problem of(String bundle, String key, Object... arguments) {
    return new Problem(bundle, key, List.of(arguments));
  }

  /** What happened, and where. */
  public String what(Locale locale) {
    return words("what", locale);
  }

  /** What is safe. */
  public String safe(Locale locale) {
    return words("safe", locale);
  }

  /** What to do now. */
  public String next(Locale locale) {
    return words("next", locale);
  }

  private String words(String part, Locale locale) {
    try {
      String pattern =
          ResourceBundle.getBundle(
                  bundle,
                  locale,
                  ResourceBundle.Control.getNoFallbackControl(
                      ResourceBundle.Control.FORMAT_PROPERTIES))
              .getString(key + "." + part);
      return new MessageFormat(pattern, locale).format(arguments.toArray());
    } catch (MissingResourceException e) {
      // A missing translation must not hide the problem itself.
      return key + "." + part + " " + arguments;
    }
  }
}
