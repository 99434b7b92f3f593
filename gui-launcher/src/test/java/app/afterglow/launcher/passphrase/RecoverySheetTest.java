package app.afterglow.launcher.passphrase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoverySheetTest {

  private static final RecoverySheet.Content CONTENT =
      new RecoverySheet.Content("Sheet", List.of("before"), List.of("one", "two"), List.of());

  @TempDir Path folder;

  @Test
  void isForItsOwnersEyesAlone() throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    Path sheet = folder.resolve("sheet.pdf");

    RecoverySheet.write(sheet, CONTENT);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sheet)))
        .isEqualTo("rw-------");
  }

  @Test
  void touchesNoOtherFile() throws IOException {
    Path mine = Files.writeString(folder.resolve("sheet.pdf.part"), "mine");
    Files.writeString(folder.resolve("sheet.pdf"), "an older one");

    RecoverySheet.write(folder.resolve("sheet.pdf"), CONTENT);

    assertThat(mine).hasContent("mine");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void leavesNothingHalfWritten() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Files.createFile(taken.resolve("inside"));

    assertThatIOException().isThrownBy(() -> RecoverySheet.write(taken, CONTENT));

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(taken);
    }
  }
}
