package app.afterglow.importer.mattermost;

import app.afterglow.importer.plain.LongTable;
import app.afterglow.model.Message;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The messages of one conversation so far, 32 bytes each at most: which came before which, and the
 * millisecond that each has for itself. Says the same however often a conversation is gone through.
 * Used by one thread at a time.
 */
final class Turns {

  private final LongTable table = new LongTable();
  private final PostClock clock = new PostClock();

  /** The millisecond of a message that becomes so many posts; theirs follow one another. */
  long add(Message message, int posts) {
    long key = key(message.id());
    long known = table.get(key);
    if (known != LongTable.ABSENT) {
      return known;
    }
    long first = clock.next(message.sentAt());
    for (int i = 1; i < posts; i++) {
      clock.next(message.sentAt());
    }
    table.put(key, first);
    return first;
  }

  /** Whether the message of this id stands before this one. */
  boolean isBefore(String id, Message message) {
    long other = table.get(key(id));
    long own = table.get(key(message.id()));
    return other != LongTable.ABSENT && (own == LongTable.ABSENT || other < own);
  }

  private static long key(String id) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(Names.hash(id), 0, 16)).getLong();
  }
}
