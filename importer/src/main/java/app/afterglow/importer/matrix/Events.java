package app.afterglow.importer.matrix;

import app.afterglow.importer.delivery.Posted;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drafts as the content of events, and what such events say (Client-Server API, m.room.message).
 */
final class Events {

  /** In each event's content: the step's own key, by which it is found again. */
  static final String ID = "app.afterglow.id";

  /** In each event's content: the archive's id of the message. */
  static final String MESSAGE = "app.afterglow.message";

  /** In each event's content: which of the message's events it is. */
  static final String STEP = "app.afterglow.step";

  private static final int LONGEST_ID = 500;

  private Events() {}

  /** The event's type. */
  static String type(Draft draft) {
    return draft.shape() instanceof Draft.Reaction ? "m.reaction" : "m.room.message";
  }

  /**
   * The event's content.
   *
   * @param related the event it belongs to, null where there is none
   * @param mxc where its file is, null where it has none
   */
  static ObjectNode content(
      JsonMapper json, Draft draft, @Nullable String related, @Nullable String mxc) {
    ObjectNode content = json.createObjectNode();
    switch (draft.shape()) {
      case Draft.Reaction reaction -> {
        ObjectNode relation = content.putObject("m.relates_to");
        relation.put("rel_type", "m.annotation").put("event_id", related);
        relation.put("key", reaction.emoji());
        return content;
      }
      case Draft.Text text -> {
        if (draft.relation() instanceof Draft.About && related != null) {
          content.put("body", "* " + text.body()).put("msgtype", text.msgtype());
          ObjectNode changed = content.putObject("m.new_content");
          changed.put("body", text.body()).put("msgtype", text.msgtype());
          changed.putObject("m.mentions");
          ObjectNode relation = content.putObject("m.relates_to");
          relation.put("rel_type", "m.replace").put("event_id", related);
        } else {
          content.put("body", text.body()).put("msgtype", text.msgtype());
        }
      }
      case Draft.Location location ->
          content
              .put("body", location.body())
              .put("msgtype", "m.location")
              .put("geo_uri", location.geo());
      case Draft.Media media -> {
        content.put("body", media.name()).put("filename", media.name());
        content.put("msgtype", media.msgtype()).put("url", mxc);
        ObjectNode info = content.putObject("info");
        info.put("mimetype", media.mediaType()).put("size", media.attachment().size());
      }
    }
    if (draft.relation() instanceof Draft.ReplyTo && related != null) {
      content.putObject("m.relates_to").putObject("m.in_reply_to").put("event_id", related);
    }
    // An old text must not ring anybody's bell now.
    content.putObject("m.mentions");
    return content;
  }

  /** Marks a content as a step's. */
  static void mark(ObjectNode content, String key, String messageId, String step) {
    content.put(ID, key).put(STEP, step);
    if (messageId.length() <= LONGEST_ID) {
      content.put(MESSAGE, messageId);
    }
  }

  /** What an event in a room says, null where it isn't one of this program's. */
  static @Nullable Posted posted(JsonNode event, Media media)
      throws IOException, InterruptedException {
    JsonNode content = event.path("content");
    if (!content.path(ID).isTextual()) {
      return null;
    }
    String url = content.path("url").asText("");
    return new Posted(
        event.path("event_id").asText(""),
        event.path("sender").asText(""),
        Instant.ofEpochMilli(event.path("origin_server_ts").asLong()),
        shown(event.path("type").asText(""), content),
        url.isEmpty() ? List.of() : List.of(media.sha256(url)));
  }

  private static String shown(String type, JsonNode content) {
    if (type.equals("m.reaction")) {
      return content.path("m.relates_to").path("key").asText("");
    }
    JsonNode changed = content.path("m.new_content");
    String body = (changed.isObject() ? changed : content).path("body").asText("");
    String geo = content.path("geo_uri").asText("");
    return geo.isEmpty() ? body : body + "\n" + geo;
  }
}
