package app.afterglow.launcher.program;

import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import app.afterglow.launcher.terminal.Words;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * What targets and their options are, in the targets' own words. A target's words stand in its
 * package, in the bundle {@code words}; several targets of one package may differ by name.
 */
public final class TargetDescriptions {

  private TargetDescriptions() {}

  /** What a target is; empty where it has no words. */
  public static String title(TargetProvider target, Locale locale) {
    return own(target, "title", locale);
  }

  /** What an option is for; empty where the target has no words. */
  public static String option(TargetProvider target, TargetOption option, Locale locale) {
    return own(target, "option." + option.name(), locale);
  }

  private static String own(TargetProvider target, String key, Locale locale) {
    try {
      ResourceBundle words = Words.bundle(target.getClass().getPackageName() + ".words", locale);
      String ofThis = target.name() + "." + key;
      // Targets write for MessageFormat, in which an apostrophe stands twice.
      return words.getString(words.containsKey(ofThis) ? ofThis : key).replace("''", "'");
    } catch (MissingResourceException e) {
      return "";
    }
  }
}
