package app.afterglow.launcher;

import app.afterglow.launcher.cli.CommandLineProgram;
import app.afterglow.launcher.gui.AfterglowWindow;
import app.afterglow.launcher.program.ExitCodes;
import app.afterglow.launcher.terminal.Interruption;
import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.launcher.terminal.Terminal;
import app.afterglow.launcher.terminal.Words;
import java.util.Locale;

/**
 * Where the program begins: with arguments a command line; without them a window, or the command
 * line's help where there is no screen for one.
 */
public final class Main {

  private Main() {}

  /** Runs the program and ends the virtual machine with its exit code. */
  public static void main(String[] arguments) {
    // Pictures are drawn in memory only. A DISPLAY that nobody answers would end the program else;
    // the window has a toolkit of its own.
    System.setProperty("java.awt.headless", "true");
    Terminal terminal = Terminal.ofSystem();
    int exitCode =
        arguments.length == 0 && AfterglowWindow.possible(terminal.environment())
            ? window(terminal)
            : CommandLineProgram.run(terminal, arguments);
    terminal.out().flush();
    if (terminal.out().checkError()) {
      Words words = Words.of(Words.localeOf(terminal.environment()));
      terminal.err().println(words.problem(LauncherProblem.of("output-lost")));
      exitCode = Math.max(exitCode, Interruption.EXIT_CODE);
    }
    terminal.interruption().finished();
    System.exit(exitCode);
  }

  private static int window(Terminal terminal) {
    Locale locale = Words.localeOf(terminal.environment());
    try {
      AfterglowWindow.open(locale);
      return ExitCodes.DONE;
    } catch (LinkageError | UnsupportedOperationException e) {
      // A screen that refuses, or libraries of another system.
      String why = String.valueOf(e.getMessage());
      terminal.err().println(Words.of(locale).problem(LauncherProblem.of("no-window", why)));
      return CommandLineProgram.run(terminal);
    }
  }
}
