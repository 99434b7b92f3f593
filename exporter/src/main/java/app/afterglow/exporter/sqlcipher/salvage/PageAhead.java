package app.afterglow.exporter.sqlcipher.salvage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pages that a cursor leads to, a batch ahead of whoever uses them: authentication is
 * most of the work, and another processor can do it.
 */
final class PageAhead implements AutoCloseable {

  private static final int BATCH_BYTES = 1 << 18;
  private static final int MIN_BATCH = 8;

  private final PageSource source;
  private final TreeCursor cursor;
  private final int batch;
  private final Queue<Loaded> ready = new ArrayDeque<>();
  private @Nullable CompletableFuture<Loaded[]> coming;

  /**
   * A page that was read.
   *
   * @param number its number
   * @param low the lowest rowid that belongs on it
   * @param high the highest
   * @param bytes its content, null where it could not be read after all
   */
  record Loaded(int number, long low, long high, byte @Nullable [] bytes) {}

  PageAhead(PageSource source, TreeCursor cursor) {
    this.source = source;
    this.cursor = cursor;
    this.batch = Math.max(MIN_BATCH, BATCH_BYTES / source.pageSize());
  }

  /** The next page, null after the last one. */
  @Nullable Loaded next() throws IOException {
    if (ready.isEmpty()) {
      CompletableFuture<Loaded[]> waited = coming == null ? ahead() : coming;
      ready.addAll(Arrays.asList(get(waited)));
      coming = ready.isEmpty() ? null : ahead();
    }
    return ready.poll();
  }

  private CompletableFuture<Loaded[]> ahead() throws IOException {
    int[] numbers = new int[batch];
    long[] lows = new long[batch];
    long[] highs = new long[batch];
    int count = 0;
    while (count < batch && cursor.advance()) {
      numbers[count] = cursor.page();
      lows[count] = cursor.low();
      highs[count++] = cursor.high();
    }
    int pages = count;
    if (pages == 0) {
      return CompletableFuture.completedFuture(new Loaded[0]);
    }
    return CompletableFuture.supplyAsync(
        () ->
            IntStream.range(0, pages)
                .parallel()
                .mapToObj(i -> new Loaded(numbers[i], lows[i], highs[i], read(numbers[i])))
                .toArray(Loaded[]::new));
  }

  private byte @Nullable [] read(int number) {
    byte[] bytes = new byte[source.pageSize()];
    try {
      return source.read(number, bytes) == PageState.READABLE ? bytes : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Loaded[] get(CompletableFuture<Loaded[]> future) throws IOException {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException wrapped) {
        throw wrapped.getCause();
      }
      throw e;
    }
  }

  /** Waits for what is being read, so that nothing reads a source that is closed next. */
  @Override
  public void close() {
    if (coming != null) {
      coming.exceptionally(_ -> new Loaded[0]).join();
      coming = null;
    }
  }
}
