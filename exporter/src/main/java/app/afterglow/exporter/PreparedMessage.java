package app.afterglow.exporter;

import app.afterglow.model.Attachment;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A message that was read, and what became of it.
 *
 * @param found the message
 * @param fate what is to be done with it
 * @param checks its attachments, where it is to be carried
 */
record PreparedMessage(FoundMessage found, Fate fate, List<AttachmentCheck.Result> checks) {

  private static final int RECORD = 1000;

  PreparedMessage {
    checks = List.copyOf(checks);
  }

  /** What is to be done with a message. */
  enum Fate {
    /** It goes into the archive. */
    CARRY,
    /** It goes into the archive although its time is over. */
    CARRY_EXPIRED,
    /** Its time is over, and such are to be left out. */
    DROP,
    /** It wasn't asked for. */
    NOT_SELECTED
  }

  /** The message with its attachments as they were found. */
  Message message() {
    List<Attachment> attachments = checks.stream().map(AttachmentCheck.Result::attachment).toList();
    return found.message().withAttachments(attachments);
  }

  /** What could not be read of it and of its attachments. */
  List<Loss> losses() {
    List<Loss> losses = new ArrayList<>(found.losses());
    checks.forEach(check -> losses.addAll(check.losses()));
    return losses;
  }

  /** Bytes of memory it takes, roughly. */
  long weight() {
    String text = found.message().body().text();
    long weight = RECORD + (text == null ? 0 : 2L * text.length());
    for (JsonNode value : found.message().raw().values()) {
      weight += weight(value);
    }
    return weight;
  }

  private static long weight(JsonNode value) {
    long weight = value.isTextual() ? 2L * value.textValue().length() : 50;
    for (JsonNode inner : value) {
      weight += weight(inner);
    }
    return weight;
  }
}
