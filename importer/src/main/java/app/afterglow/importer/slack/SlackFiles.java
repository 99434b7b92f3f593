package app.afterglow.importer.slack;

import app.afterglow.importer.plain.Digests;
import app.afterglow.importer.plain.FileNames;
import app.afterglow.importer.plain.Texts;
import app.afterglow.model.Attachment;
import app.afterglow.model.Message;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;

/** The files of a message, and where in the export they lie. */
final class SlackFiles {

  private SlackFiles() {}

  /** The id of a message's attachment: of its own, so that no two share a folder. */
  static String id(Message message, int index) {
    return "F"
        + Digests.base32(
            14, "slack-file", message.conversationId(), message.id(), Integer.toString(index));
  }

  /** Where its content lies in the ZIP: where mmetl looks for it. */
  static String path(Message message, int index) {
    Attachment attachment = message.attachments().get(index);
    return "__uploads/" + id(message, index) + "/" + FileNames.of(attachment);
  }

  /** Writes a message's {@code files}. */
  static void write(Message message, String userId, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("files");
    for (int i = 0; i < message.attachments().size(); i++) {
      Attachment attachment = message.attachments().get(i);
      json.writeStartObject();
      json.writeStringField("id", id(message, i));
      switch (attachment.status()) {
        case PRESENT -> writePresent(message, i, userId, json);
        // What Slack writes for a file that is gone; readers pass it over.
        case MISSING, DAMAGED -> json.writeStringField("mode", "tombstone");
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writePresent(Message message, int index, String userId, JsonGenerator json)
      throws IOException {
    Attachment attachment = message.attachments().get(index);
    String name = FileNames.of(attachment);
    String title = attachment.name() == null ? name : Texts.oneLine(attachment.name());
    String extension = FileNames.extensionOf(name).toLowerCase(Locale.ROOT);
    String type = attachment.mediaType();
    json.writeNumberField("created", message.sentAt().getEpochSecond());
    json.writeNumberField("timestamp", message.sentAt().getEpochSecond());
    json.writeStringField("name", name);
    json.writeStringField("title", title.isEmpty() ? name : title);
    json.writeStringField(
        "mimetype", type == null ? "application/octet-stream" : Texts.oneLine(type));
    json.writeStringField("filetype", extension.isEmpty() ? "binary" : extension.substring(1));
    json.writeStringField("user", userId);
    json.writeStringField("mode", "hosted");
    json.writeBooleanField("is_external", false);
    json.writeNumberField("size", attachment.size());
    json.writeStringField("url_private", path(message, index));
    json.writeStringField("url_private_download", path(message, index));
  }
}
