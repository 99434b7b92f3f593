package app.afterglow.importer.delivery;

/** What to do with a step of which nobody knows whether it arrived. */
public enum InDoubt {
  /** Send it again, marked as perhaps standing there twice. */
  RESEND,
  /** Leave it, and list its message as lost. */
  SKIP,
  /** Stop its conversation there and say so; or ask a person, where there is one. */
  ASK;

  /** Somebody who can decide about a step in doubt. Used by one thread at a time. */
  @FunctionalInterface
  public interface Asker {

    /** Asks nobody: the conversation stops. */
    Asker NOBODY = (conversationId, messageId, step) -> ASK;

    /** What to do: {@link #ASK} again stops the conversation. */
    InDoubt ask(String conversationId, String messageId, String step) throws InterruptedException;
  }
}
