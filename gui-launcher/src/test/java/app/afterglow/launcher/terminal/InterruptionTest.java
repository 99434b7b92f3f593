package app.afterglow.launcher.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.problem.InterruptedRunException;
import app.afterglow.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptionTest {

  private final List<Integer> exits = new ArrayList<>();
  private final Interruption interruption = new Interruption(exits::add);

  @Test
  void stopsARunAtItsNextStep() {
    Progress progress = new InterruptibleProgress(Progress.SILENT, interruption);
    progress.advance(1, 1);
    interruption.finished();

    interruption.request();

    assertThatThrownBy(() -> progress.advance(1, 1))
        .hasCauseInstanceOf(InterruptedRunException.class);
    assertThat(exits).isEmpty();
  }

  @Test
  void stopsAtOnceWhenAskedTwice() {
    interruption.finished();
    interruption.request();
    interruption.request();

    assertThat(exits).containsExactly(6);
  }

  @Test
  void stopsAtOnceWhileAPersonIsWaitedFor() {
    interruption.whileWaiting(
        () -> {
          interruption.request();
          return "";
        });

    assertThat(exits).containsExactly(6);
  }
}
