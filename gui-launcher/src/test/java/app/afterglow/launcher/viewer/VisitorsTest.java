package app.afterglow.launcher.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VisitorsTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 3);
  private final Visitors visitors = new Visitors(now::get);

  @Test
  void areGoneOnceTheLastPageWasClosedForAWhile() {
    assertThat(visitors.neverCame()).isTrue();
    assertThat(visitors.areGone()).isFalse();
    visitors.came();
    visitors.came();
    visitors.left();
    now.addAndGet(Visitors.PATIENCE.toNanos() * 2);
    assertThat(visitors.areGone()).isFalse();

    visitors.left();
    assertThat(visitors.areGone()).isFalse();
    now.addAndGet(Visitors.PATIENCE.toNanos() + 1);
    assertThat(visitors.areGone()).isTrue();
    assertThat(visitors.neverCame()).isFalse();
  }

  @Test
  void whoOpenedAnAddressIsWaitedFor() {
    visitors.knocked();

    assertThat(visitors.neverCame()).isFalse();
    now.addAndGet(Visitors.PATIENCE.toNanos() / 2);
    assertThat(visitors.areGone()).isFalse();
    now.addAndGet(Visitors.PATIENCE.toNanos());
    assertThat(visitors.areGone()).isTrue();
  }

  @Test
  void whoComesForTheFirstTimeIsThereAtOnce() {
    visitors.came();

    assertThat(visitors.areGone()).isFalse();
  }

  @Test
  void whoComesBackInTimeIsStillThere() {
    visitors.came();
    visitors.left();
    now.addAndGet(Visitors.PATIENCE.toNanos() / 2);
    visitors.came();
    now.addAndGet(Visitors.PATIENCE.toNanos() * 5);

    assertThat(visitors.areGone()).isFalse();
  }
}
