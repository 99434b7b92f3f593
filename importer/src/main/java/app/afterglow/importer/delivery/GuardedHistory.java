package app.afterglow.importer.delivery;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.model.Account;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A history that several threads may read at once: they take turns. Messages are taken in small
 * batches, so that the turns are few.
 */
final class GuardedHistory implements History {

  private static final int BATCH = 64;

  private final History history;
  private final ReentrantLock turn = new ReentrantLock();

  GuardedHistory(History history) {
    this.history = history;
  }

  @Override
  public List<Account> accounts() throws IOException {
    return locked(history::accounts);
  }

  @Override
  public Stream<Person> people() throws IOException {
    return batched(locked(history::people));
  }

  @Override
  public List<ArchivedConversation> conversations() throws IOException {
    return locked(history::conversations);
  }

  @Override
  public Stream<Message> messages(ArchivedConversation conversation) throws IOException {
    return batched(locked(() -> history.messages(conversation)));
  }

  @Override
  public InputStream attachment(String sha256) throws IOException {
    return new GuardedStream(locked(() -> history.attachment(sha256)));
  }

  @Override
  public Stream<Loss> losses() throws IOException {
    return batched(locked(history::losses));
  }

  /** The history is the caller's to close. */
  @Override
  public void close() {}

  private <T> Stream<T> batched(Stream<T> stream) {
    Iterator<T> inner = stream.iterator();
    Iterator<T> outer =
        new Iterator<>() {
          private Iterator<T> batch = List.<T>of().iterator();

          @Override
          public boolean hasNext() {
            if (!batch.hasNext()) {
              batch = take(inner).iterator();
            }
            return batch.hasNext();
          }

          @Override
          public T next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            return batch.next();
          }
        };
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(outer, Spliterator.ORDERED), false)
        .onClose(
            () -> {
              turn.lock();
              try {
                stream.close();
              } finally {
                turn.unlock();
              }
            });
  }

  private <T> List<T> take(Iterator<T> inner) {
    turn.lock();
    try {
      List<T> batch = new ArrayList<>(BATCH);
      while (batch.size() < BATCH && inner.hasNext()) {
        batch.add(inner.next());
      }
      return batch;
    } finally {
      turn.unlock();
    }
  }

  private <T> T locked(Reading<T> reading) throws IOException {
    turn.lock();
    try {
      return reading.read();
    } finally {
      turn.unlock();
    }
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private final class GuardedStream extends FilterInputStream {
    private GuardedStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return locked(in::read);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return locked(() -> in.read(buffer, offset, length));
    }

    @Override
    public long skip(long bytes) throws IOException {
      return locked(() -> in.skip(bytes));
    }

    @Override
    public void close() throws IOException {
      locked(
          () -> {
            in.close();
            return true;
          });
    }
  }
}
