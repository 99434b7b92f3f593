package app.afterglow.launcher.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.progress.Progress.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class BarProgressTest {

  @Test
  void drawsABarAStageToItsEnd() {
    ByteArrayOutputStream drawn = new ByteArrayOutputStream();

    try (BarProgress progress =
        new BarProgress(
            new PrintStream(drawn, true, StandardCharsets.UTF_8), Words.of(Locale.FRENCH))) {
      progress.start(Stage.MESSAGES, 40, -1);
      progress.advance(40, 0);
      progress.start(Stage.ATTACHMENTS, 2, 5_000_000);
      progress.advance(2, 5_000_000);
    }

    assertThat(drawn.toString(StandardCharsets.UTF_8))
        .contains("\rMessages", "40/40", "\rPièces jointes", "5/5 MB", "100%");
  }
}
