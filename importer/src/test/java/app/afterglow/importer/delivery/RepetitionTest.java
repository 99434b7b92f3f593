package app.afterglow.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.importer.ImportReport;
import app.afterglow.importer.InDoubt;
import app.afterglow.importer.delivery.ScriptedMessenger.Fault;
import app.afterglow.importer.testing.MemoryHistory;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often, and after which waits, something is tried again. */
class RepetitionTest {

  @TempDir Path folder;
  private ScriptedRun run;

  @BeforeEach
  void start() {
    run = new ScriptedRun(folder);
  }

  @Test
  void countsOnlyFailuresOfTheKindThatIsLimited() throws IOException {
    run.server.fault("c0-0/text.0", Fault.BUSY, Fault.BUSY, Fault.FAILED_OF_THREE, Fault.BUSY);
    run.server.fault("c0-0/text.0", Fault.FAILED_OF_THREE, Fault.FAILED_OTHERWISE_OF_THREE);
    run.server.fault("room", Fault.BUSY, Fault.BUSY, Fault.FAILED_OF_THREE);

    ImportReport report = run.deliver(DeliveryTest.history(1, 2));

    assertThat(report.losses()).isEmpty();
    assertThat(run.server.texts("c0")).containsExactly("text 0", "text 1");
  }

  @Test
  void refusesWhatFailedForOneReasonAsOftenAsIsAllowed() throws IOException {
    run.server.fault(
        "c0-0/text.0",
        Fault.BUSY,
        Fault.FAILED_OF_THREE,
        Fault.BUSY,
        Fault.FAILED_OF_THREE,
        Fault.FAILED_OF_THREE);

    ImportReport report = run.deliver(DeliveryTest.history(1, 2));

    assertThat(report.losses())
        .containsExactly(Loss.whole(Loss.What.MESSAGE, "c0-0", "failed", "status 400"));
    assertThat(run.server.texts("c0")).containsExactly("text 1");
  }

  @Test
  void waitsThoughTheTargetAsksForNoWait() throws IOException {
    Fault[] busy = new Fault[4];
    Arrays.fill(busy, Fault.BUSY_FOR_NO_TIME);
    run.server.fault("c0-0/text.0", busy);
    run.server.fault("room", busy);

    run.deliver(DeliveryTest.history(1, 1));

    // Half of 1, 2, 4 and 8 seconds at least, for the room and for the message.
    assertThat(run.time.waited()).isGreaterThan(Duration.ofSeconds(15));
  }

  @Test
  void remembersThatARefusedRoomMayHaveBeenMadeBefore() throws IOException {
    run.settings = run.settings.withParallel(1);
    run.server.fault("room", Fault.LOST_BEFORE, Fault.REFUSED, Fault.REFUSED);

    run.deliver(DeliveryTest.history(2, 1));

    assertThat(run.room("c0").mayExist()).isTrue();
    assertThat(run.room("c1").mayExist()).isFalse();
  }

  @Test
  void rehearsesThatRefusedOnesAreTriedOnceMore() throws IOException {
    MemoryHistory history = DeliveryTest.history(1, 3);
    run.server.fault("c0-1/text.0", Fault.REFUSED);
    run.deliver(history);
    Rehearsal without = run.rehearse(history);
    run.settings = run.settings.withRetryRefused(true);

    Rehearsal with = run.rehearse(history);

    assertThat(without.steps()).isZero();
    assertThat(without.report().balance().messages()).isEqualTo(new Balance.Line(3, 2, 1));
    assertThat(with.steps()).isEqualTo(1);
    assertThat(with.report().balance().messages()).isEqualTo(new Balance.Line(3, 3, 0));
  }

  @Test
  void rehearsesThatSkippedOnesAreSentAfterAll() throws IOException {
    MemoryHistory history = DeliveryTest.history(1, 3);
    run.server.fault("c0-1/text.0", Fault.LOST_BEFORE);
    run.settings = run.settings.withInDoubt(InDoubt.SKIP, InDoubt.Asker.NOBODY);
    run.deliver(history);
    Rehearsal skipping = run.rehearse(history);
    run.settings = run.settings.withInDoubt(InDoubt.RESEND, InDoubt.Asker.NOBODY);

    Rehearsal resending = run.rehearse(history);

    assertThat(skipping.steps()).isZero();
    assertThat(resending.steps()).isEqualTo(1);
    assertThat(resending.messages()).isEqualTo(1);
  }
}
