package app.afterglow.exporter.retention;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Spliterators;
import java.util.function.Consumer;

/**
 * Reads messages by (time, id): the index knows only their times, so those of one time are read
 * together and ordered by id. A second message of the same time and id is reported, not returned.
 */
final class SameTimeGroups extends Spliterators.AbstractSpliterator<SameTimeGroups.Read> {

  /** A message and its time, ms since 1970 UTC. */
  record Read(long time, JsonNode json) {}

  /** Reads the message of this number. */
  @FunctionalInterface
  interface Reader {
    JsonNode read(MessagePlaces places, int number);
  }

  /**
   * A message that has the time and the id of another one before it.
   *
   * @param time ms since 1970 UTC
   * @param occurrence 1 for the first that is left out, 2 for the next ...
   */
  record Duplicate(long time, String id, int occurrence) {}

  private final MessagePlaces places;
  private final Reader reader;
  private final Consumer<Duplicate> duplicates;
  private final Deque<Read> ready = new ArrayDeque<>();
  private int next;

  SameTimeGroups(MessagePlaces places, Reader reader, Consumer<Duplicate> duplicates) {
    super(places.size(), ORDERED | NONNULL);
    this.places = places;
    this.reader = reader;
    this.duplicates = duplicates;
  }

  @Override
  public boolean tryAdvance(Consumer<? super Read> action) {
    while (ready.isEmpty() && next < places.size()) {
      readGroup();
    }
    if (ready.isEmpty()) {
      return false;
    }
    action.accept(ready.remove());
    return true;
  }

  private void readGroup() {
    long time = places.time(next);
    List<JsonNode> group = new ArrayList<>();
    while (next < places.size() && places.time(next) == time) {
      group.add(reader.read(places, next++));
    }
    group.sort(Comparator.comparing(MessageFields::id));
    String previous = null;
    int occurrence = 0;
    for (JsonNode json : group) {
      String id = MessageFields.id(json);
      if (id.equals(previous)) {
        duplicates.accept(new Duplicate(time, id, ++occurrence));
      } else {
        occurrence = 0;
        ready.add(new Read(time, json));
      }
      previous = id;
    }
  }
}
