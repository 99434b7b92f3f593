package app.afterglow.launcher.terminal;

import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar a stage, with rate and remaining time; it counts bytes where the stage knows them. */
final class BarProgress implements Progress, AutoCloseable {

  private static final int USUAL_WIDTH = 80;
  private static final long MEGABYTE = 1_000_000;
  private static final Pattern STTY_SIZE = Pattern.compile("\\d+ (\\d+)\\s*");

  private final PrintStream err;
  private final Words words;
  private final int width = width();
  private volatile @Nullable ProgressBar bar;
  private boolean countsBytes;

  BarProgress(PrintStream err, Words words) {
    this.err = err;
    this.words = words;
  }

  @Override
  public void start(Stage stage, long totalItems, long totalBytes) {
    close();
    countsBytes = totalBytes > 0;
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName(words.say("stage." + stage.name().toLowerCase(Locale.ROOT)))
            .setInitialMax(countsBytes ? totalBytes : totalItems)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(new ConsoleProgressBarConsumer(err, width))
            .showSpeed();
    if (countsBytes) {
      builder.setUnit(" MB", MEGABYTE);
    }
    bar = builder.build();
  }

  @Override
  public void advance(long items, long bytes) {
    if (bar != null) {
      bar.stepBy(countsBytes ? bytes : items);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  /** Stops drawing, and leaves the line it stands on. */
  void pause() {
    if (bar != null) {
      bar.pause();
      err.println();
    }
  }

  /** Draws again. */
  void resume() {
    if (bar != null) {
      bar.resume();
    }
  }

  /** Asks the system once; the bar's own way would need a terminal library with native code. */
  private static int width() {
    Path screen = Path.of("/dev/tty");
    if (!Files.isReadable(screen)) {
      return USUAL_WIDTH - 1;
    }
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(screen.toFile()).start();
      String answer = new String(stty.getInputStream().readNBytes(64), StandardCharsets.US_ASCII);
      Matcher size = STTY_SIZE.matcher(answer);
      int columns = size.matches() ? Integer.parseInt(size.group(1)) : 0;
      // A screen that doesn't know its width says 0.
      return (columns >= 20 ? columns : USUAL_WIDTH) - 1;
    } catch (IOException | NumberFormatException e) {
      return USUAL_WIDTH - 1;
    }
  }
}
