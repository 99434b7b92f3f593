package app.afterglow.importer.matrix;

import app.afterglow.importer.delivery.DeliveryException;
import app.afterglow.importer.delivery.Http;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Making rooms, and finding them again by their alias. Used by several threads at once. */
final class Rooms {

  /** In later versions the maker of a room can't be named among those with power. */
  private static final List<String> VERSIONS = List.of("11", "10");

  private final Homeserver server;
  private final MatrixSettings settings;
  private @Nullable String version;

  Rooms(Homeserver server, MatrixSettings settings) {
    this.server = server;
    this.settings = settings;
  }

  /**
   * A room to be made.
   *
   * @param alias the local part of its alias
   * @param title its name
   * @param topic its topic, null for none
   * @param about what it was, for programs to read
   */
  record Wanted(String alias, String title, @Nullable String topic, ObjectNode about) {}

  /** Finds the room of this alias or makes it; returns its id. */
  String findOrMake(Wanted wanted) throws IOException, InterruptedException {
    String found = find(wanted.alias());
    if (found != null) {
      return found;
    }
    try {
      JsonNode made = server.post(Homeserver.path("createRoom"), body(wanted));
      return roomId(made);
    } catch (DeliveryException.Refused e) {
      // An earlier request came through after all.
      String late = e.reason().equals(MatrixAnswer.ROOM_IN_USE) ? find(wanted.alias()) : null;
      if (late == null) {
        throw e;
      }
      return late;
    }
  }

  private @Nullable String find(String alias) throws IOException, InterruptedException {
    String whole = "#" + alias + ":" + settings.serverName();
    JsonNode found = server.find(Homeserver.path("directory", "room", whole));
    return found == null ? null : roomId(found);
  }

  private static String roomId(JsonNode answer) throws DeliveryException {
    String id = answer.path("room_id").asText("");
    if (!id.startsWith("!")) {
      throw new DeliveryException.Refused("server-refused", "no room_id");
    }
    return id;
  }

  private ObjectNode body(Wanted wanted) throws IOException, InterruptedException {
    ObjectNode body = server.json().createObjectNode();
    body.put("preset", "private_chat").put("visibility", "private");
    body.put("room_alias_name", wanted.alias()).put("name", wanted.title());
    if (wanted.topic() != null) {
      body.put("topic", wanted.topic());
    }
    String roomVersion = version();
    if (!roomVersion.isEmpty()) {
      body.put("room_version", roomVersion);
    }
    body.putObject("creation_content").put("m.federate", settings.federate());
    ArrayNode state = body.putArray("initial_state");
    state(state, "m.room.history_visibility").put("history_visibility", "shared");
    state(state, "m.room.guest_access").put("guest_access", "forbidden");
    state(state, "app.afterglow.conversation").setAll(wanted.about());
    ObjectNode power = body.putObject("power_level_content_override");
    power.put("users_default", 0).put("events_default", 0).put("state_default", 50);
    power.put("invite", 50).put("kick", 50).put("ban", 50).put("redact", 50);
    ObjectNode users = power.putObject("users").put(settings.bot(), 100);
    settings.invite().forEach(user -> users.put(user, 100));
    return body;
  }

  private static ObjectNode state(ArrayNode state, String type) {
    return state.addObject().put("type", type).put("state_key", "").putObject("content");
  }

  /** The version to make rooms in, empty to leave it to the homeserver. */
  private synchronized String version() throws IOException, InterruptedException {
    String known = version;
    if (known == null) {
      JsonNode answer = server.find(Homeserver.path("capabilities"));
      JsonNode versions =
          answer == null
              ? MissingNode.getInstance()
              : answer.at("/capabilities/m.room_versions/available");
      known = VERSIONS.stream().filter(versions::has).findFirst().orElse("");
      version = known;
    }
    return known;
  }

  /** Messages never go unencrypted into a room that people believe to be encrypted. */
  void refuseEncrypted(String room) throws IOException, InterruptedException {
    if (state(room, "m.room.encryption", "") != null) {
      throw new DeliveryException.Refused(
          "room-encrypted", "the homeserver encrypts new rooms; see docs/targets/matrix.md");
    }
  }

  /** A piece of a room's state, null where there is none. */
  @Nullable JsonNode state(String room, String type, String key)
      throws IOException, InterruptedException {
    return server.find(Homeserver.path("rooms", room, "state", type, key));
  }

  /** Who is in a room and how: ids to {@code join}, {@code invite}, {@code leave}, {@code ban}. */
  Map<String, String> members(String room) throws IOException, InterruptedException {
    JsonNode answer;
    try {
      answer = server.get(Homeserver.path("rooms", room, "members"));
    } catch (DeliveryException.Refused e) {
      throw new DeliveryException.Refused(
          "room-gone", "the service is no longer in the room that an earlier run made");
    }
    Map<String, String> members = new HashMap<>();
    for (JsonNode event : answer.path("chunk")) {
      members.put(
          event.path("state_key").asText(""), event.path("content").path("membership").asText(""));
    }
    return members;
  }

  /** Lets a user of the service join, at the time given. */
  void join(String room, String user, boolean invited, Instant at)
      throws IOException, InterruptedException {
    String path =
        Homeserver.path("rooms", room, "state", "m.room.member", user) + "?ts=" + at.toEpochMilli();
    if (!invited) {
      server.put(path, membership("invite"));
    }
    server.put(path + "&user_id=" + Http.encoded(user), membership("join"));
  }

  /** Invites somebody, unless they are or were in the room or on their way. */
  void invite(String room, String user) throws IOException, InterruptedException {
    if (members(room).containsKey(user)) {
      return;
    }
    ObjectNode body = server.json().createObjectNode().put("user_id", user);
    server.post(Homeserver.path("rooms", room, "invite"), body);
  }

  private ObjectNode membership(String membership) {
    return server.json().createObjectNode().put("membership", membership);
  }
}
