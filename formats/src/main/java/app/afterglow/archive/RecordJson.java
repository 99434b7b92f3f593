package app.afterglow.archive;

import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.Edit;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import app.afterglow.model.Reaction;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of every record, the same words in the archive and everywhere else
 * (docs/archive-format.md, "The records"). Fields come in a fixed order and none is left out: what
 * is absent is null.
 *
 * <p>Times outside the years 0000 to 9999, which RFC 3339 can't write, are an {@link
 * IllegalArgumentException}.
 */
public final class RecordJson {

  private RecordJson() {}

  /** Writes one message as a JSON object. */
  public static void write(Message message, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", message.id());
    out.writeStringField("conversationId", message.conversationId());
    out.writeStringField("senderId", message.senderId());
    time("sentAt", message.sentAt(), out);
    out.writeStringField("kind", message.body().kind());
    out.writeStringField("text", message.body().text());
    writeKind(message.body(), out);
    out.writeArrayFieldStart("attachments");
    for (Attachment attachment : message.attachments()) {
      write(attachment, out);
    }
    out.writeEndArray();
    out.writeStringField("replyTo", message.replyTo());
    out.writeArrayFieldStart("edits");
    for (Edit edit : message.edits()) {
      out.writeStartObject();
      time("at", edit.at(), out);
      out.writeStringField("previousText", edit.previousText());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("reactions");
    for (Reaction reaction : message.reactions()) {
      out.writeStartObject();
      out.writeStringField("senderId", reaction.senderId());
      out.writeStringField("emoji", reaction.emoji());
      time("at", reaction.at(), out);
      out.writeEndObject();
    }
    out.writeEndArray();
    time("expiresAt", message.expiresAt(), out);
    out.writeStringField("sourceType", message.sourceType());
    out.writeFieldName("raw");
    RawJson.write(message.raw(), out);
    out.writeEndObject();
  }

  private static void write(Attachment attachment, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", attachment.name());
    out.writeStringField("mediaType", attachment.mediaType());
    out.writeNumberField("size", attachment.size());
    out.writeStringField("sha256", attachment.sha256());
    out.writeStringField("status", attachment.status().word());
    out.writeStringField("sourceId", attachment.sourceId());
    out.writeEndObject();
  }

  /** The object that only this kind of message has. */
  private static void writeKind(MessageBody body, JsonGenerator out) throws IOException {
    switch (body) {
      case MessageBody.Text _,
          MessageBody.FileBody _,
          MessageBody.Verification _,
          MessageBody.Unknown _ -> {}
      case MessageBody.Location location -> {
        out.writeObjectFieldStart("location");
        degrees("latitude", location.latitude(), out);
        degrees("longitude", location.longitude(), out);
        out.writeEndObject();
      }
      case MessageBody.Call call -> {
        out.writeObjectFieldStart("call");
        out.writeStringField("status", call.status());
        if (call.durationSeconds() == null) {
          out.writeNullField("durationSeconds");
        } else {
          out.writeNumberField("durationSeconds", call.durationSeconds());
        }
        strings("participantIds", call.participantIds(), out);
        out.writeEndObject();
      }
      case MessageBody.RoomEvent event -> {
        out.writeObjectFieldStart("roomEvent");
        out.writeStringField("event", event.event().word());
        strings("memberIds", event.memberIds(), out);
        out.writeEndObject();
      }
      case MessageBody.Deleted deleted -> {
        out.writeObjectFieldStart("deleted");
        out.writeStringField("targetId", deleted.targetId());
        out.writeEndObject();
      }
      case MessageBody.EditOf edit -> {
        out.writeObjectFieldStart("edit");
        out.writeStringField("targetId", edit.targetId());
        out.writeEndObject();
      }
      case MessageBody.ReactionTo reaction -> {
        out.writeObjectFieldStart("reaction");
        out.writeStringField("targetId", reaction.targetId());
        out.writeStringField("emoji", reaction.emoji());
        out.writeBooleanField("removed", reaction.removed());
        out.writeEndObject();
      }
    }
  }

  /** Writes one person as a JSON object. */
  public static void write(Person person, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", person.id());
    out.writeStringField("name", person.name());
    out.writeStringField("displayName", person.displayName());
    out.writeBooleanField("self", person.self());
    out.writeEndObject();
  }

  /** Writes one conversation as a JSON object. */
  public static void write(ArchivedConversation archived, JsonGenerator out) throws IOException {
    Conversation conversation = archived.conversation();
    out.writeStartObject();
    out.writeStringField("id", conversation.id());
    out.writeStringField("kind", conversation.kind().word());
    out.writeStringField("title", conversation.title());
    out.writeStringField("description", conversation.description());
    strings("memberIds", conversation.memberIds(), out);
    strings("messageFiles", archived.messageFiles(), out);
    out.writeNumberField("messageCount", archived.messageCount());
    time("firstAt", archived.firstAt(), out);
    time("lastAt", archived.lastAt(), out);
    out.writeFieldName("raw");
    RawJson.write(conversation.raw(), out);
    out.writeEndObject();
  }

  /** Writes one line of a loss report as a JSON object. */
  public static void write(Loss loss, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("what", loss.what().word());
    out.writeStringField("id", loss.id());
    out.writeStringField("reason", loss.reason());
    out.writeStringField("detail", loss.detail());
    out.writeBooleanField("partial", loss.partial());
    out.writeEndObject();
  }

  static void time(String field, @Nullable Instant time, JsonGenerator out) throws IOException {
    out.writeStringField(field, time == null ? null : Timestamps.format(time));
  }

  private static void strings(String field, List<String> values, JsonGenerator out)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
  }

  /** JSON knows no infinity and no NaN: such a value says no more than an absent one. */
  private static void degrees(String field, @Nullable Double value, JsonGenerator out)
      throws IOException {
    if (value == null || !Double.isFinite(value)) {
      out.writeNullField(field);
    } else {
      out.writeNumberField(field, value);
    }
  }
}
