package app.afterglow.launcher.cli;

import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that makes no sense, in our own words: picocli speaks English only. */
final class UsageWords {

  private UsageWords() {}

  static Problem of(ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    return switch (e) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched, command);
      case MissingParameterException missing ->
          LauncherProblem.of("missing", names(missing.getMissing()), command);
      default ->
          e.getArgSpec() != null && e.getValue() != null
              ? LauncherProblem.of("bad-value", name(e.getArgSpec()), e.getValue(), command)
              : LauncherProblem.of("bad-arguments", String.valueOf(e.getMessage()), command);
    };
  }

  private static Problem unmatched(UnmatchedArgumentException e, String command) {
    String given = e.getUnmatched().isEmpty() ? "?" : e.getUnmatched().getFirst();
    List<String> similar = e.getSuggestions();
    return similar.isEmpty()
        ? LauncherProblem.of("unknown-argument", given, command)
        : LauncherProblem.of("similar-argument", given, command, String.join(", ", similar));
  }

  private static String names(List<ArgSpec> arguments) {
    return arguments.stream().map(UsageWords::name).collect(Collectors.joining(", "));
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
