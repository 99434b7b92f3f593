package app.afterglow.importer.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client as people use one, to see what they see. */
final class MatrixClient {

  private final String url;
  private final String token;
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();

  MatrixClient(String url, String token) {
    this.url = url;
    this.token = token;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send("GET", path, null);
  }

  JsonNode send(String method, String path, @Nullable JsonNode body)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            request(path)
                .method(
                    method,
                    body == null
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(json.writeValueAsString(body)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(method + " " + path + ": " + response.body());
    }
    return json.readTree(response.body());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  /** Joins every room one is invited to; returns them by their names. */
  List<Room> joinAll() throws IOException, InterruptedException {
    JsonNode sync = get("/_matrix/client/v3/sync?timeout=0");
    for (String room : names(sync.path("rooms").path("invite"))) {
      send("POST", "/_matrix/client/v3/join/" + encoded(room), json.createObjectNode());
    }
    List<Room> rooms = new ArrayList<>();
    for (JsonNode id : get("/_matrix/client/v3/joined_rooms").path("joined_rooms")) {
      rooms.add(new Room(id.asText(), state(id.asText())));
    }
    return rooms;
  }

  private List<JsonNode> state(String room) throws IOException, InterruptedException {
    List<JsonNode> events = new ArrayList<>();
    get("/_matrix/client/v3/rooms/" + encoded(room) + "/state").forEach(events::add);
    return events;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Everything in a room that isn't state, in the order people see it. */
  List<JsonNode> messages(String room) throws IOException, InterruptedException {
    List<JsonNode> events = new ArrayList<>();
    String from = "";
    while (true) {
      JsonNode page =
          get(
              "/_matrix/client/v3/rooms/"
                  + encoded(room)
                  + "/messages?dir=f&limit=500"
                  + (from.isEmpty() ? "" : "&from=" + encoded(from)));
      for (JsonNode event : page.path("chunk")) {
        if (!event.has("state_key")) {
          events.add(event);
        }
      }
      from = page.path("end").asText("");
      if (from.isEmpty()) {
        return events;
      }
    }
  }

  /** Takes away what an event says. */
  void redact(String room, String event) throws IOException, InterruptedException {
    String path = "/_matrix/client/v3/rooms/" + encoded(room) + "/redact/" + encoded(event) + "/1";
    send("PUT", path, json.createObjectNode());
  }

  /** The content behind an {@code mxc:} address. */
  byte[] media(String mxc) throws IOException, InterruptedException {
    return http.send(
            request("/_matrix/client/v1/media/download/" + mxc.substring("mxc://".length()))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray())
        .body();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A room and its state. */
  record Room(String id, List<JsonNode> state) {

    /** The content of a piece of state, missing where there is none. */
    JsonNode state(String type, String key) {
      return state.stream()
          .filter(event -> event.path("type").asText().equals(type))
          .filter(event -> event.path("state_key").asText().equals(key))
          .map(event -> event.path("content"))
          .findFirst()
          .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
    }

    String name() {
      return state("m.room.name", "").path("name").asText();
    }
  }
}
