package app.afterglow.exporter;

import app.afterglow.model.Message;
import java.util.List;

/**
 * A message as a source reads it.
 *
 * @param message the message, its {@link Message#attachments()} still empty
 * @param attachments the files it names, content not read yet
 */
public record FoundMessage(Message message, List<FoundAttachment> attachments) {

  public FoundMessage {
    attachments = List.copyOf(attachments);
  }
}
