package app.afterglow.exporter.wickr;

import app.afterglow.exporter.FoundMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one conversation by (time, id), each read when it is asked for. Messages of one
 * second are put in their final order when the first of them comes up.
 */
final class MessageIterator implements Iterator<FoundMessage> {

  /** Makes a message of a row that stands at a position. */
  interface Maker {
    FoundMessage make(StoredMessage message, int position);
  }

  /** Hears of rows that can't be read for their size. */
  interface TooLarge {
    void skipped(long row, String id);
  }

  private final StoreTables tables;
  private final int conversation;
  private final Maker maker;
  private final TooLarge tooLarge;
  private final int end;
  private int position;
  private int sortedUpTo;
  private @Nullable FoundMessage next;

  MessageIterator(StoreTables tables, int conversation, Maker maker, TooLarge tooLarge) {
    this.tables = tables;
    this.conversation = conversation;
    this.maker = maker;
    this.tooLarge = tooLarge;
    this.position = tables.order().start(conversation);
    this.sortedUpTo = position;
    this.end = tables.order().end(conversation);
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null && position < end) {
        read();
      }
      return next != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public FoundMessage next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    FoundMessage message = next;
    next = null;
    return message;
  }

  private void read() throws IOException {
    if (position == sortedUpTo) {
      sortedUpTo = tables.order().ties(position, end);
      if (sortedUpTo - position > 1) {
        sort(position, sortedUpTo);
      }
    }
    long row = tables.order().row(position);
    Optional<StoredMessage> message = tables.message(row, conversation);
    if (message.isPresent()) {
      next = maker.make(message.get(), position);
    } else {
      tooLarge.skipped(row, tables.key(row).id());
    }
    position++;
  }

  /** An entry of the order together with what it is ordered by. */
  private record Keyed(MessageTable.Key key, long entry) implements Comparable<Keyed> {
    @Override
    public int compareTo(Keyed other) {
      int byKey = key.compareTo(other.key);
      return byKey != 0 ? byKey : Long.compare(entry, other.entry);
    }
  }

  private void sort(int from, int to) throws IOException {
    MessageOrder order = tables.order();
    List<Keyed> keyed = new ArrayList<>(to - from);
    for (long entry : order.slice(from, to)) {
      keyed.add(new Keyed(tables.key(order.rowOf(entry)), entry));
    }
    keyed.sort(null);
    for (int i = 0; i < keyed.size(); i++) {
      order.put(from + i, keyed.get(i).entry());
    }
  }
}
