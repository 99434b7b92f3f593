package app.afterglow.importer.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What stands on a stub server, in words that two runs can be compared by. */
final class Contents {

  private Contents() {}

  /**
   * Each channel's posts in order: author, time where the server was given it, text, files by hash,
   * what they answer by its text, and reactions.
   */
  static Map<String, List<String>> of(StubState state) {
    Map<String, List<String>> contents = new TreeMap<>();
    for (Map.Entry<String, List<ObjectNode>> channel : state.content().entrySet()) {
      Map<String, String> texts = new HashMap<>();
      channel.getValue().forEach(p -> texts.put(text(p, "id"), text(p, "message")));
      List<String> posts = new ArrayList<>();
      for (ObjectNode post : channel.getValue()) {
        posts.add(words(state, post, texts));
      }
      contents.put(channel.getKey(), posts);
    }
    return contents;
  }

  private static String words(StubState state, ObjectNode post, Map<String, String> texts) {
    StringBuilder words = new StringBuilder();
    JsonNode props = post.path("props");
    words.append(state.name(text(post, "user_id")));
    if (props.has("override_username")) {
      words.append(" as ").append(props.path("override_username").asText());
    }
    if (!props.path("afterglow").has("time")) {
      words.append(" at ").append(post.path("create_at").asLong());
    }
    words.append(": ").append(text(post, "message"));
    post.path("file_ids").forEach(id -> words.append(" +").append(state.hash(id.asText())));
    if (!text(post, "root_id").isEmpty()) {
      words.append(" re: ").append(texts.get(text(post, "root_id")));
    }
    for (JsonNode reaction : post.path("metadata").path("reactions")) {
      words.append(" <").append(state.name(text(reaction, "user_id")));
      words.append(" ").append(text(reaction, "emoji_name")).append(">");
    }
    return words.toString();
  }

  private static String text(JsonNode node, String field) {
    return StubState.text(node, field);
  }
}
