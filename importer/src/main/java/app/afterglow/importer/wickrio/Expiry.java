package app.afterglow.importer.wickrio;

import app.afterglow.importer.TargetWords;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** When the network will delete what was delivered, as the gateway says of the rooms made. */
final class Expiry {

  private static final long DAY = 86_400;
  private static final long HOUR = 3_600;

  private final Map<Long, Long> roomsByTtl = new TreeMap<>();
  private final Map<Long, Long> roomsByBor = new TreeMap<>();

  /** What the gateway says of a room, to be remembered; empty where it says nothing. */
  static String times(JsonNode room) {
    return room.has("ttl") ? seconds(room.path("ttl")) + " " + seconds(room.path("bor")) : "";
  }

  /** Counts a room of which this is remembered, null or empty for nothing. */
  synchronized void recall(@Nullable String times) {
    if (times == null || !times.matches("[0-9]{1,15} [0-9]{1,15}")) {
      return;
    }
    String[] both = times.split(" ", 2);
    count(roomsByTtl, Long.parseLong(both[0]));
    if (!both[1].equals("0")) {
      count(roomsByBor, Long.parseLong(both[1]));
    }
  }

  /** A sentence for each time of deletion. */
  synchronized List<String> notes(TargetWords words) {
    List<String> notes = new ArrayList<>();
    roomsByTtl.forEach(
        (ttl, rooms) ->
            notes.add(
                ttl == 0
                    ? words.of("note.ttl.never", rooms)
                    : words.of("note.ttl", rooms, duration(ttl, words))));
    roomsByBor.forEach(
        (bor, rooms) -> notes.add(words.of("note.bor", rooms, duration(bor, words))));
    return notes;
  }

  /** A duration in words. */
  static String duration(long seconds, TargetWords words) {
    if (seconds >= 2 * DAY) {
      return words.of("days", (seconds + DAY / 2) / DAY);
    }
    return seconds >= 60
        ? words.of("hours", seconds / HOUR, seconds % HOUR / 60)
        : words.of("seconds", seconds);
  }

  private static void count(Map<Long, Long> rooms, long seconds) {
    rooms.merge(seconds, 1L, Long::sum);
  }

  /** The gateway gives numbers as text. */
  private static long seconds(JsonNode value) {
    String text = value.asText("");
    return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : 0;
  }
}
