package app.afterglow.importer.delivery;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a room that the ledger doesn't know: what lost its answer, or everything where the
 * ledger itself was lost. For targets that keep the step's own key beside what was sent.
 *
 * <p>The room is read before the first sending into one that was there before this run, and after
 * each lost answer. Used by one thread at a time.
 */
public final class Arrivals {

  /** As many of one room are kept in mind, about 30 MB of them. */
  private static final int MOST = 200_000;

  private final Room room;
  private final Order order;
  private final Map<String, String> unknown = new HashMap<>();
  private boolean doubtful = true;

  /**
   * Something of this program's that stands in a room.
   *
   * @param key the step's own key, see {@link Attempt#idempotencyKey()}
   * @param messageId the archive's id of its message
   * @param step the step's name within it
   * @param targetId the target's id for it
   */
  public record Arrival(String key, String messageId, String step, String targetId) {}

  /** A room that can be read from its end. */
  @FunctionalInterface
  public interface Room {
    /** Begins at the end. */
    Backwards fromEnd();
  }

  /** A room on its way to being read. */
  @FunctionalInterface
  public interface Backwards {
    /** What is of this program's among the next ones, null after the first of the room. */
    @Nullable List<Arrival> page() throws IOException, InterruptedException;
  }

  /** How a room is ordered. */
  public enum Order {
    /** By arrival: behind one that the ledger knows stand only those it knows. */
    BY_ARRIVAL,
    /** By the time it shows: all of it has to be read. */
    BY_TIME
  }

  /** Nothing is known of the room yet. */
  public Arrivals(Room room, Order order) {
    this.room = room;
    this.order = order;
  }

  /** An answer was lost. */
  public void doubt() {
    doubtful = true;
  }

  /** The target's id of what carries this key; null where nothing does that the ledger missed. */
  public @Nullable String find(String key, Attempt.Sent sent)
      throws IOException, InterruptedException {
    if (doubtful) {
      read(sent);
      doubtful = false;
    }
    return unknown.remove(key);
  }

  private void read(Attempt.Sent sent) throws IOException, InterruptedException {
    Backwards backwards = room.fromEnd();
    for (List<Arrival> page = backwards.page(); page != null; page = backwards.page()) {
      for (Arrival one : page) {
        if (!one.targetId().equals(sent.targetId(one.messageId(), one.step()))) {
          if (unknown.size() >= MOST) {
            throw new DeliveryException.Refused(
                "ledger-lost", "the room holds too much that the ledger doesn't know");
          }
          unknown.putIfAbsent(one.key(), one.targetId());
        } else if (order == Order.BY_ARRIVAL) {
          return;
        }
      }
    }
  }
}
