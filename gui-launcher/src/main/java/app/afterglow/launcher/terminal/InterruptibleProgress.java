package app.afterglow.launcher.terminal;

import app.afterglow.problem.InterruptedRunException;
import app.afterglow.progress.Progress;
import java.io.UncheckedIOException;

/** Stops a run at its next step once somebody asked for an end. */
public final class InterruptibleProgress implements Progress {

  private final Progress progress;
  private final Interruption interruption;

  /** Stops {@code progress} when {@code interruption} was requested. */
  public InterruptibleProgress(Progress progress, Interruption interruption) {
    this.progress = progress;
    this.interruption = interruption;
  }

  @Override
  public void start(Stage stage, long totalItems, long totalBytes) {
    stopIfAsked();
    progress.start(stage, totalItems, totalBytes);
  }

  @Override
  public void advance(long items, long bytes) {
    stopIfAsked();
    progress.advance(items, bytes);
  }

  private void stopIfAsked() {
    if (interruption.requested()) {
      throw new UncheckedIOException(
          new InterruptedRunException(LauncherProblem.of("interrupted")));
    }
  }
}
