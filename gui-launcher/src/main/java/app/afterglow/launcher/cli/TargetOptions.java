package app.afterglow.launcher.cli;

import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import app.afterglow.launcher.terminal.Words;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Set;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that only one target has: added to the command line when the target is known. */
final class TargetOptions {

  private TargetOptions() {}

  /** Adds them, a section a target. */
  static void add(CommandSpec command, List<TargetProvider> targets, Words words) {
    Set<String> taken = new HashSet<>();
    for (TargetProvider target : targets) {
      ArgGroupSpec.Builder section =
          ArgGroupSpec.builder()
              .heading(words.say("import.target-options", target.name()) + "%n")
              .exclusive(false)
              .multiplicity("0..1");
      boolean any = false;
      for (TargetOption option : target.options()) {
        if (taken.add(option.name())) {
          section.addArg(
              OptionSpec.builder("--" + option.name())
                  .paramLabel("VALUE")
                  .type(String.class)
                  .description(escaped(description(target, option, words.locale())))
                  .build());
          any = true;
        }
      }
      if (any) {
        command.addArgGroup(section.build());
      }
    }
  }

  /** What was given of them, by name. */
  static Map<String, String> given(ParseResult parsed, TargetProvider target) {
    Map<String, String> given = new HashMap<>();
    for (TargetOption option : target.options()) {
      if (parsed.hasMatchedOption("--" + option.name())) {
        String value = parsed.matchedOptionValue("--" + option.name(), "");
        given.put(option.name(), value);
      }
    }
    return given;
  }

  /** What an option is for, in the target's own words. */
  static String description(TargetProvider target, TargetOption option, Locale locale) {
    String bundle = "app.afterglow.importer." + target.name() + ".words";
    try {
      return Words.bundle(bundle, locale).getString("option." + option.name());
    } catch (MissingResourceException e) {
      return "";
    }
  }

  /** picocli formats descriptions. */
  private static String escaped(String description) {
    return description.replace("%", "%%");
  }
}
