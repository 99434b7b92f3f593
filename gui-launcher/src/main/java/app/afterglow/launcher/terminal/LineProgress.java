package app.afterglow.launcher.terminal;

import app.afterglow.progress.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** A line when a stage begins, and one every ten seconds after: for logs and pipes. */
final class LineProgress implements Progress {

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private final PrintStream err;
  private final Words words;
  private final InstantSource clock;

  private String name = "";
  private long totalItems;
  private long totalBytes;
  private long items;
  private long bytes;
  private Instant started = Instant.EPOCH;
  private Instant lastLine = Instant.EPOCH;

  LineProgress(PrintStream err, Words words, InstantSource clock) {
    this.err = err;
    this.words = words;
    this.clock = clock;
  }

  @Override
  public void start(Stage stage, long totalItems, long totalBytes) {
    name = words.say("stage." + stage.name().toLowerCase(Locale.ROOT));
    this.totalItems = totalItems;
    this.totalBytes = totalBytes;
    items = 0;
    bytes = 0;
    started = clock.instant();
    lastLine = started;
    err.println(words.say("progress.start", name));
  }

  @Override
  public void advance(long moreItems, long moreBytes) {
    items += moreItems;
    bytes += moreBytes;
    Instant now = clock.instant();
    if (Duration.between(lastLine, now).compareTo(BETWEEN_LINES) >= 0) {
      lastLine = now;
      err.println(line(now));
    }
  }

  private String line(Instant now) {
    boolean countsBytes = totalBytes > 0;
    long done = countsBytes ? bytes : items;
    long total = countsBytes ? totalBytes : totalItems;
    long seconds = Math.max(1, Duration.between(started, now).toSeconds());
    String rate = amount(done / seconds, countsBytes);
    if (total <= 0) {
      return words.say("progress.open", name, amount(done, countsBytes), rate);
    }
    long left = done == 0 ? -1 : Math.round((double) seconds * Math.max(0, total - done) / done);
    return words.say(
        left < 0 ? "progress.stalled" : "progress.line",
        name,
        amount(done, countsBytes),
        amount(total, countsBytes),
        Math.min(1.0, (double) done / total),
        rate,
        duration(left));
  }

  private String amount(long amount, boolean isBytes) {
    return isBytes ? words.size(amount) : words.number(amount);
  }

  private static String duration(long seconds) {
    long s = Math.max(0, seconds);
    return s < 3600
        ? "%d:%02d".formatted(s / 60, s % 60)
        : "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
  }
}
