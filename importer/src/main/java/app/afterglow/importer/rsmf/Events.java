package app.afterglow.importer.rsmf;

import app.afterglow.importer.plain.Names;
import app.afterglow.importer.plain.Recent;
import app.afterglow.importer.plain.Texts;
import app.afterglow.importer.plain.Words;
import app.afterglow.model.Attachment;
import app.afterglow.model.Edit;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Reaction;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The events of a manifest, one a message. */
final class Events {

  /** The longest reaction the format has a place for. */
  static final int MAX_REACTION = 30;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Names names;
  private final Words words;
  private final Participants participants;

  Events(Names names, Words words, Participants participants) {
    this.names = names;
    this.words = words;
    this.participants = participants;
  }

  /** A moment, in UTC to the millisecond. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }

  void write(
      Slice.Item item, Slice slice, String conversationId, boolean deleted, JsonGenerator json)
      throws IOException {
    Message message = item.message();
    String participant = participants.id(message.senderId());
    json.writeStartObject();
    json.writeStringField("id", Texts.wellFormed(item.id()));
    json.writeStringField("type", type(message));
    String referred = Recent.referred(message);
    if (referred != null && slice.has(referred) && !referred.equals(item.id())) {
      json.writeStringField("parent", Texts.wellFormed(referred));
      referred = null;
    }
    json.writeStringField("participant", participant);
    json.writeStringField("conversation", conversationId);
    json.writeStringField("timestamp", time(message.sentAt()));
    String body = words.message(message, names::person);
    json.writeStringField("body", Texts.wellFormed(body));
    if (deleted) {
      json.writeBooleanField("deleted", true);
    }
    if (participants.custodian() != null && message.senderId() != null) {
      boolean own = participant.equals(participants.custodian());
      json.writeStringField("direction", own ? "outgoing" : "incoming");
    }
    writeReactions(message, json);
    writeAttachments(item, json);
    writeEdits(message, participant, body, json);
    writeCustom(message, referred, json);
    json.writeEndObject();
  }

  /** Only leaving says by itself who went; the other events of a room are told in their bodies. */
  private static String type(Message message) {
    return switch (message.body()) {
      case MessageBody.Text _,
          MessageBody.FileBody _,
          MessageBody.Location _,
          MessageBody.EditOf _,
          MessageBody.ReactionTo _ ->
          "message";
      case MessageBody.RoomEvent event ->
          switch (event.event()) {
            case MEMBER_LEFT -> "leave";
            case CREATED, MEMBERS_CHANGED, PARAMETERS_CHANGED, ROOM_DELETED -> "unknown";
          };
      case MessageBody.Call _,
          MessageBody.Verification _,
          MessageBody.Deleted _,
          MessageBody.Unknown _ ->
          "unknown";
    };
  }

  private void writeReactions(Message message, JsonGenerator json) throws IOException {
    if (message.reactions().isEmpty()) {
      return;
    }
    Map<String, Set<String>> byValue = new LinkedHashMap<>();
    for (Reaction reaction : message.reactions()) {
      byValue
          .computeIfAbsent(value(reaction), _ -> new LinkedHashSet<>())
          .add(participants.id(reaction.senderId()));
    }
    json.writeArrayFieldStart("reactions");
    for (Map.Entry<String, Set<String>> entry : byValue.entrySet()) {
      json.writeStartObject();
      json.writeStringField("value", entry.getKey());
      json.writeNumberField("count", entry.getValue().size());
      json.writeArrayFieldStart("participants");
      for (String participant : entry.getValue()) {
        json.writeString(participant);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String value(Reaction reaction) {
    String value = Texts.oneLine(reaction.emoji());
    if (value.isEmpty()) {
      return "?";
    }
    // Code points may be two characters each, and the format's limit doesn't say which it means.
    return value.length() <= MAX_REACTION ? value : Texts.clip(value, MAX_REACTION / 2);
  }

  private static void writeAttachments(Slice.Item item, JsonGenerator json) throws IOException {
    if (item.files().stream().allMatch(file -> file == null)) {
      return;
    }
    json.writeArrayFieldStart("attachments");
    for (int i = 0; i < item.files().size(); i++) {
      String file = item.files().get(i);
      if (file != null) {
        Attachment attachment = item.message().attachments().get(i);
        String name = attachment.name() == null ? "" : Texts.oneLine(attachment.name());
        json.writeStartObject();
        json.writeStringField("id", file);
        json.writeStringField("display", name.isEmpty() ? file : name);
        json.writeNumberField("size", attachment.size());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private static void writeEdits(
      Message message, String participant, String body, JsonGenerator json) throws IOException {
    List<Edit> edits = message.edits();
    if (edits.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("edits");
    for (int i = 0; i < edits.size(); i++) {
      String next = i + 1 < edits.size() ? edits.get(i + 1).previousText() : body;
      json.writeStartObject();
      json.writeStringField("participant", participant);
      Instant at = edits.get(i).at();
      if (at != null) {
        json.writeStringField("timestamp", time(at));
      }
      writeText("previous", edits.get(i).previousText(), json);
      writeText("new", next, json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeText(String field, @Nullable String text, JsonGenerator json)
      throws IOException {
    if (text != null) {
      json.writeStringField(field, Texts.wellFormed(text));
    }
  }

  private static void writeCustom(
      Message message, @Nullable String referredElsewhere, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("custom");
    Custom.write("Kind", message.body().kind(), json);
    Custom.write("Refers to", referredElsewhere, json);
    if (message.expiresAt() != null) {
      Custom.write("To be deleted", time(message.expiresAt()), json);
    }
    for (Attachment attachment : message.attachments()) {
      switch (attachment.status()) {
        case PRESENT -> {
          // stands in the ZIP
        }
        case MISSING -> Custom.write("Missing file", named(attachment), json);
        case DAMAGED -> Custom.write("Damaged file", named(attachment), json);
      }
    }
    json.writeEndArray();
  }

  private static String named(Attachment attachment) {
    String name = attachment.name() == null ? "" : Texts.oneLine(attachment.name());
    return name.isEmpty() ? "without a name" : name;
  }
}
