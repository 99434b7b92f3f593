package app.afterglow.importer.wickrio;

import app.afterglow.importer.delivery.DeliveryException;
import app.afterglow.importer.delivery.Memory;
import app.afterglow.importer.delivery.Pace;
import app.afterglow.importer.delivery.Place.Evidence;
import app.afterglow.importer.delivery.Timing;
import app.afterglow.problem.TargetRefusedException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway's counter of sent messages ({@code GET /Statistics}) says about requests whose
 * answer was lost. It is the only trace of them that can be read back.
 *
 * <p>The counter is believed only after it was seen to rise by exactly as many messages as were
 * accepted, only while no room is being made (a room's own messages may count or not), only with
 * nothing pending in the bot, and only where it allows for one answer: none of the messages in
 * doubt arrived, or all of them did. As soon as a message stays in doubt it isn't believed any
 * more. Used by several threads at once.
 */
final class Counters {

  private static final String NOTE = "sent-counter";
  private static final int LOOKS = 5;

  private final Gateway gateway;
  private final Memory memory;
  private final Pace pace;
  private final Timing timing;

  /** Held for reading while something is sent, for writing while the counter is looked at. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private final Set<String> lost = new HashSet<>();
  private Evidence ofEarlierRun = Evidence.NONE;
  private volatile boolean believed = true;
  private volatile boolean due = true;
  private boolean proven;
  private long unsettled;
  private long delivered;
  private long accepted;
  private long base = -1;
  private long acceptedAtBase;

  Counters(Gateway gateway, Memory memory, Pace pace, Timing timing) {
    this.gateway = gateway;
    this.memory = memory;
    this.pace = pace;
    this.timing = timing;
  }

  /** Something that sends one message. */
  interface Sending<T> {
    T send() throws IOException, InterruptedException;
  }

  /** Begins a run: what the last one left in doubt may be told from what it had noted. */
  void begin() throws IOException, InterruptedException {
    lock.writeLock().lock();
    try {
      Memory.Count count = memory.count();
      delivered = count.delivered();
      unsettled = count.open();
      OptionalLong now = look();
      if (now.isPresent()) {
        ofEarlierRun = ofEarlierRun(memory.note(NOTE), count, now.getAsLong());
      }
      if (ofEarlierRun == Evidence.NONE) {
        memory.rememberNote(NOTE, "");
      }
      rebase(now);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private static Evidence ofEarlierRun(@Nullable String note, Memory.Count count, long now) {
    if (note == null || !note.matches("[0-9]{1,15} [0-9]{1,15} [0-9]{1,15}")) {
      return Evidence.NONE;
    }
    String[] noted = note.split(" ", -1);
    if (count.open() == 0 || Long.parseLong(noted[2]) != count.rooms()) {
      return Evidence.NONE;
    }
    long unexplained =
        now - Long.parseLong(noted[0]) - (count.delivered() - Long.parseLong(noted[1]));
    return verdict(unexplained, count.open());
  }

  private static Evidence verdict(long unexplained, long inDoubt) {
    if (unexplained == 0) {
      return Evidence.NOT_ARRIVED;
    }
    return unexplained == inDoubt ? Evidence.ARRIVED : Evidence.NONE;
  }

  /** Sends a message. */
  <T> T sending(String key, Sending<T> sending) throws IOException, InterruptedException {
    T answer;
    lock.readLock().lock();
    try {
      answer = sending.send();
      synchronized (lost) {
        accepted++;
      }
    } catch (DeliveryException.AnswerLost e) {
      synchronized (lost) {
        lost.add(key);
      }
      throw e;
    } finally {
      lock.readLock().unlock();
    }
    checkpoint();
    return answer;
  }

  /** Makes a room, with nothing sent meanwhile. */
  <T> T makingRoom(Sending<T> making) throws IOException, InterruptedException {
    lock.writeLock().lock();
    try {
      // Until the counter is looked at again, what it said before is worth nothing.
      memory.rememberNote(NOTE, "");
      base = -1;
      due = true;
      T made = making.send();
      rebase(look());
      return made;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** What the counter says about a message in doubt. */
  Evidence of(String key) throws IOException, InterruptedException {
    lock.writeLock().lock();
    try {
      synchronized (lost) {
        if (!lost.contains(key)) {
          return earlier();
        }
      }
      Evidence evidence = ofThisRun();
      synchronized (lost) {
        lost.remove(key);
        if (evidence == Evidence.ARRIVED) {
          accepted++;
        }
      }
      if (evidence == Evidence.NONE) {
        disbelieve();
      }
      return evidence;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private Evidence earlier() {
    unsettled--;
    delivered += ofEarlierRun == Evidence.ARRIVED ? 1 : 0;
    return ofEarlierRun;
  }

  private Evidence ofThisRun() throws IOException, InterruptedException {
    if (!believed || !proven || base < 0) {
      return Evidence.NONE;
    }
    OptionalLong now = look();
    return now.isEmpty()
        ? Evidence.NONE
        : verdict(now.getAsLong() - base - (accepted - acceptedAtBase), lost.size());
  }

  /**
   * After a first message, and after each room: does the counter count as it is hoped? If so, what
   * it says is noted for the run after this one.
   */
  private void checkpoint() throws IOException, InterruptedException {
    if (!believed || !due || !lock.writeLock().tryLock()) {
      return;
    }
    try {
      if (!believed || !due || !lost.isEmpty() || (base >= 0 && accepted == acceptedAtBase)) {
        return;
      }
      OptionalLong now = look();
      if (base >= 0 && now.isPresent()) {
        proven = now.getAsLong() - base == accepted - acceptedAtBase;
        if (!proven) {
          disbelieve();
        }
      }
      rebase(now);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void rebase(OptionalLong now) throws IOException {
    if (now.isEmpty() || !believed || !lost.isEmpty()) {
      return;
    }
    base = now.getAsLong();
    acceptedAtBase = accepted;
    // With messages in doubt from before, a fresh note would say something wrong about them.
    if (proven && unsettled <= 0) {
      long rooms = memory.count().rooms();
      memory.rememberNote(NOTE, base + " " + (delivered + accepted) + " " + rooms);
      due = false;
    }
  }

  private void disbelieve() throws IOException {
    if (believed) {
      believed = false;
      memory.rememberNote(NOTE, "");
    }
  }

  /** The counter with nothing pending in the bot; absent where it doesn't come to that. */
  private OptionalLong look() throws IOException, InterruptedException {
    if (!believed) {
      return OptionalLong.empty();
    }
    try {
      for (int i = 0; i < LOOKS; i++) {
        pace.await();
        JsonNode counters = gateway.statistics().path("statistics");
        JsonNode sent = counters.path("sent");
        if (!sent.isIntegralNumber()) {
          break;
        }
        if (counters.path("pending_messages").asLong(-1) == 0) {
          return OptionalLong.of(sent.longValue());
        }
        timing.sleep(Duration.ofSeconds(1));
      }
    } catch (DeliveryException | TargetRefusedException e) {
      disbelieve();
      return OptionalLong.empty();
    }
    disbelieve();
    return OptionalLong.empty();
  }
}
