package app.afterglow.importer;

import app.afterglow.archive.MessageOrder;
import app.afterglow.model.Message;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One conversation's messages out of several archives, by (time, id): a merge of sorted streams
 * that holds one message of each at a time.
 *
 * <p>Copies of one message normally carry one time. Where they don't, the later copy is recognised
 * among the last {@value #REMEMBERED} ids, left out, and named.
 */
final class MergedMessages implements Iterator<Message> {

  private static final int REMEMBERED = 65_536;

  private record Head(Message message, Iterator<Message> rest, int order) {}

  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          Comparator.comparing(Head::message, MessageOrder.BY_TIME_AND_ID)
              .thenComparingInt(Head::order));
  private final Map<String, Boolean> lately =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };
  private final MessageCopies.Conflicts conflicts;
  private @Nullable Message next;

  private MergedMessages(List<Stream<Message>> archives, MessageCopies.Conflicts conflicts) {
    this.conflicts = conflicts;
    for (int i = 0; i < archives.size(); i++) {
      push(archives.get(i).iterator(), i);
    }
    next = advance();
  }

  /** The merged stream; closing it closes the archives' streams. */
  static Stream<Message> of(List<Stream<Message>> archives, MessageCopies.Conflicts conflicts) {
    Iterator<Message> merged = new MergedMessages(archives, conflicts);
    Stream<Message> stream =
        StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(merged, Spliterator.ORDERED | Spliterator.NONNULL),
            false);
    for (Stream<Message> archive : archives) {
      stream = stream.onClose(archive::close);
    }
    return stream;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Message next() {
    Message current = next;
    if (current == null) {
      throw new NoSuchElementException();
    }
    next = advance();
    return current;
  }

  private @Nullable Message advance() {
    while (true) {
      Head head = heads.poll();
      if (head == null) {
        return null;
      }
      Message message = head.message();
      push(head.rest(), head.order());
      for (Head copy = heads.peek();
          copy != null && isCopy(copy.message(), message);
          copy = heads.peek()) {
        heads.poll();
        message = MessageCopies.join(message, copy.message(), conflicts);
        push(copy.rest(), copy.order());
      }
      if (lately.put(message.id(), Boolean.TRUE) == null) {
        return message;
      }
      conflicts.found(
          message,
          "copies-differ-time",
          "the copy of " + message.sentAt() + " was left out, an earlier one kept");
    }
  }

  private static boolean isCopy(Message copy, Message message) {
    return MessageOrder.BY_TIME_AND_ID.compare(copy, message) == 0;
  }

  private void push(Iterator<Message> messages, int order) {
    if (messages.hasNext()) {
      heads.add(new Head(messages.next(), messages, order));
    }
  }
}
