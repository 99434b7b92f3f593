package app.afterglow.importer.matrix;

import app.afterglow.importer.plain.LongTable;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one conversation so far, 32 bytes each at most and as many again for those that
 * were changed: what may answer, change or react to what. Says the same however often a
 * conversation is gone through. Used by one thread at a time.
 */
final class Seen {

  private static final int ORDINAL_BITS = 32;
  private static final int SENDER_BITS = 30;

  private final LongTable table = new LongTable();
  private final LongTable changes = new LongTable();
  private long count;

  /** Adds a message, unless it was added before. */
  void add(Message message) {
    long key = hash(message.id());
    if (table.get(key) == LongTable.ABSENT) {
      table.put(key, sender(message) << (ORDINAL_BITS + 1) | editable(message) | count);
      count++;
    }
  }

  /** Whether the message of this id stands before this one. */
  boolean isBefore(String id, Message message) {
    long found = table.get(hash(id));
    return found != LongTable.ABSENT && ordinal(found) < ordinal(table.get(hash(message.id())));
  }

  /** Whether this message may change that one: only a text of the same person can be changed. */
  boolean mayChange(String id, Message message) {
    long found = table.get(hash(id));
    return isBefore(id, message)
        && (found & 1L << ORDINAL_BITS) != 0
        && found >>> (ORDINAL_BITS + 1) == sender(message);
  }

  /** Remembers that a message was changed, or changes another, at this time. */
  void changed(String id, Instant at) {
    long key = hash(id);
    changes.put(key, Math.max(changes.get(key), at.toEpochMilli()));
  }

  /** The latest time that was remembered for a message, null where there is none. */
  @Nullable Instant lastChange(String id) {
    long found = changes.get(hash(id));
    return found == LongTable.ABSENT ? null : Instant.ofEpochMilli(found);
  }

  private static long ordinal(long value) {
    return value & (1L << ORDINAL_BITS) - 1;
  }

  private static long editable(Message message) {
    String text = message.body().text();
    boolean isShort = text != null && !text.isEmpty() && text.length() <= Drafts.SURELY_ONE_EVENT;
    return message.body() instanceof MessageBody.Text && isShort ? 1L << ORDINAL_BITS : 0;
  }

  private static long sender(Message message) {
    return hash(message.senderId() == null ? "" : "@" + message.senderId())
        & (1L << SENDER_BITS) - 1;
  }

  private static long hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
