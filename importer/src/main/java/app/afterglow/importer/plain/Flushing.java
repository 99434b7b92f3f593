package app.afterglow.importer.plain;

import app.afterglow.problem.InterruptedRunException;
import app.afterglow.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Flushes many small files to disk side by side: one after the other each waits for the disk by
 * itself, together they share a turn. The first failure is thrown to whoever goes on or waits.
 */
final class Flushing implements AutoCloseable {

  private static final int THREADS = 8;
  private static final int WAITING = 64;

  /** What is to be done with one file. */
  @FunctionalInterface
  interface Task {
    void run() throws IOException;
  }

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("flush-", 0).factory());
  private final Semaphore room = new Semaphore(WAITING);
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /** Has this done soon; waits where too much waits already. */
  void later(Task task) throws IOException {
    throwFailure();
    try {
      room.acquire();
    } catch (InterruptedException e) {
      throw interrupted();
    }
    threads.execute(
        () -> {
          try {
            task.run();
          } catch (IOException | RuntimeException e) {
            failure.compareAndSet(null, e);
          } finally {
            room.release();
          }
        });
  }

  /** Waits until everything is done. */
  void await() throws IOException {
    threads.shutdown();
    try {
      while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
        throwFailure();
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
    throwFailure();
  }

  private void throwFailure() throws IOException {
    Exception first = failure.get();
    if (first instanceof IOException e) {
      throw e;
    }
    if (first instanceof UncheckedIOException e) {
      throw e.getCause();
    }
    if (first instanceof RuntimeException e) {
      throw e;
    }
  }

  private static InterruptedRunException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedRunException(Problem.of(PlainProblems.BUNDLE, "interrupted"));
  }

  /** Waits until nothing touches a file any more; failures don't matter by now. */
  @Override
  public void close() {
    threads.close();
  }
}
