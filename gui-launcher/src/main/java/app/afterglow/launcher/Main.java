package app.afterglow.launcher;

import app.afterglow.launcher.cli.CommandLineProgram;
import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.launcher.terminal.Terminal;
import app.afterglow.launcher.terminal.Words;
import app.afterglow.problem.Problem;

/** Where the program begins: with arguments a command line, without them its help. */
public final class Main {

  private Main() {}

  /** Runs the program and ends the virtual machine with its exit code. */
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofSystem();
    terminal.interruption().listen(code -> stopHard(terminal, code));
    int exitCode = CommandLineProgram.run(terminal, arguments);
    terminal.out().flush();
    if (terminal.out().checkError()) {
      say(terminal, LauncherProblem.of("output-lost"));
      exitCode = Math.max(exitCode, 6);
    }
    terminal.interruption().finished();
    System.exit(exitCode);
  }

  private static void stopHard(Terminal terminal, int exitCode) {
    say(terminal, LauncherProblem.of("stopped-hard"));
    System.exit(exitCode);
  }

  private static void say(Terminal terminal, Problem problem) {
    Words words = Words.of(Words.localeOf(terminal.environment()));
    terminal
        .err()
        .println(
            words.say(
                "problem",
                problem.what(words.locale()),
                problem.safe(words.locale()),
                problem.next(words.locale())));
  }
}
