package app.afterglow.launcher.gui;

import app.afterglow.progress.Progress;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is. Told by the run's thread, often; looked at by the window's thread, a few times
 * a second.
 */
final class WorkProgress implements Progress {

  private static final long BEFORE_ESTIMATE = 1_000_000_000L;

  private final LongSupplier nanoTime;
  private volatile @Nullable Phase phase;

  WorkProgress(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  private static final class Phase {
    final Stage stage;
    final long totalItems;
    final long totalBytes;
    final long startedAt;
    final LongAdder items = new LongAdder();
    final LongAdder bytes = new LongAdder();

    Phase(Stage stage, long totalItems, long totalBytes, long startedAt) {
      this.stage = stage;
      this.totalItems = totalItems;
      this.totalBytes = totalBytes;
      this.startedAt = startedAt;
    }
  }

  /**
   * A look at it.
   *
   * @param stage what it is doing
   * @param done how much is done, of {@code total}
   * @param total how much there is to do, -1 where that isn't known
   * @param inBytes whether these are bytes, not items
   * @param perSecond how much is done in a second, 0 where that can't be told yet
   * @param secondsLeft seconds left, -1 where that can't be told
   */
  record Look(
      Stage stage, long done, long total, boolean inBytes, double perSecond, long secondsLeft) {

    /** From 0 to 1, -1 where that isn't known. */
    double share() {
      return total <= 0 ? -1 : Math.min(1.0, (double) done / total);
    }
  }

  @Override
  public void start(Stage stage, long totalItems, long totalBytes) {
    phase = new Phase(stage, totalItems, totalBytes, nanoTime.getAsLong());
  }

  @Override
  public void advance(long items, long bytes) {
    Phase now = phase;
    if (now != null) {
      now.items.add(items);
      now.bytes.add(bytes);
    }
  }

  /** How far it is now; null before it began. */
  @Nullable Look look() {
    Phase now = phase;
    if (now == null) {
      return null;
    }
    boolean inBytes = now.totalBytes > 0;
    long done = inBytes ? now.bytes.sum() : now.items.sum();
    long total = inBytes ? now.totalBytes : now.totalItems;
    long elapsed = nanoTime.getAsLong() - now.startedAt;
    double perSecond = elapsed < BEFORE_ESTIMATE ? 0 : done * 1e9 / elapsed;
    long left = perSecond > 0 && total > 0 ? (long) Math.ceil((total - done) / perSecond) : -1;
    return new Look(now.stage, done, total, inBytes, perSecond, left);
  }
}
