package app.afterglow.importer.mattermost;

import app.afterglow.importer.delivery.DeliveryException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Making the team and its channels, and finding them again. Used by several threads at once. */
final class Channels {

  private final LiveMessenger messenger;
  private final Server server;
  private @Nullable String team;

  Channels(LiveMessenger messenger) {
    this.messenger = messenger;
    this.server = messenger.server;
  }

  /** The channel of this id. */
  JsonNode look(String id) throws IOException, InterruptedException {
    JsonNode channel = server.find("/channels/" + id);
    if (channel == null || channel.path("delete_at").asLong() != 0) {
      throw new DeliveryException.Refused(
          "room-gone", "the channel that an earlier run made is archived or deleted");
    }
    return channel;
  }

  /** The id of the place, made where it isn't there. */
  String findOrMake(Place place) throws IOException, InterruptedException {
    JsonNode channel =
        switch (place) {
          case Place.Channel wanted -> findOrMake(wanted);
          case Place.Direct wanted -> direct(wanted);
        };
    String id = channel.path("id").asText("");
    if (!id.matches("[a-z0-9]{26}")) {
      throw new DeliveryException.Refused("server-refused", "no channel id");
    }
    return id;
  }

  private JsonNode findOrMake(Place.Channel wanted) throws IOException, InterruptedException {
    JsonNode found = find(wanted.name());
    if (found != null) {
      return found;
    }
    ObjectNode body = server.json().createObjectNode();
    body.put("team_id", team()).put("name", wanted.name());
    body.put("display_name", wanted.displayName()).put("type", wanted.type());
    body.put("header", wanted.header()).put("purpose", wanted.purpose());
    try {
      return server.post("/channels", body);
    } catch (DeliveryException.Refused e) {
      // An earlier request came through after all.
      JsonNode late = find(wanted.name());
      if (late == null) {
        throw e;
      }
      return late;
    }
  }

  private @Nullable JsonNode find(String name) throws IOException, InterruptedException {
    JsonNode found =
        server.find("/teams/" + team() + "/channels/name/" + name + "?include_deleted=true");
    return found == null ? null : look(found.path("id").asText(""));
  }

  /** Asking for a direct or group conversation that is there gives that one. */
  private JsonNode direct(Place.Direct wanted) throws IOException, InterruptedException {
    ArrayNode ids = server.json().createArrayNode();
    for (String member : wanted.members()) {
      ids.add(messenger.cast().ensure(member).id());
    }
    return ids.size() == 2
        ? server.post("/channels/direct", ids)
        : server.postAs(
            messenger.speaking(wanted.members().getFirst()).token(), "/channels/group", ids);
  }

  /** The team's id; it is made where it isn't there. */
  private synchronized String team() throws IOException, InterruptedException {
    String known = team;
    if (known != null) {
      return known;
    }
    Settings wanted = messenger.settings.common();
    JsonNode found = server.find("/teams/name/" + wanted.team());
    if (found == null) {
      ObjectNode body = server.json().createObjectNode();
      body.put("name", wanted.team()).put("display_name", wanted.teamName());
      body.put("type", wanted.teamType());
      found = server.post("/teams", body);
    }
    String id = found.path("id").asText("");
    if (!id.matches("[a-z0-9]{26}")) {
      throw new DeliveryException.Refused("server-refused", "no team id");
    }
    team = id;
    return id;
  }

  /** Makes these members of the team and of a channel; who is one already stays it. */
  void join(String channel, List<String> names) throws IOException, InterruptedException {
    for (String name : names) {
      String id = messenger.cast().ensure(name).id();
      ObjectNode member = server.json().createObjectNode().put("user_id", id);
      server.post("/teams/" + team() + "/members", member.deepCopy().put("team_id", team()));
      server.post("/channels/" + channel + "/members", member);
    }
  }
}
