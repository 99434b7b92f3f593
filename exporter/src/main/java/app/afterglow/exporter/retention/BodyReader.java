package app.afterglow.exporter.retention;

import app.afterglow.model.MessageBody;
import app.afterglow.model.MessageBody.RoomEvent.Event;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message's body out of its type's own object; the types are those of the vendor's list. */
final class BodyReader {

  private static final int FILE = 6000;

  private BodyReader() {}

  /** Whether a message's type is that of one with a file. */
  static boolean carriesFile(JsonNode message) {
    return MessageFields.type(message) == FILE;
  }

  static MessageBody read(JsonNode message) {
    String text = MessageFields.text(message, "message");
    int type = MessageFields.type(message);
    return switch (type) {
      case 1000 -> new MessageBody.Text(text);
      case 3000 -> new MessageBody.Verification(text);
      case 4001 -> event(Event.CREATED, message, text);
      case 4002 -> event(Event.MEMBERS_CHANGED, message, text);
      case 4003 -> event(Event.MEMBER_LEFT, message, text);
      case 4004 -> event(Event.PARAMETERS_CHANGED, message, text);
      case 4005 -> event(Event.ROOM_DELETED, message, text);
      case 4011 -> new MessageBody.Deleted(deletedId(message), text);
      case FILE -> new MessageBody.FileBody(text);
      case 7000 -> call(message.path("call"), text);
      case 8000 -> location(message.path("location"), text);
      case 9000 -> edit(message.path("edit"), text);
      case 9100 -> reaction(message, text);
      default -> new MessageBody.Unknown(text);
    };
  }

  private static MessageBody event(Event event, JsonNode message, @Nullable String text) {
    List<String> members = MessageFields.names(message.path("control").get("members"));
    return new MessageBody.RoomEvent(event, members, text);
  }

  private static @Nullable String deletedId(JsonNode message) {
    String id = MessageFields.text(message.path("control"), "msgid", "message_id");
    return id != null ? id : MessageFields.text(message, "msgid");
  }

  private static MessageBody call(JsonNode call, @Nullable String text) {
    JsonNode duration = call.get("duration");
    Long seconds = duration != null && duration.canConvertToLong() ? duration.asLong() : null;
    return new MessageBody.Call(
        MessageFields.text(call, "status"),
        seconds,
        MessageFields.names(call.get("participants")),
        text);
  }

  private static MessageBody location(JsonNode location, @Nullable String text) {
    return new MessageBody.Location(
        degrees(location.get("latitude")), degrees(location.get("longitude")), text);
  }

  private static @Nullable Double degrees(@Nullable JsonNode value) {
    if (value == null) {
      return null;
    }
    double degrees = value.asDouble(Double.NaN);
    return Math.abs(degrees) <= 360 ? degrees : null;
  }

  private static MessageBody edit(JsonNode edit, @Nullable String text) {
    String target = MessageFields.text(edit, "originalmessageid");
    String newText = MessageFields.text(edit, "text");
    return target == null
        ? new MessageBody.Unknown(text)
        : new MessageBody.EditOf(target, newText == null ? text : newText);
  }

  /**
   * Names of the inner fields differ between versions: {@code reaction} or {@code edit} holds it.
   */
  private static MessageBody reaction(JsonNode message, @Nullable String text) {
    JsonNode inner = message.has("reaction") ? message.path("reaction") : message.path("edit");
    String target = MessageFields.text(inner, "originalmessageid");
    String added = MessageFields.text(inner, "added", "reaction", "text");
    String removed = MessageFields.text(inner, "removed");
    boolean takenBack = removed != null && (added == null || removed.equals("true"));
    String emoji = added != null ? added : removed;
    return target == null || emoji == null
        ? new MessageBody.Unknown(text)
        : new MessageBody.ReactionTo(target, emoji, takenBack, text);
  }
}
