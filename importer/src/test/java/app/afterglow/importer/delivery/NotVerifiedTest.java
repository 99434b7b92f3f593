package app.afterglow.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.importer.ImportReport;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can't be read back is delivered all the same. */
class NotVerifiedTest {

  @TempDir Path folder;

  static Stream<DeliveryException> failures() {
    return Stream.of(
        new DeliveryException.Refused("forbidden", "status 403"),
        new DeliveryException.AnswerLost("status-502", null),
        DeliveryException.TryAgain.later("not-reachable", null));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void listsWhatCouldNotBeReadBack(DeliveryException failure) throws IOException {
    ScriptedRun run = new ScriptedRun(folder);
    run.settings = run.settings.withVerify(true);
    run.server.readingFails(failure);

    ImportReport report = run.deliver(DeliveryTest.history(2, 3));

    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(6, 6, 0));
    assertThat(report.losses())
        .containsExactly(
            Loss.partial(Loss.What.CONVERSATION, "c0", "not-verified", failure.getMessage()),
            Loss.partial(Loss.What.CONVERSATION, "c1", "not-verified", failure.getMessage()));
  }
}
