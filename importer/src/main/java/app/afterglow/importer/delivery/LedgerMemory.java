package app.afterglow.importer.delivery;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The memory of one target in a ledger. */
final class LedgerMemory implements Memory {

  private final Ledger ledger;
  private final long target;

  LedgerMemory(Ledger ledger, long target) {
    this.ledger = ledger;
    this.target = target;
  }

  @Override
  public @Nullable String user(String personId) throws IOException {
    return ledger.text("SELECT user FROM person WHERE target = ?1 AND id = ?2", target, personId);
  }

  @Override
  public void rememberUser(String personId, String userId) throws IOException {
    ledger.write("INSERT OR REPLACE INTO person VALUES (?1, ?2, ?3)", target, personId, userId);
  }

  @Override
  public @Nullable String upload(String sha256) throws IOException {
    return ledger.text("SELECT uri FROM upload WHERE target = ?1 AND sha256 = ?2", target, sha256);
  }

  @Override
  public void rememberUpload(String sha256, String uri) throws IOException {
    ledger.write("INSERT OR REPLACE INTO upload VALUES (?1, ?2, ?3)", target, sha256, uri);
  }

  @Override
  public @Nullable String note(String name) throws IOException {
    return ledger.text("SELECT value FROM note WHERE target = ?1 AND name = ?2", target, name);
  }

  @Override
  public void rememberNote(String name, String value) throws IOException {
    ledger.write("INSERT OR REPLACE INTO note VALUES (?1, ?2, ?3)", target, name, value);
  }

  @Override
  public boolean isRoom(String roomId) throws IOException {
    return ledger.number(
            "SELECT count(*) FROM conversation WHERE target = ?1 AND room = ?2", target, roomId)
        > 0;
  }

  @Override
  public Count count() throws IOException {
    return new Count(
        count(Entry.State.DELIVERED),
        count(Entry.State.INTENDED, Entry.State.IN_DOUBT),
        ledger.number(
            "SELECT count(*) FROM conversation WHERE target = ?1 AND (room IS NOT NULL OR"
                + " room_may_exist <> 0)",
            target));
  }

  private long count(Entry.State... states) throws IOException {
    long sum = 0;
    for (Entry.State state : states) {
      sum +=
          ledger.number(
              "SELECT count(*) FROM step JOIN conversation ON conversation.number ="
                  + " step.conversation WHERE conversation.target = ?1 AND state = ?2",
              target,
              state.number());
    }
    return sum;
  }
}
