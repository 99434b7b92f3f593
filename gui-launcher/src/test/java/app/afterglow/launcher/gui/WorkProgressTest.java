package app.afterglow.launcher.gui;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.progress.Progress.Stage;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WorkProgressTest {

  private long now = 5_000_000_000L;
  private final WorkProgress progress = new WorkProgress(() -> now);

  @Test
  void saysNothingBeforeItBegan() {
    assertThat(progress.look()).isNull();
  }

  @Test
  void countsItemsWhereBytesAreUnknown() {
    progress.start(Stage.MESSAGES, 200, -1);
    now += 2_000_000_000L;
    progress.advance(50, 0);

    assertThat(progress.look())
        .isEqualTo(new WorkProgress.Look(Stage.MESSAGES, 50, 200, false, 25, 6));
  }

  @Test
  void countsBytesWhereTheyAreKnown() {
    progress.start(Stage.ATTACHMENTS, 3, 1_000);
    now += 1_000_000_000L;
    progress.advance(1, 250);

    WorkProgress.Look look = Objects.requireNonNull(progress.look());
    assertThat(look.inBytes()).isTrue();
    assertThat(look.share()).isEqualTo(0.25);
    assertThat(look.secondsLeft()).isEqualTo(3);
  }

  @Test
  void estimatesNothingInTheFirstSecond() {
    progress.start(Stage.MESSAGES, 200, -1);
    now += 900_000_000L;
    progress.advance(150, 0);

    assertThat(progress.look())
        .isEqualTo(new WorkProgress.Look(Stage.MESSAGES, 150, 200, false, 0, -1));
  }

  @Test
  void neverSaysMoreThanAll() {
    progress.start(Stage.MESSAGES, 10, -1);
    progress.advance(11, 0);

    WorkProgress.Look look = Objects.requireNonNull(progress.look());
    assertThat(look.share()).isEqualTo(1);
  }

  @Test
  void beginsAnewWithEachStage() {
    progress.start(Stage.MESSAGES, 10, -1);
    progress.advance(10, 0);
    progress.start(Stage.FINISHING, -1, -1);

    WorkProgress.Look look = Objects.requireNonNull(progress.look());
    assertThat(look.done()).isZero();
    assertThat(look.share()).isEqualTo(-1);
  }
}
