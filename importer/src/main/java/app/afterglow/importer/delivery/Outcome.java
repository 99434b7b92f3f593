package app.afterglow.importer.delivery;

import org.jspecify.annotations.Nullable;

/** What became of a step. */
sealed interface Outcome {

  /**
   * It stands at the target.
   *
   * @param entry what the ledger holds of it now
   * @param now true where it was sent in this run
   */
  record Delivered(Entry entry, boolean now) implements Outcome {}

  /** It does not, and is listed. */
  record Listed(String reason, @Nullable String detail) implements Outcome {}

  /** Nobody knows, and nothing more is to be sent to its conversation in this run. */
  record Halted() implements Outcome {}
}
