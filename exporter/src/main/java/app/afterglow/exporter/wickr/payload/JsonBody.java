package app.afterglow.exporter.wickr.payload;

import app.afterglow.model.MessageBody;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the vendor's JSON says of a message. The object that belongs to a type stands either
 * in the message under its name ({@code edit}, {@code reaction}, {@code call}, {@code location},
 * {@code control}) or by itself.
 */
public final class JsonBody {

  private JsonBody() {}

  /** An edit: {@code originalmessageid}, {@code text}. */
  public static Optional<MessageBody> edit(JsonNode node, @Nullable String text) {
    JsonNode edit = inner(node, "edit");
    String target = text(edit, "originalmessageid", "originalMessageID", "msgid");
    String newText = text(edit, "text", "message");
    return Optional.ofNullable(target)
        .map(id -> new MessageBody.EditOf(id, newText == null ? text : newText));
  }

  /** A reaction: {@code originalmessageid}, {@code reaction}, {@code added} or {@code removed}. */
  public static Optional<MessageBody> reaction(JsonNode node, @Nullable String text) {
    JsonNode reaction = inner(node, "reaction");
    String target = text(reaction, "originalmessageid", "originalMessageID", "msgid");
    String emoji = text(reaction, "reaction", "emoji", "added", "removed");
    if (target == null || emoji == null) {
      return Optional.empty();
    }
    JsonNode removed = reaction.path("removed");
    JsonNode added = reaction.path("added");
    boolean takenBack =
        removed.asBoolean(false)
            || (added.isBoolean() && !added.booleanValue())
            || (removed.isTextual() && !added.isTextual());
    return Optional.of(new MessageBody.ReactionTo(target, emoji, takenBack, text));
  }

  /** A deletion: {@code msgid}. */
  public static Optional<String> deleted(JsonNode node) {
    return Optional.ofNullable(
        text(inner(node, "control"), "msgid", "messageid", "originalmessageid"));
  }

  /**
   * A call: {@code status}, {@code duration} in seconds, {@code participants}.
   *
   * @param idOfName the id of who has a name
   */
  public static MessageBody call(
      JsonNode node, @Nullable String text, UnaryOperator<String> idOfName) {
    JsonNode call = inner(node, "call");
    JsonNode duration = call.path("duration");
    return new MessageBody.Call(
        text(call, "status"),
        duration.isNumber() ? duration.longValue() : null,
        names(call.path("participants"), idOfName),
        text);
  }

  /** A place: {@code latitude}, {@code longitude} in degrees. */
  public static MessageBody location(JsonNode node, @Nullable String text) {
    JsonNode place = inner(node, "location");
    return new MessageBody.Location(
        degrees(place.path("latitude"), 90), degrees(place.path("longitude"), 180), text);
  }

  /**
   * The people a control message is about: {@code members}.
   *
   * @param idOfName the id of who has a name
   */
  public static List<String> members(JsonNode node, UnaryOperator<String> idOfName) {
    return names(inner(node, "control").path("members"), idOfName);
  }

  private static JsonNode inner(JsonNode node, String name) {
    JsonNode inner = node.path(name);
    return inner.isObject() ? inner : node;
  }

  private static @Nullable String text(JsonNode node, String... names) {
    for (String name : names) {
      JsonNode value = node.path(name);
      if (value.isTextual()) {
        return value.textValue();
      }
    }
    return null;
  }

  private static @Nullable Double degrees(JsonNode value, int limit) {
    double degrees = value.isTextual() ? value.asDouble(Double.NaN) : value.doubleValue();
    boolean said = value.isNumber() || value.isTextual();
    return said && Math.abs(degrees) <= limit ? degrees : null;
  }

  /** Names in a list of texts, or of objects with a {@code name}. */
  private static List<String> names(JsonNode list, UnaryOperator<String> idOfName) {
    List<String> names = new ArrayList<>();
    for (JsonNode entry : list) {
      JsonNode name = entry.isObject() ? entry.path("name") : entry;
      if (name.isTextual()) {
        names.add(idOfName.apply(name.textValue()));
      }
    }
    return names;
  }
}
