package app.afterglow.importer.delivery;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads from a target what may be asked for again and again without harm. */
public final class PatientReader {

  private static final int ATTEMPTS = 6;

  private final Timing timing;

  /** A reader that waits by this. */
  public PatientReader(Timing timing) {
    this.timing = timing;
  }

  /** Something that is read. */
  @FunctionalInterface
  public interface Reading<T> {
    /** Reads it once. */
    @Nullable T read() throws IOException, InterruptedException;
  }

  /** A page that is read, each of its parts patiently. */
  @FunctionalInterface
  public interface Filling {
    /** Adds what a page holds, which may be nothing; false after the last one. */
    boolean fill(Deque<Posted> into) throws IOException, InterruptedException;
  }

  /** Reads something, repeating it a few times where the target is busy or not there. */
  public <T> @Nullable T read(Reading<T> reading) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return reading.read();
      } catch (DeliveryException.Refused e) {
        throw e;
      } catch (DeliveryException e) {
        if (attempt >= ATTEMPTS) {
          throw e;
        }
        Duration asked = e instanceof DeliveryException.TryAgain again ? again.delay() : null;
        Duration own = Duration.ofSeconds(attempt);
        timing.sleep(asked == null || asked.compareTo(own) < 0 ? own : asked);
      }
    }
  }

  /** What stands on the pages, read as it is asked for; throws {@link UncheckedIOException}. */
  public static Stream<Posted> pages(Filling filling) {
    return StreamSupport.stream(
        new Spliterators.AbstractSpliterator<Posted>(
            Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
          private final Deque<Posted> page = new ArrayDeque<>();

          @Override
          public boolean tryAdvance(Consumer<? super Posted> action) {
            while (page.isEmpty()) {
              if (!fill(filling, page)) {
                return false;
              }
            }
            action.accept(page.remove());
            return true;
          }
        },
        false);
  }

  private static boolean fill(Filling filling, Deque<Posted> into) {
    try {
      return filling.fill(into);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException ended = new InterruptedIOException("the run is to end");
      ended.initCause(e);
      throw new UncheckedIOException(ended);
    }
  }
}
