package app.afterglow.launcher.gui;

import app.afterglow.launcher.program.Failure;
import app.afterglow.launcher.terminal.InterruptibleProgress;
import app.afterglow.launcher.terminal.Interruption;
import app.afterglow.progress.Progress;
import java.util.function.Consumer;
import javafx.application.Platform;

/**
 * A use case that runs beside the window. It has a thread of its own, tells how far it is, and can
 * be asked to stop; its end is told in the window's thread.
 *
 * @param <T> what it yields
 */
final class Work<T> {

  private final Task<T> task;
  private final WorkProgress progress = new WorkProgress(System::nanoTime);
  private final Interruption interruption = new Interruption();

  Work(Task<T> task) {
    this.task = task;
  }

  /** What is done. */
  interface Task<T> {
    T run(Progress progress) throws Exception;
  }

  WorkProgress progress() {
    return progress;
  }

  /** Asks it to stop at its next step; it then ends as a failure that says so. */
  void cancel() {
    interruption.request();
  }

  boolean cancelled() {
    return interruption.requested();
  }

  /** Starts it. One of the two is called once, in the window's thread. */
  void start(Consumer<T> done, Consumer<Failure> failed) {
    Thread.ofPlatform()
        .daemon()
        .name("afterglow-work")
        .start(
            () -> {
              try {
                T result = task.run(new InterruptibleProgress(progress, interruption));
                Platform.runLater(() -> done.accept(result));
              } catch (Throwable e) {
                // Whatever it is has to be said: the window would wait for ever otherwise.
                Failure failure = Failure.of(e);
                Platform.runLater(() -> failed.accept(failure));
              }
            });
  }
}
