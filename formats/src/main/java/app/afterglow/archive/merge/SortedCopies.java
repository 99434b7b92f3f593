package app.afterglow.archive.merge;

import app.afterglow.archive.MessageOrder;
import app.afterglow.model.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * One conversation's messages out of several archives: groups of copies that share time and id, in
 * the order of both. A merge of sorted streams that holds one message of each at a time.
 */
final class SortedCopies implements Iterator<List<Copy>>, AutoCloseable {

  /** Opens one archive's messages. */
  interface Opened {
    Stream<Message> open() throws IOException;
  }

  /**
   * One archive's messages.
   *
   * @param input the archive's number
   * @param messages opens them
   */
  record Part(int input, Opened messages) {}

  private record Head(Copy copy, Iterator<Message> rest) {
    Message message() {
      return copy.message();
    }
  }

  private static final Comparator<Head> BY_TIME_ID_AND_INPUT =
      Comparator.comparing(Head::message, MessageOrder.BY_TIME_AND_ID)
          .thenComparingInt(head -> head.copy().input());

  private final List<Stream<Message>> streams = new ArrayList<>();
  private final PriorityQueue<Head> heads = new PriorityQueue<>(BY_TIME_ID_AND_INPUT);

  private SortedCopies() {}

  static SortedCopies of(List<Part> parts) throws IOException {
    SortedCopies copies = new SortedCopies();
    try {
      for (Part part : parts) {
        Stream<Message> stream = part.messages().open();
        copies.streams.add(stream);
        copies.push(stream.iterator(), part.input());
      }
      return copies;
    } catch (IOException | RuntimeException e) {
      copies.close();
      throw e;
    }
  }

  private void push(Iterator<Message> messages, int input) {
    if (messages.hasNext()) {
      heads.add(new Head(new Copy(messages.next(), input), messages));
    }
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public List<Copy> next() {
    Head first = heads.poll();
    if (first == null) {
      throw new NoSuchElementException();
    }
    List<Copy> group = new ArrayList<>(streams.size());
    group.add(first.copy());
    push(first.rest(), first.copy().input());
    for (Head head = heads.peek(); head != null && isSame(head, first); head = heads.peek()) {
      heads.poll();
      group.add(head.copy());
      push(head.rest(), head.copy().input());
    }
    return group;
  }

  private static boolean isSame(Head head, Head first) {
    return MessageOrder.BY_TIME_AND_ID.compare(head.message(), first.message()) == 0;
  }

  @Override
  public void close() {
    streams.forEach(Stream::close);
  }
}
