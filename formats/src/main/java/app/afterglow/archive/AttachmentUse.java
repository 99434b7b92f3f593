package app.afterglow.archive;

import app.afterglow.model.Attachment;
import app.afterglow.model.Message;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code data/attachments.jsonl}: one use of a content that is present. A content that is
 * used twice has two lines; they come in the order of the messages.
 *
 * @param sha256 the content's hash
 * @param size its size in bytes
 * @param mediaType the media type this message's sender gave it
 * @param name the name this message's sender gave it
 * @param conversationId whose message it is
 * @param messageId the message
 */
record AttachmentUse(
    String sha256,
    long size,
    @Nullable String mediaType,
    @Nullable String name,
    String conversationId,
    String messageId) {

  static AttachmentUse of(Message message, Attachment attachment, String sha256) {
    return new AttachmentUse(
        sha256,
        attachment.size(),
        attachment.mediaType(),
        attachment.name(),
        message.conversationId(),
        message.id());
  }

  void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("sha256", sha256);
    out.writeNumberField("size", size);
    out.writeStringField("mediaType", mediaType);
    out.writeStringField("name", name);
    out.writeStringField("conversationId", conversationId);
    out.writeStringField("messageId", messageId);
    out.writeEndObject();
  }

  static AttachmentUse read(JsonFields json) {
    return new AttachmentUse(
        json.string("sha256"),
        json.count("size"),
        json.stringOrNull("mediaType"),
        json.stringOrNull("name"),
        json.string("conversationId"),
        json.string("messageId"));
  }
}
