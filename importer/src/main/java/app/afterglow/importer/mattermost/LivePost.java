package app.afterglow.importer.mattermost;

import app.afterglow.importer.delivery.Posted;
import app.afterglow.model.Message;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post as the server's JSON.
 *
 * <pre>
 * props.afterglow.key   the step's own key, by which it is found again
 * props.afterglow.id    the archive's id of the message
 * props.afterglow.step  which of its posts this is
 * props.afterglow.time  the time it was sent, where the server shows another
 * </pre>
 */
final class LivePost {

  /** The property of a post that is this program's. */
  static final String MARK = "afterglow";

  private static final int LONGEST_ID = 256;

  private LivePost() {}

  /**
   * The body of a request.
   *
   * @param shownName the author's name, null where the account is theirs
   * @param root the post that begins the thread, null where this one does
   */
  static ObjectNode body(
      JsonMapper json,
      LiveDrafts.Post post,
      Message message,
      String channel,
      String userId,
      String key,
      @Nullable String shownName,
      @Nullable String root,
      List<String> files) {
    ObjectNode body = json.createObjectNode();
    body.put("channel_id", channel).put("message", post.text());
    // For some seconds the server itself recognises a repetition by it.
    body.put("pending_post_id", userId + ":" + key);
    if (root != null) {
      body.put("root_id", root);
    }
    if (post.at() > 0) {
      body.put("create_at", post.at());
    }
    ArrayNode ids = body.putArray("file_ids");
    files.forEach(ids::add);
    ObjectNode props = body.putObject("props");
    ObjectNode mark = props.putObject(MARK);
    mark.put("key", key).put("step", post.key()).put("kind", message.body().kind());
    if (message.id().length() <= LONGEST_ID) {
      mark.put("id", Characters.clean(message.id()));
    }
    if (post.at() == 0) {
      mark.put("time", message.sentAt().toString());
    }
    if (shownName != null) {
      props.put("override_username", shownName).put("from_webhook", "true");
    }
    return body;
  }

  /** The ledger's word for a post: its id, and for an answer that of its thread as well. */
  static String targetId(JsonNode post) {
    String root = post.path("root_id").asText("");
    String id = post.path("id").asText("");
    return root.isEmpty() ? id : id + "/" + root;
  }

  /** The post's own id. */
  static String id(String targetId) {
    int slash = targetId.indexOf('/');
    return slash < 0 ? targetId : targetId.substring(0, slash);
  }

  /** The id of the post that begins the thread in which this one is: threads nest one level. */
  static String root(String targetId) {
    return targetId.substring(targetId.indexOf('/') + 1);
  }

  /** Who is compared as the author. */
  static String author(String userId, String shownName) {
    return shownName.isEmpty() ? userId : userId + " as " + shownName;
  }

  /** A reaction as it is read back. */
  static Posted reaction(String postId, String userId, String emoji) {
    return new Posted(reactionId(postId, userId, emoji), userId, Instant.EPOCH, emoji, List.of());
  }

  /** The ledger's word for a reaction. */
  static String reactionId(String postId, String userId, String emoji) {
    return postId + ":" + userId + ":" + emoji;
  }
}
