package app.afterglow.exporter.retention;

import app.afterglow.model.MessageBody;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a message of the bot is kept as it is: every field that no place of the model took. That
 * a field is known doesn't say that its value was: types differ between versions.
 *
 * @param conversationId the conversation it was put into
 * @param sentAt when it was taken to be sent
 * @param body what was read of it
 */
record RawFields(String conversationId, Instant sentAt, MessageBody body) {

  /** The fields of a message to be kept. */
  Map<String, JsonNode> of(JsonNode message) {
    Map<String, JsonNode> raw = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : message.properties()) {
      if (!isTaken(field.getKey(), field.getValue(), message)) {
        raw.put(field.getKey(), field.getValue());
      }
    }
    return raw;
  }

  private boolean isTaken(String name, JsonNode value, JsonNode message) {
    return switch (name) {
      case "message_id", "id" -> is(value, MessageFields.id(message));
      case "msgtype" -> is(value, String.valueOf(MessageFields.type(message)));
      case "message" -> is(value, body.text());
      case "sender" -> is(value, MessageFields.text(message, "sender"));
      case "vgroupid" -> is(value, conversationId);
      case "msg_ts" -> value.isNull() || sentAt.equals(MessageFields.seconds(value));
      case "time_iso" -> value.isNull() || sentAt.equals(MessageFields.iso(value));
      default -> false;
    };
  }

  /** Whether a value is the one that was taken, or says nothing. */
  private static boolean is(JsonNode value, @Nullable String taken) {
    return value.isValueNode()
        && (value.isNull() || value.asText().isEmpty() || value.asText().equals(taken));
  }
}
