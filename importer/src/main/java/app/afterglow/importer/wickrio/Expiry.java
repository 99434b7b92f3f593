package app.afterglow.importer.wickrio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** When the network will delete what was delivered, as the gateway says of the rooms made. */
final class Expiry {

  private static final long DAY = 86_400;
  private static final long HOUR = 3_600;

  private final Map<Long, Long> roomsByTtl = new TreeMap<>();
  private final Map<Long, Long> roomsByBor = new TreeMap<>();

  /** Takes note of what the gateway says of a room. */
  synchronized void add(JsonNode room) {
    count(roomsByTtl, seconds(room.path("ttl")));
    long bor = seconds(room.path("bor"));
    if (bor > 0) {
      count(roomsByBor, bor);
    }
  }

  /** A sentence for each time of deletion. */
  synchronized List<String> notes(Words words) {
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
  static String duration(long seconds, Words words) {
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
