package app.afterglow.exporter.sqlcipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PrivateCopyTest {

  @TempDir Path folder;

  private Path database = Path.of("");

  @BeforeEach
  void writeStore() throws IOException {
    database = Files.write(folder.resolve("db"), new byte[5000]);
    Files.writeString(folder.resolve("db-wal"), "log");
    Files.writeString(folder.resolve("db-shm"), "index");
  }

  @Test
  void copiesDatabaseAndLogButNoIndex() throws IOException {
    try (PrivateCopy copy = PrivateCopy.of(database, Progress.SILENT)) {
      assertThat(copy.database()).hasSameBinaryContentAs(database);
      assertThat(Path.of(copy.database() + "-wal")).hasContent("log");
      assertThat(Path.of(copy.database() + "-shm")).doesNotExist();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void letsNobodyElseLookIn() throws IOException {
    try (PrivateCopy copy = PrivateCopy.of(database, Progress.SILENT)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folderOf(copy))))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void leavesNothingBehind() throws IOException {
    PrivateCopy copy = PrivateCopy.of(database, Progress.SILENT);
    Path where = folderOf(copy);
    Files.writeString(where.resolve("copy.sqlite-shm"), "made by SQLite");

    copy.close();
    copy.close();

    assertThat(where).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void wipesTheCopyWhenTheProgramIsStopped() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PrivateCopyTest.class.getName(),
                database.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] line = new byte[4096];
    int length = process.getInputStream().read(line);
    Path copy = Path.of(new String(line, 0, length, StandardCharsets.UTF_8).strip());
    assertThat(copy).exists();

    process.destroy();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Objects.requireNonNull(copy.getParent())).doesNotExist();
  }

  /** Copies a database, says where, and waits to be stopped. */
  public static void main(String[] arguments) throws Exception {
    try (PrivateCopy copy = PrivateCopy.of(Path.of(arguments[0]), Progress.SILENT)) {
      System.out.println(copy.database());
      Thread.sleep(600_000);
    }
  }

  @Test
  void givesUpOnDatabaseThatNeverHoldsStill() {
    Progress writing =
        new Progress() {
          @Override
          public void start(Stage stage, long totalItems, long totalBytes) {}

          @Override
          public void advance(long items, long bytes) {
            try {
              Files.writeString(database, "x", StandardOpenOption.APPEND);
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          }
        };

    assertThatThrownBy(() -> PrivateCopy.of(database, writing))
        .isInstanceOf(DamagedInputException.class)
        .hasMessageContaining("changed again and again");
  }

  @Test
  void saysWhichFileIsMissing() {
    assertThatThrownBy(() -> PrivateCopy.of(folder.resolve("none"), Progress.SILENT))
        .isInstanceOf(UnsupportedInputException.class)
        .hasMessageContaining("none");
    assertThatThrownBy(() -> PrivateCopy.of(folder, Progress.SILENT))
        .isInstanceOf(UnsupportedInputException.class);
  }

  @Test
  void writesNothingBesideTheOriginal() throws IOException {
    PrivateCopy.of(database, Progress.SILENT).close();

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("db", "db-wal", "db-shm");
    }
  }

  private static Path folderOf(PrivateCopy copy) {
    return Objects.requireNonNull(copy.database().getParent());
  }
}
