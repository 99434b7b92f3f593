package app.afterglow.launcher.cli;

import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetOption.Kind;
import app.afterglow.importer.TargetProvider;
import app.afterglow.launcher.program.TargetDescriptions;
import app.afterglow.launcher.terminal.Words;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that only one target has: added to the command line when the target is known. */
final class TargetOptions {

  private TargetOptions() {}

  /** Adds them, a section a target; a name that several targets know is taken once. */
  static void add(CommandSpec command, List<TargetProvider> targets, Words words) {
    Set<String> taken = new HashSet<>();
    for (TargetProvider target : targets) {
      List<TargetOption> added =
          target.options().stream().filter(option -> taken.add(option.name())).toList();
      if (!added.isEmpty()) {
        ArgGroupSpec.Builder section =
            ArgGroupSpec.builder()
                .heading(words.say("import.target-options", target.name()) + "%n")
                .exclusive(false)
                .multiplicity("0..1");
        for (TargetOption option : added) {
          section.addArg(spec(target, option, words));
        }
        command.addArgGroup(section.build());
      }
    }
  }

  private static OptionSpec spec(TargetProvider target, TargetOption option, Words words) {
    String description = TargetDescriptions.option(target, option, words.locale());
    String defaultValue = option.defaultValue();
    if (defaultValue != null && !defaultValue.isEmpty() && !option.isSwitch()) {
      description += " " + words.say("import.target-default", defaultValue);
    }
    OptionSpec.Builder spec =
        OptionSpec.builder("--" + option.name()).description(escaped(description));
    return option.isSwitch()
        ? spec.type(Boolean.class).arity("0").build()
        : spec.type(String.class)
            .paramLabel(label(option))
            .completionCandidates(option.values())
            .build();
  }

  private static String label(TargetOption option) {
    if (option.kind() != Kind.TEXT) {
      return "FILE";
    }
    return option.values().isEmpty() ? "VALUE" : String.join("|", option.values());
  }

  /**
   * What was given of them, by name, without the secrets; a file to remember in stands beside the
   * archive unless somebody says where.
   */
  static Map<String, String> given(ParseResult parsed, TargetProvider target, Path archive) {
    Map<String, String> given = new HashMap<>();
    for (TargetOption option : target.options()) {
      String name = "--" + option.name();
      if (option.kind() == Kind.SECRET) {
        continue;
      }
      if (parsed.hasMatchedOption(name)) {
        Object value = parsed.matchedOptionValue(name, "");
        given.put(option.name(), option.isSwitch() ? word(value) : value.toString());
      } else if (option.kind() == Kind.STATE_FILE) {
        given.put(option.name(), option.besideArchive(archive, target));
      }
    }
    return given;
  }

  private static String word(Object value) {
    return value instanceof Boolean on && on ? "yes" : "no";
  }

  /** picocli formats descriptions. */
  private static String escaped(String description) {
    return description.replace("%", "%%");
  }
}
