package app.afterglow.launcher.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** One command's man page, as troff with the {@code man} macros. */
final class ManPage {

  private final CommandSpec command;
  private final String version;
  private final ResourceBundle heads;
  private final List<String> lines = new ArrayList<>();

  private ManPage(CommandSpec command, String version, ResourceBundle heads) {
    this.command = command;
    this.version = version;
    this.heads = heads;
  }

  /** The page's text. */
  static String of(CommandLine commandLine, String version, ResourceBundle heads) {
    ManPage page = new ManPage(commandLine.getCommandSpec(), version, heads);
    page.write();
    return String.join("\n", page.lines) + "\n";
  }

  /** The page's name: {@code afterglow}, {@code afterglow-export} ... */
  static String name(CommandLine commandLine) {
    return commandLine.getCommandSpec().qualifiedName("-");
  }

  private void write() {
    UsageMessageSpec usage = command.usageMessage();
    String name = command.qualifiedName("-");
    lines.add(
        ".TH \"%s\" \"1\" \"\" \"%s\" \"Afterglow\""
            .formatted(name.toUpperCase(Locale.ROOT), version));
    section("name");
    lines.add(text(name) + " \\- " + text(joined(usage.header())));
    section("synopsis");
    lines.add(".nf");
    lines.add(text(synopsis()));
    lines.add(".fi");
    section("description");
    lines.add(text(joined(usage.description())));
    arguments();
    commands();
    codes(usage.exitCodeList());
    if (usage.footer().length > 0) {
      section("note");
      lines.add(text(joined(usage.footer())));
    }
    section("see-also");
    lines.add(seeAlso());
  }

  private void section(String key) {
    lines.add(".SH " + text(heads.getString("manual." + key)));
  }

  private String synopsis() {
    return new CommandLine.Help(
            command, CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .synopsis(0)
        .stripTrailing();
  }

  private void arguments() {
    List<ArgSpec> shown =
        Stream.concat(command.positionalParameters().stream(), command.options().stream())
            .filter(argument -> !argument.hidden())
            .toList();
    if (shown.isEmpty()) {
      return;
    }
    section("options");
    for (ArgSpec argument : shown) {
      lines.add(".TP");
      lines.add(
          switch (argument) {
            case OptionSpec option -> option(option);
            case PositionalParamSpec parameter -> "\\fI" + text(parameter.paramLabel()) + "\\fR";
            default -> throw new IllegalStateException("neither option nor parameter");
          });
      lines.add(text(joined(argument.description())));
    }
  }

  private static String option(OptionSpec option) {
    String names =
        Stream.of(option.names())
            .map(name -> "\\fB" + text(name) + "\\fR")
            .collect(Collectors.joining(", "));
    return option.arity().max() == 0 ? names : names + " \\fI" + text(option.paramLabel()) + "\\fR";
  }

  private void commands() {
    if (command.subcommands().isEmpty()) {
      return;
    }
    section("commands");
    for (Map.Entry<String, CommandLine> subcommand : command.subcommands().entrySet()) {
      lines.add(".TP");
      lines.add("\\fB" + text(subcommand.getKey()) + "\\fR");
      lines.add(text(joined(subcommand.getValue().getCommandSpec().usageMessage().header())));
    }
  }

  private void codes(Map<String, String> codes) {
    if (codes.isEmpty()) {
      return;
    }
    section("exit-codes");
    for (Map.Entry<String, String> code : codes.entrySet()) {
      lines.add(".TP");
      lines.add("\\fB" + code.getKey().strip() + "\\fR");
      lines.add(text(code.getValue()));
    }
  }

  private String seeAlso() {
    CommandSpec parent = command.parent();
    Stream<String> names =
        parent == null
            ? command.subcommands().keySet().stream().map(name -> command.name() + "-" + name)
            : Stream.of(parent.name());
    return Stream.concat(names, Stream.of("age"))
        .map(name -> "\\fB" + text(name) + "\\fR(1)")
        .collect(Collectors.joining(", "));
  }

  /** The descriptions are format strings, in which a percent sign stands twice. */
  private static String joined(String... parts) {
    return String.join(" ", parts).replace("%n", " ").replace("%%", "%").strip();
  }

  /** Nothing in a text may be taken for a command of troff. */
  private static String text(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    return escaped
        .lines()
        .map(line -> line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line)
        .collect(Collectors.joining("\n"));
  }
}
