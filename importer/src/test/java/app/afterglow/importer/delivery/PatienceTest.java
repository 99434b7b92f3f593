package app.afterglow.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private long now = Duration.ofDays(1).toNanos();
  private final Patience patience = new Patience(Duration.ofSeconds(60), () -> now);

  private void pass(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }

  private Duration left() {
    return Duration.ofNanos(patience.left());
  }

  @Test
  void endsAWhileAfterTheLastByte() {
    pass(50);
    assertThat(left()).isEqualTo(Duration.ofSeconds(10));

    patience.received();
    pass(59);
    assertThat(left()).isEqualTo(Duration.ofSeconds(1));

    pass(1);
    assertThat(left()).isZero();
  }

  @Test
  void allowsForWhatTheSystemHasNotSentYet() {
    patience.sent(1_000_000);
    pass(100);
    assertThat(left()).isEqualTo(Duration.ofSeconds(60));

    for (int i = 0; i < 1_000; i++) {
      patience.sent(1_000_000);
    }
    // However much was sent, the system keeps no more than 4 MiB of it.
    assertThat(left()).isBetween(Duration.ofSeconds(479), Duration.ofSeconds(480));
  }
}
