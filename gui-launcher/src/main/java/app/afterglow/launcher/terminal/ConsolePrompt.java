package app.afterglow.launcher.terminal;

import java.io.Console;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks on the console. */
final class ConsolePrompt implements Prompt {

  private final Console console;
  private final Interruption interruption;

  private ConsolePrompt(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  /** The console's prompt, or null where nobody sits there. */
  static @Nullable Prompt orNull(Interruption interruption) {
    // Null or not, which of both depends on the runtime's console.
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> new ConsolePrompt(console, interruption))
        .orElse(null);
  }

  @Override
  public char @Nullable [] secret(String question) {
    return interruption.whileWaiting(() -> console.readPassword("%s", question + " "));
  }

  @Override
  public @Nullable String line(String question) {
    return interruption.whileWaiting(() -> console.readLine("%s", question + " "));
  }

  @Override
  public @Nullable String lineMeanwhile(String question) {
    return console.readLine("%s", question + " ");
  }
}
