package app.afterglow.importer.html;

import app.afterglow.model.Attachment;
import app.afterglow.model.Edit;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Reaction;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as it stands in a page's data: the words of the archive's JSON
 * (docs/archive-format.md), made short, because a browser holds thousands of them. Null and empty
 * fields are left out, times are milliseconds since 1970 UTC, the conversation is known from the
 * file, and an attachment has the {@code path} of its file.
 */
final class PageJson {

  private PageJson() {}

  /**
   * Writes one message.
   *
   * @param placed what became of each of its attachments
   */
  static void write(Message message, List<Placed> placed, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", message.id());
    text("senderId", message.senderId(), out);
    out.writeNumberField("sentAt", millis(message.sentAt()));
    out.writeStringField("kind", message.body().kind());
    text("text", message.body().text(), out);
    body(message.body(), out);
    if (!message.attachments().isEmpty()) {
      out.writeArrayFieldStart("attachments");
      for (int i = 0; i < message.attachments().size(); i++) {
        attachment(message.attachments().get(i), placed.get(i), out);
      }
      out.writeEndArray();
    }
    text("replyTo", message.replyTo(), out);
    edits(message.edits(), out);
    reactions(message.reactions(), out);
    time("expiresAt", message.expiresAt(), out);
    out.writeStringField("sourceType", message.sourceType());
    raw(message.raw(), out);
    out.writeEndObject();
  }

  private static void body(MessageBody body, JsonGenerator out) throws IOException {
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
        text("status", call.status(), out);
        if (call.durationSeconds() != null) {
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
        text("targetId", deleted.targetId(), out);
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

  private static void attachment(Attachment attachment, Placed placed, JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    text("name", attachment.name(), out);
    text("mediaType", attachment.mediaType(), out);
    out.writeNumberField("size", attachment.size());
    text("sha256", attachment.sha256(), out);
    out.writeStringField("status", placed.status());
    text("sourceId", attachment.sourceId(), out);
    text("path", placed.path(), out);
    out.writeEndObject();
  }

  private static void edits(List<Edit> edits, JsonGenerator out) throws IOException {
    if (edits.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart("edits");
    for (Edit edit : edits) {
      out.writeStartObject();
      time("at", edit.at(), out);
      text("previousText", edit.previousText(), out);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void reactions(List<Reaction> reactions, JsonGenerator out) throws IOException {
    if (reactions.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart("reactions");
    for (Reaction reaction : reactions) {
      out.writeStartObject();
      text("senderId", reaction.senderId(), out);
      out.writeStringField("emoji", reaction.emoji());
      time("at", reaction.at(), out);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** Source fields the model has no place for; the generator's codec writes them. */
  static void raw(Map<String, JsonNode> raw, JsonGenerator out) throws IOException {
    if (raw.isEmpty()) {
      return;
    }
    out.writeObjectFieldStart("raw");
    for (Map.Entry<String, JsonNode> field : raw.entrySet()) {
      out.writeFieldName(field.getKey());
      out.writeTree(field.getValue());
    }
    out.writeEndObject();
  }

  static void text(String field, @Nullable String value, JsonGenerator out) throws IOException {
    if (value != null) {
      out.writeStringField(field, value);
    }
  }

  static void time(String field, @Nullable Instant value, JsonGenerator out) throws IOException {
    if (value != null) {
      out.writeNumberField(field, millis(value));
    }
  }

  private static void degrees(String field, @Nullable Double value, JsonGenerator out)
      throws IOException {
    if (value != null && Double.isFinite(value)) {
      out.writeNumberField(field, value);
    }
  }

  static void strings(String field, List<String> values, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart(field);
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
  }

  private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  /** A time in milliseconds; one that no archive can hold becomes the nearest that one can. */
  static long millis(Instant time) {
    if (time.isBefore(EARLIEST)) {
      return EARLIEST.toEpochMilli();
    }
    return (time.isAfter(LATEST) ? LATEST : time).toEpochMilli();
  }
}
