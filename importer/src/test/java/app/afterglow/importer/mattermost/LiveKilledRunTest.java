package app.afterglow.importer.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.archive.History;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.delivery.TestTime;
import app.afterglow.importer.testing.KilledProcess;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process killed at random moments, over and over, and started again each time. */
class LiveKilledRunTest {

  private static final int KILLS = 20;

  @TempDir Path folder;

  private static History history() {
    return LiveHistory.plain(LiveKilledRun.CONVERSATIONS, LiveKilledRun.MESSAGES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"authors", "token"})
  void endsWithTheContentOfAnUninterruptedRun(String voice) throws Exception {
    Map<String, List<String>> whole = uninterrupted(voice);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path ledger = folder.resolve("killed.ledger");
    try (StubServer server = new StubServer()) {
      int atWork = 0;
      for (int i = 0; i < KILLS; i++) {
        boolean was =
            KilledProcess.killAtRandom(
                LiveKilledRun.class,
                List.of(server.url(), ledger.toString(), voice),
                Map.of(),
                server::count,
                45,
                random);
        atWork += was ? 1 : 0;
      }
      LiveRun run =
          new LiveRun(server.url(), ledger)
              .at(new TestTime())
              .with("post-as", voice)
              .with("verify", "yes");
      ImportReport report = run.deliver(history());

      assertThat(atWork).as("kills of a run at work, seed %d", seed).isGreaterThan(KILLS / 2);
      assertThat(Contents.of(server.state)).as("seed %d", seed).isEqualTo(whole);
      assertThat(report.balance().messages()).isEqualTo(new Balance.Line(160, 160, 0));
      assertThat(report.losses())
          .extracting(Loss::reason)
          .doesNotContain("differs-at-target", "missing-at-target", "may-stand-twice");
      assertThat(server.state.tokensAlive()).as("tokens left by killed runs").isZero();

      int before = server.count();
      assertThat(run.deliver(history())).isEqualTo(report);
      assertThat(server.requests().subList(before, server.count()))
          .allMatch(request -> request.startsWith("GET") || request.endsWith("/usernames"));
    }
  }

  private Map<String, List<String>> uninterrupted(String voice) throws IOException {
    try (StubServer server = new StubServer()) {
      new LiveRun(server.url(), folder.resolve("whole.ledger"))
          .at(new TestTime())
          .with("post-as", voice)
          .deliver(history());
      return Contents.of(server.state);
    }
  }
}
