package app.afterglow.importer.matrix;

import app.afterglow.importer.delivery.Attempt;
import app.afterglow.importer.delivery.DeliveryException;
import app.afterglow.importer.delivery.Timing;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a room that the ledger doesn't know: events whose answer was lost, or everything
 * where the ledger itself was. The room is read from its end until an event the ledger knows.
 *
 * <p>It is read before the first sending into a room that was there before this run, and after each
 * lost answer. Used by one thread at a time.
 */
final class Arrivals {

  /** Events of one room that are kept in mind, about 30 MB of them. */
  private static final int MOST = 200_000;

  private final Homeserver server;
  private final Timing timing;
  private final String room;
  private final Map<String, String> unknown = new HashMap<>();
  private boolean doubtful;

  Arrivals(Homeserver server, Timing timing, String room, boolean doubtful) {
    this.server = server;
    this.timing = timing;
    this.room = room;
    this.doubtful = doubtful;
  }

  /** An answer was lost. */
  void doubt() {
    doubtful = true;
  }

  /** The event that carries this key, null where the room has none that the ledger doesn't know. */
  @Nullable String find(String key, Attempt.Sent sent) throws IOException, InterruptedException {
    if (doubtful) {
      read(sent);
      doubtful = false;
    }
    return unknown.remove(key);
  }

  private void read(Attempt.Sent sent) throws IOException, InterruptedException {
    RoomReader reader = RoomReader.backwards(server, timing, room);
    for (JsonNode page = reader.page(); page != null; page = reader.page()) {
      for (JsonNode event : page) {
        String key = event.path("content").path(Events.ID).asText("");
        if (key.isEmpty()) {
          continue;
        }
        if (isKnown(event, sent)) {
          return;
        }
        if (unknown.size() >= MOST) {
          throw new DeliveryException.Refused(
              "ledger-lost", "the room holds too much that the ledger doesn't know");
        }
        unknown.putIfAbsent(key, event.path("event_id").asText(""));
      }
    }
  }

  private static boolean isKnown(JsonNode event, Attempt.Sent sent) throws IOException {
    JsonNode content = event.path("content");
    String id =
        sent.targetId(
            content.path(Events.MESSAGE).asText(""), content.path(Events.STEP).asText(""));
    return id != null && id.equals(event.path("event_id").asText(""));
  }
}
