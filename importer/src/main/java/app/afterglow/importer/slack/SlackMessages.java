package app.afterglow.importer.slack;

import app.afterglow.importer.plain.Digests;
import app.afterglow.importer.plain.EmojiNames;
import app.afterglow.importer.plain.Names;
import app.afterglow.importer.plain.Tally;
import app.afterglow.importer.plain.Texts;
import app.afterglow.importer.plain.Words;
import app.afterglow.model.Edit;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Reaction;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON of one message. */
final class SlackMessages {

  private final Users users;
  private final Names names;
  private final Words words;
  private final SlackText texts;
  private final Tally tally;

  SlackMessages(Users users, Names names, Words words, Tally tally) {
    this.users = users;
    this.names = names;
    this.words = words;
    this.texts = new SlackText(users);
    this.tally = tally;
  }

  /**
   * Writes a message.
   *
   * @param micros its time
   * @param root the time of the message its thread begins with, {@link Threads#NONE} for none
   */
  void write(Message message, long micros, long root, List<Reaction> reactions, JsonGenerator json)
      throws IOException {
    Users.User sender = users.of(message.senderId());
    json.writeStartObject();
    json.writeStringField("type", "message");
    String subtype = subtype(message);
    if (subtype != null) {
      json.writeStringField("subtype", subtype);
    }
    json.writeStringField("user", sender.id());
    json.writeStringField("text", text(message));
    json.writeStringField("ts", Timestamps.text(micros));
    json.writeStringField(
        "client_msg_id", Digests.uuid("slack", message.conversationId(), message.id()));
    if (root != Threads.NONE) {
      json.writeStringField("thread_ts", Timestamps.text(root));
    }
    writeEdits(message, sender, micros, json);
    writeReactions(message, reactions, json);
    if (!message.attachments().isEmpty()) {
      json.writeBooleanField("upload", true);
      SlackFiles.write(message, sender.id(), json);
    }
    writeMetadata(message, json);
    json.writeEndObject();
  }

  /**
   * Only the two kinds of event that say by themselves who came or went have a subtype: readers
   * pass over those they don't know, and some over all of them, so every event has its text, too.
   */
  private static @Nullable String subtype(Message message) {
    return switch (message.body()) {
      case MessageBody.RoomEvent event ->
          switch (event.event()) {
            case CREATED -> "channel_join";
            case MEMBER_LEFT -> "channel_leave";
            case PARAMETERS_CHANGED -> "channel_topic";
            case MEMBERS_CHANGED, ROOM_DELETED -> null;
          };
      case MessageBody.Text _,
          MessageBody.FileBody _,
          MessageBody.Location _,
          MessageBody.Call _,
          MessageBody.Verification _,
          MessageBody.Deleted _,
          MessageBody.EditOf _,
          MessageBody.ReactionTo _,
          MessageBody.Unknown _ ->
          null;
    };
  }

  private String text(Message message) {
    String text = words.message(message, names::person);
    if (!Texts.isWellFormed(text)) {
      tally.partial(message, "text-repaired", "half characters became U+FFFD");
    }
    return texts.of(Texts.wellFormed(text));
  }

  private void writeEdits(Message message, Users.User sender, long micros, JsonGenerator json)
      throws IOException {
    if (message.edits().isEmpty()) {
      return;
    }
    Instant last = message.edits().getLast().at();
    long edited = last == null ? micros : Math.max(micros, last.toEpochMilli() * 1_000);
    json.writeObjectFieldStart("edited");
    json.writeStringField("user", sender.id());
    json.writeStringField("ts", Timestamps.text(edited));
    json.writeEndObject();
    json.writeArrayFieldStart("attachments");
    for (Edit edit : message.edits()) {
      String former = texts.of(Texts.wellFormed(words.former(edit)));
      json.writeStartObject();
      json.writeStringField("fallback", former);
      json.writeStringField("text", former);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeReactions(Message message, List<Reaction> reactions, JsonGenerator json)
      throws IOException {
    if (reactions.isEmpty()) {
      return;
    }
    Map<String, Set<String>> byName = new LinkedHashMap<>();
    for (Reaction reaction : reactions) {
      Optional<String> known = EmojiNames.slack(reaction.emoji());
      if (known.isEmpty()) {
        tally.partial(message, "reaction-renamed", "Slack has no name for the reaction");
      }
      String name = known.orElseGet(() -> EmojiNames.invented(reaction.emoji()));
      byName
          .computeIfAbsent(name, _ -> new LinkedHashSet<>())
          .add(users.of(reaction.senderId()).id());
    }
    json.writeArrayFieldStart("reactions");
    for (Map.Entry<String, Set<String>> entry : byName.entrySet()) {
      json.writeStartObject();
      json.writeStringField("name", entry.getKey());
      json.writeArrayFieldStart("users");
      for (String user : entry.getValue()) {
        json.writeString(user);
      }
      json.writeEndArray();
      json.writeNumberField("count", entry.getValue().size());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Slack's place for an application's own data: the archive's id, kind and exact time. */
  private static void writeMetadata(Message message, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("metadata");
    json.writeStringField("event_type", "afterglow_message");
    json.writeObjectFieldStart("event_payload");
    json.writeStringField("id", Texts.wellFormed(message.id()));
    json.writeStringField("kind", message.body().kind());
    json.writeStringField("sent_at", message.sentAt().toString());
    json.writeEndObject();
    json.writeEndObject();
  }
}
