package app.afterglow.importer.delivery;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to send a step.
 *
 * @param number 1 for the first of this run, counting on with each repetition
 * @param mayBeRepeat true where an earlier attempt may have arrived and the target can't tell: what
 *     is sent now should say of itself that it may stand there twice
 * @param idempotencyKey the step's own key, 64 hexadecimal digits, the same in every attempt and
 *     every run; for targets that recognise a repetition by it
 * @param sent what was delivered before, of the same conversation
 */
public record Attempt(int number, boolean mayBeRepeat, String idempotencyKey, Sent sent) {

  /** What was delivered of a conversation, in this run or an earlier one. */
  @FunctionalInterface
  public interface Sent {
    /** The target's id for a step, null where it isn't delivered or has none. */
    @Nullable String targetId(String messageId, String stepKey) throws IOException;
  }
}
