package app.afterglow.importer.mattermost;

import app.afterglow.importer.mattermost.StubServer.Refusal;
import app.afterglow.importer.testing.FormReader;
import app.afterglow.importer.testing.MemoryHistory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the stub server knows, and the rules of the real one that matter to an import, written from
 * its API documentation and the behaviour of its source.
 */
final class StubState {

  static final String ADMIN = "admintokenadmintokenadmint";

  /** The real one lists 200 posts a page at most; here it is less, so that there are pages. */
  private static final int PAGE = 50;

  private final JsonMapper json = new JsonMapper();
  private final Map<String, ObjectNode> users = new LinkedHashMap<>();
  private final Map<String, ObjectNode> tokens = new LinkedHashMap<>();
  private final Map<String, ObjectNode> teams = new LinkedHashMap<>();
  private final Map<String, ObjectNode> channels = new LinkedHashMap<>();
  private final Map<String, Set<String>> members = new HashMap<>();
  private final Set<String> teamMembers = new HashSet<>();
  private final Map<String, ObjectNode> posts = new LinkedHashMap<>();
  private final Map<String, ObjectNode> files = new HashMap<>();
  private final Map<String, byte[]> contents = new HashMap<>();
  private final Map<String, String> pending = new HashMap<>();
  private final ObjectNode config = json.createObjectNode();
  private long clock = 1_767_225_600_000L;
  private int ids;
  boolean userTokens = true;
  boolean remembersPending;

  StubState() {
    config.put("EnableFileAttachments", "true").put("MaxFileSize", "1000");
    config.put("EnablePostUsernameOverride", "true").put("MaxPostSize", "16383");
    ObjectNode admin = addUser("admin", "admin@example.org");
    admin.put("roles", "system_user system_admin");
    tokens.put(ADMIN, json.createObjectNode().put("id", id()).put("user_id", text(admin, "id")));
  }

  ObjectNode config() {
    return config;
  }

  ObjectNode addUser(String name, String email) {
    ObjectNode user = json.createObjectNode().put("id", id()).put("username", name);
    user.put("email", email).put("roles", "system_user").put("delete_at", 0);
    users.put(text(user, "id"), user);
    return user;
  }

  String session(String token) {
    ObjectNode known = tokens.get(token);
    if (known == null) {
      throw new Refusal(401, "api.context.session_expired.app_error");
    }
    return text(known, "user_id");
  }

  private boolean isAdmin(String user) {
    return text(user(user), "roles").contains("system_admin");
  }

  private void adminOnly(String me) {
    if (!isAdmin(me)) {
      throw new Refusal(403, "api.context.permissions.app_error");
    }
  }

  ObjectNode user(String id) {
    return Objects.requireNonNull(users.get(id), id);
  }

  ObjectNode makeUser(String me, JsonNode sent) {
    adminOnly(me);
    String name = sent.path("username").asText();
    boolean taken =
        users.values().stream()
            .anyMatch(
                u ->
                    text(u, "username").equals(name)
                        || text(u, "email").equals(sent.path("email").asText()));
    if (taken) {
      throw new Refusal(400, "store.sql_user.save.username_exists.app_error");
    }
    if (!name.matches("[a-z0-9._-]{1,64}") || sent.path("password").asText().length() < 14) {
      throw new Refusal(400, "model.user.is_valid.username.app_error");
    }
    return addUser(name, sent.path("email").asText());
  }

  ArrayNode users(JsonNode names) {
    ArrayNode found = json.createArrayNode();
    for (JsonNode name : names) {
      users.values().stream()
          .filter(u -> text(u, "username").equals(name.asText()))
          .forEach(found::add);
    }
    return found;
  }

  ObjectNode byEmail(String email) {
    return first(users.values(), "email", email);
  }

  ObjectNode teamNamed(String name) {
    return first(teams.values(), "name", name);
  }

  ObjectNode channelNamed(String name) {
    return first(channels.values(), "name", name);
  }

  private static ObjectNode first(Collection<ObjectNode> all, String field, String value) {
    return all.stream()
        .filter(one -> text(one, field).equals(value))
        .findFirst()
        .orElseThrow(() -> new Refusal(404, "app.missing.app_error"));
  }

  ObjectNode makeToken(String me, String user, JsonNode sent) {
    adminOnly(me);
    if (!userTokens) {
      throw new Refusal(501, "app.user_access_token.disabled");
    }
    ObjectNode token = json.createObjectNode().put("id", id()).put("user_id", user);
    token.put("description", sent.path("description").asText()).put("token", id());
    tokens.put(text(token, "token"), token);
    return token;
  }

  ArrayNode tokens(String user) {
    if (!users.containsKey(user)) {
      throw new Refusal(404, "app.user.missing_account.const");
    }
    ArrayNode found = json.createArrayNode();
    tokens.values().stream()
        .filter(t -> text(t, "user_id").equals(user))
        .forEach(t -> found.add(t.deepCopy().without("token")));
    return found;
  }

  /** Tokens that are alive, the administrator's aside. */
  int tokensAlive() {
    return tokens.size() - 1;
  }

  /** Every author's token dies at once. */
  void expireTokens() {
    tokens.keySet().removeIf(token -> !token.equals(ADMIN));
  }

  ObjectNode revoke(String me, JsonNode sent) {
    adminOnly(me);
    tokens.values().removeIf(t -> text(t, "id").equals(sent.path("token_id").asText()));
    return json.createObjectNode().put("status", "OK");
  }

  ObjectNode makeTeam(JsonNode sent) {
    ObjectNode team = ((ObjectNode) sent).put("id", id());
    teams.put(text(team, "id"), team);
    return team;
  }

  ObjectNode joinTeam(String me, JsonNode sent) {
    adminOnly(me);
    teamMembers.add(sent.path("user_id").asText());
    return json.createObjectNode().put("user_id", sent.path("user_id").asText());
  }

  ObjectNode makeChannel(String me, JsonNode sent) {
    boolean taken =
        channels.values().stream()
            .anyMatch(c -> text(c, "name").equals(sent.path("name").asText()));
    if (taken) {
      throw new Refusal(400, "store.sql_channel.save_channel.exists.app_error");
    }
    ObjectNode channel = ((ObjectNode) sent).put("id", id()).put("delete_at", 0);
    channels.put(text(channel, "id"), channel);
    members.put(text(channel, "id"), new TreeSet<>(Set.of(me)));
    return channel;
  }

  ObjectNode direct(String me, JsonNode sent, String type) {
    Set<String> who = new TreeSet<>();
    sent.forEach(one -> who.add(text(user(one.asText()), "id")));
    if (type.equals("G")) {
      who.add(me);
    } else if (!who.contains(me)) {
      adminOnly(me);
    }
    if (who.size() > 8 || (type.equals("G") && who.size() < 3)) {
      throw new Refusal(400, "api.channel.create_group.bad_size.app_error");
    }
    String name = String.join("__", who);
    for (ObjectNode channel : channels.values()) {
      if (text(channel, "name").equals(name)) {
        return channel;
      }
    }
    ObjectNode channel = json.createObjectNode().put("id", id()).put("name", name);
    channel.put("type", type).put("delete_at", 0).put("header", "").put("display_name", "");
    channels.put(text(channel, "id"), channel);
    members.put(text(channel, "id"), who);
    return channel;
  }

  ObjectNode channel(String id) {
    ObjectNode channel = channels.get(id);
    if (channel == null) {
      throw new Refusal(404, "app.channel.get.existing.app_error");
    }
    return channel;
  }

  ObjectNode header(String me, String id, JsonNode sent) {
    if (!members(id).contains(me)) {
      throw new Refusal(403, "api.context.permissions.app_error");
    }
    return channel(id).put("header", sent.path("header").asText());
  }

  ObjectNode join(String channel, JsonNode sent) {
    String user = sent.path("user_id").asText();
    if (!teamMembers.contains(user)) {
      throw new Refusal(400, "api.channel.add_user.to.channel.failed.deleted.app_error");
    }
    members(channel).add(user);
    return json.createObjectNode().put("user_id", user);
  }

  private Set<String> members(String channel) {
    return Objects.requireNonNull(members.get(channel));
  }

  private void mayPost(String me, String channel) {
    channel(channel);
    if (!members(channel).contains(me) && !isAdmin(me)) {
      throw new Refusal(403, "api.context.permissions.app_error");
    }
  }

  ObjectNode upload(String me, String channel, String name, FormReader.Part part) {
    mayPost(me, channel);
    if (part.content().length > config.path("MaxFileSize").asLong()) {
      throw new Refusal(413, "api.file.upload_file.too_large_detailed.app_error");
    }
    ObjectNode file = json.createObjectNode().put("id", id()).put("user_id", me);
    file.put("channel_id", channel).put("name", name).put("post_id", "");
    files.put(text(file, "id"), file);
    contents.put(text(file, "id"), part.content());
    return file;
  }

  byte[] file(String id) {
    byte[] content = contents.get(id);
    if (content == null) {
      throw new Refusal(404, "app.file_info.get.app_error");
    }
    return content;
  }

  ObjectNode post(String me, JsonNode sent) {
    String channel = sent.path("channel_id").asText();
    mayPost(me, channel);
    String repeated = pending.get(sent.path("pending_post_id").asText());
    if (remembersPending && repeated != null) {
      return Objects.requireNonNull(posts.get(repeated));
    }
    String text = sent.path("message").asText();
    if (text.codePointCount(0, text.length()) > config.path("MaxPostSize").asInt()) {
      throw new Refusal(400, "model.post.is_valid.msg.app_error");
    }
    if (sent.path("file_ids").toString().length() > 300) {
      throw new Refusal(400, "model.post.is_valid.file_ids.app_error");
    }
    String root = sent.path("root_id").asText();
    if (!root.isEmpty()) {
      ObjectNode parent = posts.get(root);
      if (parent == null
          || !text(parent, "root_id").isEmpty()
          || !text(parent, "channel_id").equals(channel)) {
        throw new Refusal(400, "api.post.create_post.root_id.app_error");
      }
    }
    ObjectNode post = sent.deepCopy();
    String id = id();
    post.put("id", id).put("user_id", me).put("root_id", root).remove("pending_post_id");
    // Only an administrator sets the time.
    boolean asAsked = isAdmin(me) && sent.path("create_at").asLong() > 0;
    post.put("create_at", asAsked ? sent.path("create_at").asLong() : clock++);
    post.set("file_ids", attached(me, channel, id, sent.path("file_ids")));
    post.putObject("metadata").putArray("reactions");
    posts.put(id, post);
    pending.put(sent.path("pending_post_id").asText(), id);
    return post;
  }

  /** Files of other people, channels or posts are left out without a word. */
  private ArrayNode attached(String me, String channel, String post, JsonNode wanted) {
    ArrayNode attached = json.createArrayNode();
    for (JsonNode id : wanted) {
      ObjectNode file = files.get(id.asText());
      if (file != null
          && text(file, "user_id").equals(me)
          && text(file, "channel_id").equals(channel)
          && text(file, "post_id").isEmpty()) {
        file.put("post_id", post);
        attached.add(id.asText());
      }
    }
    return attached;
  }

  ObjectNode react(String me, JsonNode sent) {
    ObjectNode post = posts.get(sent.path("post_id").asText());
    if (!sent.path("user_id").asText().equals(me) || post == null) {
      throw new Refusal(403, "api.reaction.save_reaction.user_id.app_error");
    }
    ArrayNode reactions = (ArrayNode) post.path("metadata").path("reactions");
    for (JsonNode one : reactions) {
      if (one.equals(sent)) {
        return (ObjectNode) sent;
      }
    }
    reactions.add(sent);
    return (ObjectNode) sent;
  }

  ObjectNode unreact(String me, String rest) {
    String[] parts = rest.split("/", -1);
    ArrayNode reactions =
        (ArrayNode) Objects.requireNonNull(posts.get(parts[0])).path("metadata").path("reactions");
    for (int i = 0; i < reactions.size(); i++) {
      JsonNode one = reactions.get(i);
      if (one.path("user_id").asText().equals(me)
          && one.path("emoji_name").asText().equals(parts[2])) {
        reactions.remove(i);
        return json.createObjectNode().put("status", "OK");
      }
    }
    throw new Refusal(404, "app.reaction.missing.app_error");
  }

  ObjectNode posts(String me, String channel, String before) {
    mayPost(me, channel);
    List<ObjectNode> all = new ArrayList<>(newestFirst(channel));
    if (!before.isEmpty()) {
      int at = 0;
      while (!text(all.get(at), "id").equals(before)) {
        at++;
      }
      all = all.subList(at + 1, all.size());
    }
    ObjectNode answer = json.createObjectNode();
    ArrayNode order = answer.putArray("order");
    ObjectNode some = answer.putObject("posts");
    for (ObjectNode post : all.subList(0, Math.min(PAGE, all.size()))) {
      order.add(text(post, "id"));
      some.set(text(post, "id"), post);
    }
    return answer;
  }

  private List<ObjectNode> newestFirst(String channel) {
    return posts.values().stream()
        .filter(p -> text(p, "channel_id").equals(channel))
        .sorted(Comparator.comparingLong((ObjectNode p) -> p.path("create_at").asLong()).reversed())
        .toList();
  }

  /** The posts of every channel, oldest first, by the channel's shown name or its members. */
  synchronized Map<String, List<ObjectNode>> content() {
    Map<String, List<ObjectNode>> content = new LinkedHashMap<>();
    for (ObjectNode channel : channels.values()) {
      String id = text(channel, "id");
      String name = text(channel, "display_name");
      content.put(
          name.isEmpty()
              ? members(id).stream()
                  .map(user -> text(user(user), "username"))
                  .sorted()
                  .collect(Collectors.joining(" "))
              : name,
          newestFirst(id).reversed());
    }
    return content;
  }

  /** One post. */
  synchronized ObjectNode post(String id) {
    return Objects.requireNonNull(posts.get(id));
  }

  synchronized void change(String id, String field, String value) {
    post(id).put(field, value);
  }

  /** One post gets a file too many, the other loses all. */
  synchronized void muddleFiles(ObjectNode one, ObjectNode other) {
    JsonNode files = one.path("file_ids");
    one.set("file_ids", json.createArrayNode().add("0").addAll((ArrayNode) files));
    other.set("file_ids", json.createArrayNode());
  }

  synchronized void delete(String id) {
    posts.remove(id);
  }

  synchronized void archiveChannels() {
    channels.values().forEach(channel -> channel.put("delete_at", clock));
  }

  /** User names of the members of the channel shown as this. */
  synchronized Set<String> memberNames(String displayName) {
    ObjectNode channel = first(channels.values(), "display_name", displayName);
    return members(text(channel, "id")).stream()
        .map(user -> text(user(user), "username"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  String name(String userId) {
    return text(user(userId), "username");
  }

  /** As many hex digits of a hash as the ids have characters. */
  String hash(String fileId) {
    return MemoryHistory.sha256(Objects.requireNonNull(contents.get(fileId)));
  }

  static String text(JsonNode node, String field) {
    return node.path(field).asText("");
  }

  private String id() {
    return String.format("%026d", ++ids);
  }
}
