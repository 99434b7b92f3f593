package app.afterglow.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final TestTime time = new TestTime();

  @Test
  void letsOneSecondsShareThroughAtOnceAndThenOneAfterTheOther() throws InterruptedException {
    Pace pace = new Pace(10, time.timing());

    take(pace, 10);
    assertThat(time.waited()).isZero();
    take(pace, 50);

    assertThat(time.waited()).isBetween(Duration.ofMillis(4_990), Duration.ofMillis(5_100));
  }

  @Test
  void waitsOutAPauseAndIsSlowerAfterIt() throws InterruptedException {
    Pace pace = new Pace(8, time.timing());
    take(pace, 1);

    pace.slowDown(Duration.ofSeconds(30));
    pace.slowDown(Duration.ofSeconds(10));
    take(pace, 1);

    assertThat(time.waited()).isEqualTo(Duration.ofSeconds(30));
    assertThat(pace.rate()).isEqualTo(4);
  }

  @Test
  void waitsNoLongerWhereTheClockIsSetBack() throws InterruptedException {
    Pace pace = new Pace(8, time.timing());

    pace.slowDown(Duration.ofSeconds(30));
    time.setBack(Duration.ofHours(1));
    take(pace, 1);

    assertThat(time.waited()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void growsBackWhileAllGoesWell() throws InterruptedException {
    Pace pace = new Pace(8, time.timing());
    pace.slowDown(Duration.ZERO);
    pace.slowDown(Duration.ZERO);
    assertThat(pace.rate()).isEqualTo(2);

    for (int i = 0; i < 1000; i++) {
      take(pace, 1);
      pace.wentWell();
    }

    assertThat(pace.rate()).isEqualTo(8);
  }

  @Property(tries = 200)
  void neverExceedsTheRateByMoreThanOneSecondsShare(
      @ForAll @IntRange(min = 1, max = 50) int rate,
      @ForAll @IntRange(min = 1, max = 300) int requests)
      throws InterruptedException {
    TestTime own = new TestTime();
    Pace pace = new Pace(rate, own.timing());

    take(pace, requests);

    double seconds = own.waited().toMillis() / 1000.0;
    assertThat((double) requests).isLessThanOrEqualTo(rate * seconds + rate + 1);
  }

  @Property(tries = 200)
  void backsOffWithinItsLimits(@ForAll @IntRange(min = 1, max = 10_000) int failures) {
    Duration wait = Backoff.PATIENT.after(failures, new Random(failures));

    assertThat(wait).isBetween(Duration.ofMillis(500), Duration.ofMinutes(1));
  }

  private static void take(Pace pace, int requests) throws InterruptedException {
    for (int i = 0; i < requests; i++) {
      pace.await();
    }
  }
}
