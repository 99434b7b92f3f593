package app.afterglow.importer.delivery;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of one conversation. Used by one thread at a time. */
final class ConversationLedger {

  private static final String PUT =
      "INSERT INTO step (conversation, message, step, state, target_id, at, note, detail) VALUES"
          + " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (conversation, message, step) DO UPDATE"
          + " SET state = ?4, target_id = ?5, at = ?6, note = ?7, detail = ?8";

  private final Ledger ledger;
  private final long number;

  ConversationLedger(Ledger ledger, long number) {
    this.ledger = ledger;
    this.number = number;
  }

  /** What is known of its room. */
  Place.Opening room() throws IOException {
    String id = ledger.text("SELECT room FROM conversation WHERE number = ?1", number);
    long mayExist =
        ledger.number("SELECT room_may_exist FROM conversation WHERE number = ?1", number);
    return new Place.Opening(id, mayExist != 0);
  }

  /** A room is about to be made. */
  void intendRoom() throws IOException {
    ledger.write("UPDATE conversation SET room_may_exist = 1 WHERE number = ?1", number);
  }

  /** It certainly was not made. */
  void noRoom() throws IOException {
    ledger.write("UPDATE conversation SET room_may_exist = 0 WHERE number = ?1", number);
  }

  /** Its room is this. */
  void rememberRoom(String id) throws IOException {
    ledger.write(
        "UPDATE conversation SET room = ?2, room_may_exist = 0 WHERE number = ?1", number, id);
  }

  /** What is known of the steps of a message, by their keys. */
  Map<String, Entry> steps(String messageId) throws IOException {
    Map<String, Entry> steps = HashMap.newHashMap(4);
    ledger.query(
        "SELECT step, state, target_id, at, note, detail FROM step WHERE conversation = ?1 AND"
            + " message = ?2",
        rows ->
            steps.put(
                rows.getString(1),
                new Entry(
                    Entry.State.of(rows.getInt(2)),
                    rows.getString(3),
                    Instant.ofEpochMilli(rows.getLong(4)),
                    rows.getString(5),
                    rows.getString(6))),
        number,
        messageId);
    return steps;
  }

  /** Writes what is known of a step, to the disk. */
  void put(String messageId, String step, Entry entry) throws IOException {
    ledger.write(PUT, values(messageId, step, entry));
  }

  /** Writes what is known of a step, to the disk together with whatever is written next. */
  void putLater(String messageId, String step, Entry entry) throws IOException {
    ledger.writeLater(PUT, values(messageId, step, entry));
  }

  /** The step was certainly not sent: nothing is known of it any more. */
  void forget(String messageId, String step) throws IOException {
    ledger.write(
        "DELETE FROM step WHERE conversation = ?1 AND message = ?2 AND step = ?3",
        number,
        messageId,
        step);
  }

  /** A table for what is read back. */
  SeenTable seenTable() throws IOException {
    return new SeenTable(ledger, number);
  }

  private @Nullable Object[] values(String messageId, String step, Entry entry) {
    return new @Nullable Object[] {
      number,
      messageId,
      step,
      entry.state().number(),
      entry.targetId(),
      entry.at(),
      entry.note(),
      entry.detail()
    };
  }
}
