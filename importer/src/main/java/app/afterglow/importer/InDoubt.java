package app.afterglow.importer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to do with something sent to a target of which nobody knows whether it arrived. */
public enum InDoubt {
  /** Send it again, marked as perhaps standing there twice. */
  RESEND,
  /** Leave it, and list its message as lost. */
  SKIP,
  /** Stop its conversation there and say so; or ask a person, where there is one. */
  ASK;

  /** Somebody who can decide about it. Asked about one thing at a time, by any thread. */
  @FunctionalInterface
  public interface Asker {

    /** Asks nobody: the conversation stops. */
    Asker NOBODY = question -> ASK;

    /** What to do: {@link #ASK} again stops the conversation. */
    InDoubt ask(Question question) throws InterruptedException;
  }

  /**
   * What is in doubt.
   *
   * @param conversation its title, or its id where it has none
   * @param sentAt when the message was sent, null for what belongs to a conversation as a whole
   * @param words the beginning of its text as it is in the archive, empty where it has none
   * @param step which part of the message it is, such as {@code attachment.0}
   */
  public record Question(
      String conversation, @Nullable Instant sentAt, String words, String step) {}
}
