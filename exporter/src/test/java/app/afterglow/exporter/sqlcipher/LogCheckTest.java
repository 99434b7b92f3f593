package app.afterglow.exporter.sqlcipher;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.model.Loss;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the log of the logged-in sample: frames of 1,048 bytes after 32 bytes of header. */
class LogCheckTest {

  private static final Path SAMPLE =
      Path.of("src/test/resources/wickr/windows-loggedin/store/wickr_db.sqlite");
  private static final int FRAME = 24 + 1024;

  @TempDir Path folder;

  private byte[] log = new byte[0];

  @BeforeEach
  void readLog() throws IOException {
    log = Files.readAllBytes(Path.of(SAMPLE + "-wal"));
  }

  @Test
  void findsNothingWrongWithWholeLog() throws IOException {
    assertThat(check()).isEmpty();
  }

  @Test
  void countsTheFramesAfterDamagedOne() throws IOException {
    int frames = (log.length - 32) / FRAME;
    log[32 + 10 * FRAME + 500] ^= 1;

    assertThat(check().orElseThrow().detail())
        .contains("from number 11", ": " + (frames - 10) + ",");
  }

  @Test
  void takesNoNoticeOfWhatAnEarlierUseLeftBehind() throws IOException {
    log = Arrays.copyOf(log, log.length + 3 * FRAME);

    assertThat(check()).isEmpty();
  }

  @Test
  void saysThatDamagedHeaderHidesTheWholeLog() throws IOException {
    log[25] ^= 1;

    assertThat(check().orElseThrow().detail()).contains("header is damaged");
  }

  @Test
  void saysThatTheHeaderIsCutOff() throws IOException {
    log = Arrays.copyOf(log, 20);

    assertThat(check().orElseThrow().detail()).contains("cut off");
  }

  private Optional<Loss> check() throws IOException {
    Path database = Files.copy(SAMPLE, folder.resolve("db"));
    Files.write(folder.resolve("db-wal"), log);
    try (PrivateCopy copy = PrivateCopy.of(database, Progress.SILENT)) {
      return LogCheck.of(copy);
    }
  }
}
