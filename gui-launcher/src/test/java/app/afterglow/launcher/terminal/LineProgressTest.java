package app.afterglow.launcher.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.progress.Progress.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LineProgressTest {

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private Instant now = Instant.EPOCH;
  private final LineProgress progress =
      new LineProgress(
          new PrintStream(said, true, StandardCharsets.UTF_8), Words.of(Locale.ENGLISH), () -> now);

  @Test
  void saysALineAStageAndOneEveryTenSeconds() {
    progress.start(Stage.MESSAGES, 1000, -1);
    for (int i = 0; i < 250; i++) {
      now = now.plusMillis(100);
      progress.advance(1, 0);
    }

    assertThat(lines())
        .containsExactly(
            "Messages ...",
            "Messages: 100 of 1,000 (10%), 10 a second, 1:30 left",
            "Messages: 200 of 1,000 (20%), 10 a second, 1:20 left");
  }

  @Test
  void countsBytesWhereTheStageKnowsThem() {
    progress.start(Stage.ATTACHMENTS, 3, 50_000_000_000L);
    now = now.plusSeconds(10);
    progress.advance(1, 100_000_000);

    assertThat(lines().getLast().replace('\u00A0', ' '))
        .isEqualTo("Attachments: 100 MB of 50.0 GB (0%), 10.0 MB a second, 1:23:10 left");
  }

  @Test
  void saysHowMuchIsDoneWhereTheEndIsUnknown() {
    progress.start(Stage.INDEXING, -1, -1);
    now = now.plusSeconds(10);
    progress.advance(5000, 0);

    assertThat(lines().getLast())
        .isEqualTo("Looking through the store: 5,000 so far, 500 a second");
  }

  private List<String> lines() {
    return said.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
