package app.afterglow.importer.wickrio;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.importer.plain.Digests;
import app.afterglow.importer.plain.LongTable;
import app.afterglow.model.Message;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The first lines of earlier messages, for replies to quote. Those of the last few thousand
 * messages are kept; for an older one the conversation is read again, and once for all those that
 * it doesn't have. Used by one thread at a time.
 */
final class Quotes {

  private static final int KEPT = 5_000;

  private final History history;
  private final ArchivedConversation conversation;
  private final Map<String, Quote> kept =
      new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Quote> eldest) {
          return size() > KEPT;
        }
      };

  /** The ids that the conversation has, hashed; null until one is asked for that isn't kept. */
  private @Nullable LongTable ids;

  /**
   * What is quoted of a message.
   *
   * @param senderId who sent it, null where the archive doesn't say it
   * @param line its first line, shortened
   */
  record Quote(@Nullable String senderId, String line) {}

  Quotes(History history, ArchivedConversation conversation) {
    this.history = history;
    this.conversation = conversation;
  }

  /** Keeps a message in mind. */
  void add(Message message, String firstLine) {
    kept.put(message.id(), new Quote(message.senderId(), firstLine));
  }

  /**
   * What is quoted of this message, null where the conversation doesn't have it.
   *
   * @param lines what is the first line of a message
   */
  @Nullable Quote find(String messageId, FirstLine lines) throws IOException {
    Quote quote = kept.get(messageId);
    if (quote != null) {
      return quote;
    }
    LongTable known = ids;
    if (known == null) {
      known = readIds();
      ids = known;
    }
    return known.get(Digests.of(messageId)) == LongTable.ABSENT ? null : read(messageId, lines);
  }

  private LongTable readIds() throws IOException {
    LongTable read = new LongTable();
    try (Stream<Message> messages = history.messages(conversation)) {
      for (Iterator<Message> all = messages.iterator(); all.hasNext(); ) {
        read.put(Digests.of(all.next().id()), 0);
      }
    }
    return read;
  }

  private @Nullable Quote read(String messageId, FirstLine lines) throws IOException {
    try (Stream<Message> messages = history.messages(conversation)) {
      for (Iterator<Message> all = messages.iterator(); all.hasNext(); ) {
        Message message = all.next();
        if (message.id().equals(messageId)) {
          add(message, lines.of(message));
          return kept.get(messageId);
        }
      }
    }
    return null;
  }

  /** What is the first line of a message. */
  interface FirstLine {
    String of(Message message);
  }
}
