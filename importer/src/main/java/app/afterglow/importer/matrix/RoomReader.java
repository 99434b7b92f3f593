package app.afterglow.importer.matrix;

import app.afterglow.importer.delivery.Arrivals;
import app.afterglow.importer.delivery.Http;
import app.afterglow.importer.delivery.PatientReader;
import app.afterglow.importer.delivery.Posted;
import app.afterglow.importer.delivery.Timing;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a room's messages and reactions, a page at a time. Used by one thread at a time. */
final class RoomReader {

  private static final String FILTER =
      Http.encoded("{\"types\":[\"m.room.message\",\"m.reaction\"]}");

  private final Homeserver server;
  private final Timing timing;
  private final String room;
  private final String direction;
  private @Nullable String from;
  private boolean ended;

  /** Reads from the beginning. */
  static RoomReader forwards(Homeserver server, Timing timing, String room) {
    return new RoomReader(server, timing, room, "f");
  }

  /** Reads from the end. */
  static RoomReader backwards(Homeserver server, Timing timing, String room) {
    return new RoomReader(server, timing, room, "b");
  }

  private RoomReader(Homeserver server, Timing timing, String room, String direction) {
    this.server = server;
    this.timing = timing;
    this.room = room;
    this.direction = direction;
  }

  /** The next events, null after the last of them; a page may well have none. */
  @Nullable JsonNode page() throws IOException, InterruptedException {
    if (ended) {
      return null;
    }
    String path =
        Homeserver.path("rooms", room, "messages")
            + "?dir="
            + direction
            + "&limit=100&filter="
            + FILTER
            + (from == null ? "" : "&from=" + Http.encoded(from));
    JsonNode answer = server.get(path);
    String end = answer.path("end").asText("");
    // Some servers end with the same token again instead of none.
    ended = end.isEmpty() || end.equals(from);
    from = end;
    return answer.path("chunk");
  }

  /** What stands in the room of this program's. */
  Stream<Posted> posted(Media media) {
    PatientReader reader = new PatientReader(timing);
    return PatientReader.pages(
        into -> {
          JsonNode events = reader.read(this::page);
          if (events == null) {
            return false;
          }
          for (JsonNode event : events) {
            Posted posted = reader.read(() -> Events.posted(event, media));
            if (posted != null) {
              into.add(posted);
            }
          }
          return true;
        });
  }

  /** The steps that the next events are, null after the last of them. */
  @Nullable List<Arrivals.Arrival> arrivals() throws IOException, InterruptedException {
    JsonNode events = page();
    if (events == null) {
      return null;
    }
    List<Arrivals.Arrival> arrivals = new ArrayList<>();
    for (JsonNode event : events) {
      JsonNode content = event.path("content");
      String key = content.path(Events.ID).asText("");
      if (!key.isEmpty()) {
        arrivals.add(
            new Arrivals.Arrival(
                key,
                content.path(Events.MESSAGE).asText(""),
                content.path(Events.STEP).asText(""),
                event.path("event_id").asText("")));
      }
    }
    return arrivals;
  }
}
