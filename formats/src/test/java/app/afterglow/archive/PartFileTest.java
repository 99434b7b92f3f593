package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.problem.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartFileTest {

  @TempDir Path folder;

  /** Reading back takes minutes where an archive is large. */
  @Test
  void isLockedUntilItHasItsName() throws IOException {
    Path file = folder.resolve("history.zip.age");
    try (PartFile part = PartFile.create(file)) {
      part.channel().write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      part.flush();
      assertThat(Files.readAllBytes(part.path())).hasSize(3);

      assertThatThrownBy(() -> PartFile.create(file))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("Another run is writing");

      part.rename();
    }

    assertThat(Files.readAllBytes(file)).hasSize(3);
    assertThat(folder.toFile().list()).containsExactly("history.zip.age");
  }

  @Test
  void beginsAnewOverWhatAKilledRunLeft() throws IOException {
    Path file = folder.resolve("history.zip.age");
    Files.write(folder.resolve("history.zip.age.part"), new byte[100]);
    Files.createFile(folder.resolve("history.zip.age.part.lock"));

    try (PartFile part = PartFile.create(file)) {
      part.flush();
      part.rename();
    }

    assertThat(file).isEmptyFile();
    assertThat(folder.toFile().list()).containsExactly("history.zip.age");
  }
}
