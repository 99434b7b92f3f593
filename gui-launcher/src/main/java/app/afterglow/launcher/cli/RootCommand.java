package app.afterglow.launcher.cli;

import app.afterglow.launcher.program.ExitCodes;
import app.afterglow.launcher.program.Version;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code afterglow} itself, and the options that every command has. */
@Command(name = "afterglow", versionProvider = Version.class)
final class RootCommand implements Callable<Integer> {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT)
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true)
  boolean version;

  @Option(names = "--json", scope = ScopeType.INHERIT)
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT)
  boolean quiet;

  /** Read before everything else, see {@link CommandLineProgram}; declared for the help. */
  @Option(names = "--lang", paramLabel = "LANGUAGE", scope = ScopeType.INHERIT)
  String language = "";

  @Option(names = "--debug", scope = ScopeType.INHERIT)
  boolean debug;

  @Spec private @Nullable CommandSpec spec;

  /** Without a command, help is what somebody needs. */
  @Override
  public Integer call() {
    if (spec != null) {
      CommandLine commandLine = spec.commandLine();
      commandLine.usage(commandLine.getOut());
    }
    return ExitCodes.DONE;
  }
}
