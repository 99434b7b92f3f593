package app.afterglow.importer.delivery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was read back from one conversation, as keyed hashes in a temporary table. */
final class SeenTable implements AutoCloseable {

  private final Ledger ledger;
  private final long conversation;

  SeenTable(Ledger ledger, long conversation) throws IOException {
    this.ledger = ledger;
    this.conversation = conversation;
    ledger.write(
        "CREATE TEMPORARY TABLE IF NOT EXISTS seen (conversation INTEGER, id TEXT, author TEXT, at"
            + " TEXT, text TEXT, attachments TEXT, PRIMARY KEY (conversation, id)) WITHOUT ROWID");
    clear();
  }

  void add(String targetId, ReadBack.Digests digests) throws IOException {
    ledger.writeLater(
        "INSERT OR REPLACE INTO seen VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        conversation,
        targetId,
        digests.author(),
        digests.at(),
        digests.text(),
        digests.attachments());
  }

  ReadBack.@Nullable Digests find(String targetId) throws IOException {
    List<ReadBack.Digests> found = new ArrayList<>(1);
    ledger.query(
        "SELECT author, at, text, attachments FROM seen WHERE conversation = ?1 AND id = ?2",
        rows ->
            found.add(
                new ReadBack.Digests(
                    rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4))),
        conversation,
        targetId);
    return found.isEmpty() ? null : found.getFirst();
  }

  private void clear() throws IOException {
    ledger.write("DELETE FROM seen WHERE conversation = ?1", conversation);
  }

  @Override
  public void close() throws IOException {
    clear();
  }
}
