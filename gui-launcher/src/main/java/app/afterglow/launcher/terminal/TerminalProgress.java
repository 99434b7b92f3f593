package app.afterglow.launcher.terminal;

import app.afterglow.progress.Progress;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Progress as it suits the terminal; closing ends the line it stands on. */
public final class TerminalProgress implements Progress, AutoCloseable {

  private final Progress shown;
  private final Progress checked;

  private TerminalProgress(Progress shown, Interruption interruption) {
    this.shown = shown;
    this.checked = new InterruptibleProgress(shown, interruption);
    interruption.listen();
  }

  /** Nothing is shown, but an interruption is heeded. */
  public static TerminalProgress silent(Terminal terminal) {
    return new TerminalProgress(SILENT, terminal.interruption());
  }

  /** A bar on a screen, a line now and then elsewhere. */
  public static TerminalProgress shown(Terminal terminal, Words words) {
    Progress shown =
        terminal.movable()
            ? new BarProgress(terminal.err(), words)
            : new LineProgress(terminal.err(), words, InstantSource.system());
    return new TerminalProgress(shown, terminal.interruption());
  }

  @Override
  public void start(Stage stage, long totalItems, long totalBytes) {
    checked.start(stage, totalItems, totalBytes);
  }

  @Override
  public void advance(long items, long bytes) {
    checked.advance(items, bytes);
  }

  /** Does something that needs the screen for itself. */
  public <T> T undrawn(Supplier<T> something) {
    if (!(shown instanceof BarProgress bar)) {
      return something.get();
    }
    bar.pause();
    try {
      return something.get();
    } finally {
      bar.resume();
    }
  }

  @Override
  public void close() {
    if (shown instanceof BarProgress bar) {
      bar.close();
    }
  }
}
