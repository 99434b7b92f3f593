package app.afterglow.launcher.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondCopyTest {

  @TempDir private Path home;
  private Path file;
  private Path stick;

  @BeforeEach
  void makeFile() throws IOException {
    byte[] content = new byte[3_000_001];
    new Random(7).nextBytes(content);
    file = Files.write(home.resolve("history.zip.age"), content);
    stick = Files.createDirectory(home.resolve("stick"));
  }

  @Test
  void equalsTheOriginal() throws IOException {
    Path copy = SecondCopy.of(file, stick, Progress.SILENT);

    assertThat(copy).isEqualTo(stick.resolve("history.zip.age")).hasSameBinaryContentAs(file);
    assertThat(stick).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void replacesNothing() throws IOException {
    Path there = Files.writeString(stick.resolve("history.zip.age"), "another");

    assertThatThrownBy(() -> SecondCopy.of(file, stick, Progress.SILENT))
        .isInstanceOf(UsageException.class);

    assertThat(there).hasContent("another");
  }

  /** The disk changes a byte after it was written: what is read back tells. */
  @Test
  void leavesNothingWhereTheCopyReadsOtherwise() {
    Progress spoiling =
        new Progress() {
          @Override
          public void start(Stage stage, long totalItems, long totalBytes) {
            if (stage == Stage.VERIFYING) {
              spoil(stick);
            }
          }

          @Override
          public void advance(long items, long bytes) {}
        };

    assertThatThrownBy(() -> SecondCopy.of(file, stick, spoiling))
        .hasMessageContaining("reads otherwise");

    assertThat(stick).isEmptyDirectory();
  }

  /** Somebody else's, or an earlier run's: not ours to take away. */
  @Test
  void leavesAnotherPartAlone() throws IOException {
    Path other = Files.writeString(stick.resolve("history.zip.age.part"), "another");

    Path copy = SecondCopy.of(file, stick, Progress.SILENT);

    assertThat(copy).hasSameBinaryContentAs(file);
    assertThat(other).hasContent("another");
    assertThat(stick).isDirectoryNotContaining("glob:**.zip.age.*.part");
  }

  private static void spoil(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      Path part = files.findFirst().orElseThrow();
      byte[] content = Files.readAllBytes(part);
      content[2_000_000] ^= 1;
      Files.write(part, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
