package app.afterglow.importer.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Time that passes only by waiting. */
public final class TestTime {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final List<Duration> waits = new ArrayList<>();

  /** A timing on this time. */
  public Timing timing() {
    return new Timing(this::now, this::sleep, new Random(42));
  }

  public synchronized Instant now() {
    return now;
  }

  public synchronized void sleep(Duration time) {
    waits.add(time);
    now = now.plus(time);
  }

  /** Somebody sets the clock back. */
  synchronized void setBack(Duration time) {
    now = now.minus(time);
  }

  /** Every wait there was. */
  public synchronized List<Duration> waits() {
    return List.copyOf(waits);
  }

  /** All waits together. */
  public synchronized Duration waited() {
    return waits.stream().reduce(Duration.ZERO, Duration::plus);
  }
}
