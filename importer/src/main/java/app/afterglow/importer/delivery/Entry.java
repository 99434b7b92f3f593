package app.afterglow.importer.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of a step.
 *
 * @param state how far it came
 * @param targetId the target's id for it, null where it tells none or isn't delivered
 * @param at when this was written
 * @param note for a refused step the reason; for a delivered one what is to be said of it though it
 *     was; for one about to be sent or in doubt {@link #MAY_STAND_TWICE} where that holds of it
 *     already; else null
 * @param detail more about the note, null where the note says it all; never message text
 */
public record Entry(
    State state,
    @Nullable String targetId,
    Instant at,
    @Nullable String note,
    @Nullable String detail) {

  /** An earlier sending may have arrived as well. */
  static final String MAY_STAND_TWICE = "may-stand-twice";

  /** How far a step came. The numbers stand in the ledger and never change. */
  public enum State {
    /** About to be sent: whether it was is unknown where nothing follows. */
    INTENDED(0),
    /** The target took it. */
    DELIVERED(1),
    /** Sent, but the answer was lost. */
    IN_DOUBT(2),
    /** The target did not take it and never will. */
    REFUSED(3),
    /** In doubt, and left so by choice. */
    SKIPPED(4);

    private final int number;

    State(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    static State of(int number) {
      for (State state : values()) {
        if (state.number == number) {
          return state;
        }
      }
      throw new IllegalArgumentException("no state " + number);
    }
  }

  static Entry intended(Instant at, boolean mayBeRepeat) {
    return new Entry(State.INTENDED, null, at, mayBeRepeat ? MAY_STAND_TWICE : null, null);
  }

  static Entry inDoubt(Instant at, boolean mayBeRepeat) {
    return new Entry(State.IN_DOUBT, null, at, mayBeRepeat ? MAY_STAND_TWICE : null, null);
  }

  static Entry delivered(Instant at, @Nullable String targetId, @Nullable String note) {
    return new Entry(State.DELIVERED, targetId, at, note, null);
  }

  static Entry refused(Instant at, String reason, @Nullable String detail) {
    return new Entry(State.REFUSED, null, at, reason, detail);
  }

  static Entry skipped(Instant at) {
    return new Entry(State.SKIPPED, null, at, "in-doubt", null);
  }
}
