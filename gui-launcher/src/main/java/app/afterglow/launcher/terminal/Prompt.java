package app.afterglow.launcher.terminal;

import org.jspecify.annotations.Nullable;

/** Asks the person at the keyboard. */
public interface Prompt {

  /**
   * Asks for a secret; what is typed is not shown.
   *
   * @return the characters, the caller's to wipe; null where the person ended the input
   */
  char @Nullable [] secret(String question);

  /** Asks for a line, null where the person ended the input. */
  @Nullable String line(String question);
}
