package app.afterglow.importer.delivery;

import app.afterglow.model.Attachment;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that arrives at the target as a whole or not at all: a part of a text, an attachment, a
 * reaction. The ledger remembers each on its own.
 *
 * @param key its name within its message, the same in every run: {@code text}, {@code text.2},
 *     {@code attachment.0}
 * @param carries what is lost where the target refuses it
 * @param attachments the attachments it carries, none for most
 * @param repeat what happens where it is sent twice
 * @param sending the sending itself
 */
public record Step(
    String key, Carries carries, List<Attachment> attachments, Repeat repeat, Sending sending) {

  /** What a step carries, and so what is lost without it. */
  public enum Carries {
    /** The message itself, or the part of it without which it isn't carried. */
    MESSAGE,
    /** Attachments only: the message is carried without them. */
    ATTACHMENTS,
    /** Something about the message: without it the loss is a partial one. */
    DETAIL
  }

  /** What happens where a step is sent twice. */
  public enum Repeat {
    /** The target recognises it by {@link Attempt#idempotencyKey()} or otherwise: it stays one. */
    HARMLESS,
    /** It would stand there twice. */
    DOUBLES
  }

  /** The sending of a step. */
  @FunctionalInterface
  public interface Sending {
    /**
     * Sends it, once: repeating is the engine's affair.
     *
     * @return the target's own id for it, null where it tells none
     * @throws DeliveryException where it did not end well
     * @throws app.afterglow.problem.TargetRefusedException where nothing at all can be sent
     */
    @Nullable String send(Attempt attempt) throws IOException, InterruptedException;
  }

  public Step {
    attachments = List.copyOf(attachments);
    if (carries == Carries.ATTACHMENTS && attachments.isEmpty()) {
      throw new IllegalArgumentException("a step that carries attachments names them");
    }
  }

  /** A step that carries the message or a part of it. */
  public static Step message(String key, Repeat repeat, Sending sending) {
    return new Step(key, Carries.MESSAGE, List.of(), repeat, sending);
  }

  /** A step that carries one attachment. */
  public static Step attachment(String key, Attachment attachment, Repeat repeat, Sending sending) {
    return new Step(key, Carries.ATTACHMENTS, List.of(attachment), repeat, sending);
  }

  /** A step that carries something about the message, such as a reaction. */
  public static Step detail(String key, Repeat repeat, Sending sending) {
    return new Step(key, Carries.DETAIL, List.of(), repeat, sending);
  }
}
