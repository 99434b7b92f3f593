package app.afterglow.launcher.cli;

import app.afterglow.importer.Import;
import app.afterglow.importer.TargetProvider;
import app.afterglow.launcher.program.Failure;
import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.launcher.terminal.Terminal;
import app.afterglow.launcher.terminal.Words;
import app.afterglow.problem.UsageException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The command line as a whole: builds the commands, runs one, and turns its end into a code. */
public final class CommandLineProgram {

  private static final String HELP = "app.afterglow.launcher.help";

  private final Session session;
  private final CommandLine commandLine;

  private CommandLineProgram(Session session, CommandLine commandLine) {
    this.session = session;
    this.commandLine = commandLine;
  }

  /** Runs what the arguments say, and returns the exit code. */
  public static int run(Terminal terminal, String... arguments) {
    Locale locale = Words.localeOf(terminal.environment());
    Optional<String> language = valueOf("--lang", arguments);
    if (language.isPresent()) {
      locale = Words.localeOf(language.get());
    }
    List<TargetProvider> targets = List.of();
    @Nullable Throwable unusable = null;
    try {
      if (language.isPresent() && !Words.speaks(locale)) {
        throw new UsageException(LauncherProblem.of("language", language.get()));
      }
      targets = targetsNamedIn(arguments);
    } catch (IOException e) {
      unusable = e;
    }
    CommandLineProgram program = of(terminal, locale, targets);
    return unusable == null
        ? program.execute(arguments)
        : program.failedBeforeReading(unusable, arguments);
  }

  /** The commands with the options of every target: for man pages and completion. */
  public static CommandLine documented(Locale locale) {
    return of(Terminal.ofSystem(), locale, Import.targets()).commandLine;
  }

  /** A target's own options exist only where the target is named. */
  private static List<TargetProvider> targetsNamedIn(String... arguments) throws IOException {
    Optional<String> target = valueOf("--to", arguments);
    return target.isEmpty() ? List.of() : List.of(Import.target(target.get()));
  }

  /** The value of an option that must be known before the command line can be read at all. */
  private static Optional<String> valueOf(String option, String... arguments) {
    return IntStream.range(0, arguments.length)
        .mapToObj(
            i -> {
              if (arguments[i].startsWith(option + "=")) {
                return Optional.of(arguments[i].substring(option.length() + 1));
              }
              return arguments[i].equals(option) && i + 1 < arguments.length
                  ? Optional.of(arguments[i + 1])
                  : Optional.<String>empty();
            })
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static CommandLineProgram of(
      Terminal terminal, Locale locale, List<TargetProvider> targets) {
    RootCommand root = new RootCommand();
    Session session = new Session(terminal, Words.of(locale), root);
    CommandLine commandLine = new CommandLine(root);
    ImportCommand importCommand = new ImportCommand(session);
    for (Object command :
        List.of(
            new FindCommand(session),
            new RescueCommand(session),
            new ExportCommand(session),
            new InfoCommand(session),
            new VerifyCommand(session),
            new ViewCommand(session),
            new SearchCommand(session),
            new ExtractCommand(session),
            new MergeCommand(session),
            importCommand,
            new KeygenCommand(session),
            new SourcesCommand(session),
            new TargetsCommand(session),
            new DemoCommand(session),
            new DoctorCommand(session))) {
      commandLine.addSubcommand(command);
    }
    importCommand.accept(targets);
    CommandLineProgram program = new CommandLineProgram(session, commandLine);
    program.configure(terminal, locale);
    return program;
  }

  private void configure(Terminal terminal, Locale locale) {
    commandLine
        .setOut(writer(terminal.out()))
        .setErr(writer(terminal.err()))
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setUsageHelpWidth(96)
        .setResourceBundle(Words.bundle(HELP, locale))
        .setParameterExceptionHandler(this::usage)
        .setExecutionExceptionHandler((e, _, _) -> failed(e));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
  }

  private int execute(String... arguments) {
    try {
      return commandLine.execute(arguments);
    } catch (Throwable e) {
      // picocli hands over exceptions only; an error such as OutOfMemoryError comes through here.
      return failed(e);
    }
  }

  private int usage(CommandLine.ParameterException e, String... arguments) {
    Throwable cause = e.getCause();
    return failedBeforeReading(
        cause instanceof UsageException ? cause : new UsageException(UsageWords.of(e), e),
        arguments);
  }

  /** A script that asked for JSON gets it even where its command line could not be read. */
  private int failedBeforeReading(Throwable thrown, String... arguments) {
    session.answerAsSaidIn(arguments);
    return failed(thrown);
  }

  private int failed(Throwable thrown) {
    Failure failure = Failure.of(thrown);
    if (session.debug()) {
      thrown.printStackTrace(session.terminal().err());
    }
    session.problem(failure.problem());
    try {
      session.answer(out -> JsonAnswer.failure(failure, session.locale(), out));
    } catch (IOException e) {
      thrown.addSuppressed(e);
    }
    return failure.exitCode();
  }
}
