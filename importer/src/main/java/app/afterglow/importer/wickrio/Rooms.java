package app.afterglow.importer.wickrio;

import app.afterglow.importer.delivery.Answer;
import app.afterglow.importer.delivery.DeliveryException;
import app.afterglow.importer.delivery.Memory;
import app.afterglow.importer.delivery.Pace;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rooms and group conversations at the gateway. Used by several threads at once. */
final class Rooms {

  private static final String NO_ANSWER = "no vgroupid in the answer";

  private final Gateway gateway;
  private final Memory memory;
  private final Pace pace;
  private @Nullable Set<String> there;

  Rooms(Gateway gateway, Memory memory, Pace pace) {
    this.gateway = gateway;
    this.memory = memory;
    this.pace = pace;
  }

  /**
   * What a place is to be.
   *
   * @param group true for a group conversation, which has neither title nor moderators
   * @param mark what its description ends in and no other place's does
   * @param members the network's users in it, the bot included
   * @param bot the moderator
   */
  record Wanted(
      boolean group,
      String title,
      String description,
      String mark,
      Collection<String> members,
      String bot) {

    String path() {
      return group ? "/GroupConvo" : "/Rooms";
    }

    String list() {
      return group ? "groupconvos" : "rooms";
    }
  }

  /**
   * Makes a place.
   *
   * @param ttl after how many seconds messages are deleted, null for what the network has
   * @return its vgroup id
   */
  String make(Wanted wanted, @Nullable Long ttl, @Nullable Long bor)
      throws IOException, InterruptedException {
    ObjectNode body = gateway.json().createObjectNode();
    ObjectNode place = body.putObject(wanted.group() ? "groupconvo" : "room");
    if (!wanted.group()) {
      place.put("title", wanted.title()).put("description", wanted.description());
      names(place.putArray("masters"), Set.of(wanted.bot()));
    }
    names(place.putArray("members"), wanted.members());
    if (ttl != null) {
      place.put("ttl", ttl);
    }
    if (bor != null) {
      place.put("bor", bor);
    }
    pace.await();
    Answer answer = gateway.post(wanted.path(), body);
    String id = id(gateway.parsed(answer), wanted.list());
    if (id == null) {
      throw new DeliveryException.Refused("room-refused", NO_ANSWER);
    }
    return id;
  }

  /** Finds a place whose making lost its answer, null where there is none. */
  @Nullable String find(Wanted wanted) throws IOException, InterruptedException {
    pace.await();
    for (JsonNode place : gateway.get(wanted.path()).path(wanted.list())) {
      String id = place.path("vgroupid").asText("");
      boolean same =
          wanted.group()
              ? lower(names(place.path("members"))).equals(lower(wanted.members()))
              : place.path("description").asText("").contains(wanted.mark());
      if (!id.isEmpty() && same && !memory.isRoom(id)) {
        return id;
      }
    }
    return null;
  }

  /**
   * Whether a place made by an earlier run is gone. A gateway that shows no rooms at all says
   * nothing about one.
   */
  boolean isGone(Wanted wanted, String id) throws IOException, InterruptedException {
    if (wanted.group()) {
      return false;
    }
    Set<String> known = there();
    return !known.isEmpty() && !known.contains(id);
  }

  private synchronized Set<String> there() throws IOException, InterruptedException {
    Set<String> known = there;
    if (known == null) {
      known = new HashSet<>();
      pace.await();
      for (JsonNode room : gateway.get("/Rooms").path("rooms")) {
        known.add(room.path("vgroupid").asText(""));
      }
      there = known;
    }
    return known;
  }

  /** Adds people to a room that is there already. */
  void changeMembers(Wanted wanted, String id) throws IOException, InterruptedException {
    ObjectNode body = gateway.json().createObjectNode();
    names(body.putArray("members"), wanted.members());
    names(body.putArray("masters"), Set.of(wanted.bot()));
    pace.await();
    gateway.post(wanted.path() + "/" + id, body);
  }

  /** What the gateway says of a place; an empty object where it says nothing of it. */
  JsonNode look(Wanted wanted, String id) throws IOException, InterruptedException {
    pace.await();
    JsonNode answer = gateway.get(wanted.path() + "/" + id);
    if (answer.has("vgroupid")) {
      return answer;
    }
    for (JsonNode place : answer.path(wanted.list())) {
      if (place.path("vgroupid").asText("").equals(id)) {
        return place;
      }
    }
    return gateway.json().createObjectNode();
  }

  /** Vgroup ids go into addresses: one with other characters is none. */
  private static @Nullable String id(JsonNode answer, String list) {
    String id = answer.path("vgroupid").asText("");
    if (id.isEmpty()) {
      id = answer.path(list).path(0).path("vgroupid").asText("");
    }
    return id.matches("[A-Za-z0-9_-]{1,200}") ? id : null;
  }

  private static void names(ArrayNode into, Collection<String> users) {
    users.forEach(user -> into.addObject().put("name", user));
  }

  /** The names in a list of users. */
  static Set<String> names(JsonNode users) {
    Set<String> names = new HashSet<>();
    users.forEach(user -> names.add(user.path("name").asText("")));
    return names;
  }

  static Set<String> lower(Collection<String> names) {
    Set<String> lower = new HashSet<>();
    names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
    return lower;
  }
}
