package app.afterglow.reader.testing;

import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.Edit;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import app.afterglow.model.Reaction;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds messages: one line where nothing is special, more where something is. */
public final class Messages {

  private final String conversation;
  private final String id;
  private @Nullable String sender;
  private Instant at = Instant.EPOCH;
  private MessageBody body = new MessageBody.Text("");
  private List<Attachment> attachments = List.of();
  private @Nullable String replyTo;
  private List<Edit> edits = List.of();
  private List<Reaction> reactions = List.of();
  private @Nullable Instant expiresAt;
  private String sourceType = "1000";
  private Map<String, JsonNode> raw = Map.of();

  private Messages(String conversation, String id) {
    this.conversation = conversation;
    this.id = id;
  }

  public static Messages in(String conversation, String id) {
    return new Messages(conversation, id);
  }

  public Messages from(@Nullable String personId, String time) {
    return from(personId, Instant.parse(time));
  }

  public Messages from(@Nullable String personId, Instant time) {
    sender = personId;
    at = time;
    return this;
  }

  public Messages text(@Nullable String text) {
    return body(new MessageBody.Text(text));
  }

  public Messages body(MessageBody newBody) {
    body = newBody;
    return this;
  }

  public Messages with(Attachment... files) {
    attachments = List.of(files);
    return this;
  }

  public Messages answers(@Nullable String messageId) {
    replyTo = messageId;
    return this;
  }

  public Messages edited(Edit... earlier) {
    edits = List.of(earlier);
    return this;
  }

  public Messages reactions(Reaction... all) {
    reactions = List.of(all);
    return this;
  }

  public Messages expires(String time) {
    expiresAt = Instant.parse(time);
    return this;
  }

  public Messages source(String type, Map<String, JsonNode> fields) {
    sourceType = type;
    raw = fields;
    return this;
  }

  public Message build() {
    return new Message(
        id,
        conversation,
        sender,
        at,
        body,
        attachments,
        replyTo,
        edits,
        reactions,
        expiresAt,
        sourceType,
        raw);
  }

  public static Person person(String id, String name) {
    return new Person(id, name, null, false);
  }

  public static Conversation room(String id, String title, String... members) {
    return new Conversation(id, Conversation.Kind.ROOM, title, null, List.of(members), Map.of());
  }

  public static Conversation direct(String id, String... members) {
    return new Conversation(id, Conversation.Kind.DIRECT, null, null, List.of(members), Map.of());
  }
}
