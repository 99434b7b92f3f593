package app.afterglow.importer.wickrio;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.importer.ImportReport;
import app.afterglow.importer.delivery.TestTime;
import app.afterglow.importer.testing.KilledProcess;
import app.afterglow.importer.wickrio.RecordingBot.Delivered;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process killed at random moments, over and over, and started again each time. */
class KilledRunTest {

  private static final int KILLS = 20;

  /** Few enough that the work lasts for all kills. */
  private static final int MOST_REQUESTS = 18;

  private static final String MARK =
      "(may stand here twice: the answer to the first attempt was lost)\n";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void endsWithTheContentOfAnUninterruptedRun(boolean withCounters) throws Exception {
    List<List<String>> whole = uninterrupted();
    RecordingBot bot = new RecordingBot();
    if (!withCounters) {
      bot.countersStandStill();
    }
    Path ledger = folder.resolve("killed.ledger");
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (StubGateway gateway = new StubGateway(bot, folder.resolve("killed"))) {
      int atWork = 0;
      for (int i = 0; i < KILLS; i++) {
        boolean was =
            KilledProcess.killAtRandom(
                KilledRun.class,
                List.of(gateway.url(), ledger.toString()),
                Map.of(),
                () -> gateway.requests().size(),
                MOST_REQUESTS,
                random);
        atWork += was ? 1 : 0;
      }
      assertThat(atWork).as("kills of a run at work, seed %d", seed).isGreaterThan(KILLS / 2);

      WickrRun run = new WickrRun(gateway.url(), ledger, new TestTime());
      ImportReport report = run.deliver(KilledRun.history());
      List<List<String>> content = content(bot);

      assertThat(report.balance().messages())
          .as("seed %d", seed)
          .isEqualTo(new Balance.Line(140, 140, 0));
      assertThat(report.balance().attachments()).isEqualTo(new Balance.Line(20, 20, 0));
      assertThat(collapsed(content)).as("seed %d", seed).isEqualTo(whole);
      long named =
          report.losses().stream().map(Loss::reason).filter("may-stand-twice"::equals).count();
      assertThat(repeated(content)).as("seed %d", seed).isLessThanOrEqualTo(KILLS * 4L);
      // What may stand there twice says so itself.
      assertThat(marked(bot)).as("seed %d", seed).isEqualTo(named);

      int requests = gateway.requests().size();
      assertThat(run.deliver(KilledRun.history())).isEqualTo(report);
      assertThat(gateway.requests().subList(requests, gateway.requests().size()))
          .noneMatch(request -> request.startsWith("POST"));
    }
  }

  private List<List<String>> uninterrupted() throws IOException {
    RecordingBot bot = new RecordingBot();
    try (StubGateway gateway = new StubGateway(bot, folder.resolve("whole"))) {
      new WickrRun(gateway.url(), folder.resolve("whole.ledger"), new TestTime())
          .deliver(KilledRun.history());
      return content(bot);
    }
  }

  /** What stands in each room, in order: texts, and for files the hash of what was sent. */
  private static List<List<String>> content(RecordingBot bot) {
    bot.sendFiles();
    return IntStream.range(0, KilledRun.ROOMS)
        .mapToObj(
            room ->
                bot.titled("Room " + room).delivered.stream()
                    .map(one -> one.sha256().isEmpty() ? one.text() : "file " + one.sha256())
                    .map(text -> text.replace(MARK, ""))
                    .toList())
        .toList();
  }

  private static List<List<String>> collapsed(List<List<String>> rooms) {
    List<List<String>> collapsed = new ArrayList<>();
    for (List<String> room : rooms) {
      List<String> once = new ArrayList<>();
      for (String one : room) {
        if (once.isEmpty() || !once.getLast().equals(one)) {
          once.add(one);
        }
      }
      collapsed.add(once);
    }
    return collapsed;
  }

  private static long repeated(List<List<String>> rooms) {
    long all = rooms.stream().mapToLong(List::size).sum();
    return all - collapsed(rooms).stream().mapToLong(List::size).sum();
  }

  private static long marked(RecordingBot bot) {
    return bot.rooms("S").stream()
        .flatMap(room -> room.delivered.stream())
        .map(Delivered::text)
        .filter(text -> text.contains(MARK) || text.matches("^([0-9a-f]{12}-)?[0-9a-f]{10}r1-.*"))
        .distinct()
        .count();
  }
}
