package app.afterglow.importer.matrix;

import app.afterglow.importer.delivery.DeliveryException;
import app.afterglow.importer.delivery.Posted;
import app.afterglow.importer.delivery.Timing;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads a room's messages and reactions, a page at a time. Used by one thread at a time. */
final class RoomReader {

  private static final String FILTER =
      Homeserver.encoded("{\"types\":[\"m.room.message\",\"m.reaction\"]}");
  private static final int ATTEMPTS = 6;

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
            + (from == null ? "" : "&from=" + Homeserver.encoded(from));
    JsonNode answer = server.get(path);
    String end = answer.path("end").asText("");
    // Some servers end with the same token again instead of none.
    ended = end.isEmpty() || end.equals(from);
    from = end;
    return answer.path("chunk");
  }

  /** What stands in the room of this program's. */
  Stream<Posted> posted(Media media) {
    return StreamSupport.stream(
        new Spliterators.AbstractSpliterator<Posted>(
            Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
          private final Deque<Posted> page = new ArrayDeque<>();

          @Override
          public boolean tryAdvance(Consumer<? super Posted> action) {
            while (page.isEmpty()) {
              if (!fill(page, media)) {
                return false;
              }
            }
            action.accept(page.remove());
            return true;
          }
        },
        false);
  }

  private boolean fill(Deque<Posted> into, Media media) {
    try {
      JsonNode events = patiently(this::page);
      if (events == null) {
        return false;
      }
      for (JsonNode event : events) {
        Posted posted = patiently(() -> Events.posted(event, media));
        if (posted != null) {
          into.add(posted);
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException ended = new InterruptedIOException("the run is to end");
      ended.initCause(e);
      throw new UncheckedIOException(ended);
    }
  }

  /** Something that is read. */
  private interface Reading<T> {
    @Nullable T read() throws IOException, InterruptedException;
  }

  /** Reading is repeated without harm. */
  private <T> @Nullable T patiently(Reading<T> reading) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return reading.read();
      } catch (DeliveryException.Refused e) {
        throw e;
      } catch (DeliveryException e) {
        if (attempt >= ATTEMPTS) {
          throw e;
        }
        Duration asked = e instanceof DeliveryException.TryAgain again ? again.delay() : null;
        timing.sleep(asked != null ? asked : Duration.ofSeconds(attempt));
      }
    }
  }
}
