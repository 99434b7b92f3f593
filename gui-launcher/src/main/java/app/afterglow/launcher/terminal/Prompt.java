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

  /**
   * Asks for a line while a run goes on, so that an end asked for meanwhile lets it come to one;
   * null where the person ended the input.
   */
  default @Nullable String lineMeanwhile(String question) {
    return line(question);
  }
}
