package app.afterglow.launcher;

import app.afterglow.launcher.cli.CommandLineProgram;
import app.afterglow.launcher.terminal.Interruption;
import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.launcher.terminal.Terminal;
import app.afterglow.launcher.terminal.Words;

/** Where the program begins: with arguments a command line, without them its help. */
public final class Main {

  private Main() {}

  /** Runs the program and ends the virtual machine with its exit code. */
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofSystem();
    int exitCode = CommandLineProgram.run(terminal, arguments);
    terminal.out().flush();
    if (terminal.out().checkError()) {
      Words words = Words.of(Words.localeOf(terminal.environment()));
      terminal.err().println(words.problem(LauncherProblem.of("output-lost")));
      exitCode = Math.max(exitCode, Interruption.EXIT_CODE);
    }
    terminal.interruption().finished();
    System.exit(exitCode);
  }
}
