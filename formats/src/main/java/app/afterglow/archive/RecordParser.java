package app.afterglow.archive;

import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.Edit;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import app.afterglow.model.Reaction;
import org.jspecify.annotations.Nullable;

/**
 * The records of {@link RecordJson}, read back. Each method throws {@link IllegalArgumentException}
 * where the JSON is not as the format says.
 */
final class RecordParser {

  private RecordParser() {}

  static Message message(JsonFields json) {
    return new Message(
        json.string("id"),
        json.string("conversationId"),
        json.stringOrNull("senderId"),
        json.time("sentAt"),
        body(json),
        json.objects("attachments", RecordParser::attachment),
        json.stringOrNull("replyTo"),
        json.objects("edits", RecordParser::edit),
        json.objects("reactions", RecordParser::reaction),
        json.timeOrNull("expiresAt"),
        json.string("sourceType"),
        json.raw("raw"));
  }

  private static MessageBody body(JsonFields json) {
    String kind = json.string("kind");
    @Nullable String text = json.stringOrNull("text");
    return switch (kind) {
      case "text" -> new MessageBody.Text(text);
      case "file" -> new MessageBody.FileBody(text);
      case "location" -> location(json.object("location"), text);
      case "call" -> call(json.object("call"), text);
      case "room-event" -> roomEvent(json.object("roomEvent"), text);
      case "verification" -> new MessageBody.Verification(text);
      case "deleted" ->
          new MessageBody.Deleted(json.object("deleted").stringOrNull("targetId"), text);
      case "edit" -> new MessageBody.EditOf(json.object("edit").string("targetId"), text);
      case "reaction" -> reactionTo(json.object("reaction"), text);
      case "unknown" -> new MessageBody.Unknown(text);
      default -> throw new IllegalArgumentException("kind: not a word of this format version");
    };
  }

  private static MessageBody location(JsonFields json, @Nullable String text) {
    return new MessageBody.Location(
        json.numberOrNull("latitude"), json.numberOrNull("longitude"), text);
  }

  private static MessageBody call(JsonFields json, @Nullable String text) {
    return new MessageBody.Call(
        json.stringOrNull("status"),
        json.integerOrNull("durationSeconds"),
        json.strings("participantIds"),
        text);
  }

  private static MessageBody roomEvent(JsonFields json, @Nullable String text) {
    return new MessageBody.RoomEvent(
        json.word("event", MessageBody.RoomEvent.Event.values(), MessageBody.RoomEvent.Event::word),
        json.strings("memberIds"),
        text);
  }

  private static MessageBody reactionTo(JsonFields json, @Nullable String text) {
    return new MessageBody.ReactionTo(
        json.string("targetId"), json.string("emoji"), json.bool("removed"), text);
  }

  private static Attachment attachment(JsonFields json) {
    @Nullable String sha256 = json.stringOrNull("sha256");
    if (sha256 != null && !Sha256.isHex(sha256)) {
      throw new IllegalArgumentException("attachments: sha256: not 64 lower-case hex digits");
    }
    long size = json.integer("size");
    if (size < -1 || (sha256 != null && size < 0)) {
      throw new IllegalArgumentException("attachments: size: negative");
    }
    return new Attachment(
        json.stringOrNull("name"),
        json.stringOrNull("mediaType"),
        size,
        sha256,
        json.word("status", Attachment.Status.values(), Attachment.Status::word),
        json.stringOrNull("sourceId"));
  }

  private static Edit edit(JsonFields json) {
    return new Edit(json.timeOrNull("at"), json.stringOrNull("previousText"));
  }

  private static Reaction reaction(JsonFields json) {
    return new Reaction(json.stringOrNull("senderId"), json.string("emoji"), json.timeOrNull("at"));
  }

  static Person person(JsonFields json) {
    return new Person(
        json.string("id"),
        json.stringOrNull("name"),
        json.stringOrNull("displayName"),
        json.bool("self"));
  }

  static ArchivedConversation conversation(JsonFields json) {
    Conversation conversation =
        new Conversation(
            json.string("id"),
            json.word("kind", Conversation.Kind.values(), Conversation.Kind::word),
            json.stringOrNull("title"),
            json.stringOrNull("description"),
            json.strings("memberIds"),
            json.raw("raw"));
    return new ArchivedConversation(
        conversation,
        json.strings("messageFiles"),
        json.count("messageCount"),
        json.timeOrNull("firstAt"),
        json.timeOrNull("lastAt"));
  }

  static Loss loss(JsonFields json) {
    return new Loss(
        json.word("what", Loss.What.values(), Loss.What::word),
        json.string("id"),
        json.string("reason"),
        json.stringOrNull("detail"),
        json.bool("partial"));
  }
}
