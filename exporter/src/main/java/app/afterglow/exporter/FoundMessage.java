package app.afterglow.exporter;

import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import java.util.List;

/**
 * A message as a source reads it.
 *
 * @param message the message, its {@link Message#attachments()} still empty
 * @param attachments the files it names, content not read yet
 * @param losses what about this message could not be read; partial, all of them
 */
public record FoundMessage(Message message, List<FoundAttachment> attachments, List<Loss> losses) {

  public FoundMessage {
    attachments = List.copyOf(attachments);
    losses = List.copyOf(losses);
  }

  /** A message that was read whole. */
  public FoundMessage(Message message, List<FoundAttachment> attachments) {
    this(message, attachments, List.of());
  }
}
