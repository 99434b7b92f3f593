package app.afterglow.exporter;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes things in a thread of its own while those before them are used, so that reading a store and
 * writing an archive share two cores. How far it runs ahead is bounded by weight, not by number: a
 * few megabytes, whatever the things are.
 *
 * @param <T> the things
 */
final class ReadAhead<T> implements AutoCloseable {

  private static final int BATCHES = 4;
  private static final int MOST_IN_BATCH = 128;
  private static final long HEAVIEST_BATCH = 1 << 20;
  private static final long LOOK_MILLIS = 100;

  private final BlockingQueue<Batch<T>> queue = new ArrayBlockingQueue<>(BATCHES);
  private final Thread maker;
  private volatile boolean closed;
  private Batch<T> current = new Batch<>(List.of(), false, null);
  private int used;

  /** Makes things, one after another. */
  interface Maker<T> {
    /** Gives everything to {@code next}, and returns at the end. */
    void make(Taker<T> next) throws IOException;
  }

  /** Takes what was made. */
  interface Taker<T> {
    /** Takes one, waiting where too much waits already. */
    void take(T thing) throws IOException;
  }

  private record Batch<T>(List<T> things, boolean last, @Nullable Throwable failure) {}

  /**
   * Begins at once.
   *
   * @param weight bytes of memory that a thing takes, roughly
   */
  ReadAhead(Maker<T> source, ToLongFunction<T> weight) {
    this.maker =
        Thread.ofPlatform().daemon().name("read-ahead").unstarted(() -> run(source, weight));
    maker.start();
  }

  private void run(Maker<T> source, ToLongFunction<T> weight) {
    Filling<T> filling = new Filling<>(this, weight);
    Throwable failure = null;
    try {
      source.make(filling);
    } catch (IOException | RuntimeException | Error e) {
      // Whoever uses the things gets to see it, in its turn.
      failure = e;
    }
    try {
      put(new Batch<>(filling.things, true, failure));
    } catch (InterruptedIOException e) {
      // Nobody waits for it any more.
    }
  }

  private static final class Filling<T> implements Taker<T> {
    private final ReadAhead<T> owner;
    private final ToLongFunction<T> weight;
    private List<T> things = new ArrayList<>();
    private long total;

    Filling(ReadAhead<T> owner, ToLongFunction<T> weight) {
      this.owner = owner;
      this.weight = weight;
    }

    @Override
    public void take(T thing) throws IOException {
      things.add(thing);
      total += weight.applyAsLong(thing);
      if (things.size() >= MOST_IN_BATCH || total >= HEAVIEST_BATCH) {
        owner.put(new Batch<>(things, false, null));
        things = new ArrayList<>();
        total = 0;
      }
    }
  }

  /** Waits without being interrupted: an interrupt would close the files that are being read. */
  private void put(Batch<T> batch) throws InterruptedIOException {
    try {
      while (!queue.offer(batch, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (closed) {
          throw new InterruptedIOException("nobody reads any further");
        }
      }
      if (closed) {
        throw new InterruptedIOException("nobody reads any further");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading ahead");
    }
  }

  /** The next thing, null at the end; what went wrong in making it is thrown here. */
  @Nullable T next() throws IOException {
    while (used == current.things().size()) {
      if (current.last()) {
        rethrow(current.failure());
        return null;
      }
      try {
        current = queue.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for the store");
      }
      used = 0;
    }
    return current.things().get(used++);
  }

  private static void rethrow(@Nullable Throwable failure) throws IOException {
    switch (failure) {
      case null -> {}
      case UncheckedIOException e -> throw e.getCause();
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  /** Stops making, and waits until the maker no longer uses what it reads from. */
  @Override
  public void close() throws IOException {
    closed = true;
    queue.clear();
    try {
      maker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while stopping to read ahead");
    }
  }
}
