package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {

  private static final int LIMIT = 100_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, LIMIT - 1, LIMIT, LIMIT + 1, 1_000_000})
  void givesBackWhatItWasGivenAsOftenAsAsked(int length) throws IOException {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    try (Spool spool = new Spool(folder.resolve("a.zip.age"), LIMIT)) {
      for (int filling = 0; filling < 2; filling++) {
        int half = length / 2;
        spool.write(content, 0, half);
        for (int i = half; i < Math.min(length, half + 10); i++) {
          spool.write(content[i]);
        }
        int rest = Math.min(length, half + 10);
        spool.write(content, rest, length - rest);

        assertThat(spool.size()).isEqualTo(length);
        for (int i = 0; i < 2; i++) {
          try (InputStream in = spool.replay()) {
            assertThat(in.readAllBytes()).isEqualTo(content);
          }
        }
        spool.reset();
        assertThat(spool.size()).isZero();
      }
    }
    assertFolderIsEmpty();
  }

  private void assertFolderIsEmpty() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void leavesNoPlaintextAndNoNameWhileItIsInUse() throws IOException {
    byte[] content = "SECRET ".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
    try (Spool spool = new Spool(folder.resolve("a.zip.age"), 0)) {
      spool.write(content);

      try (Stream<Path> left = Files.list(folder)) {
        for (Path path : left.toList()) {
          assertThat(path.toString()).endsWith(".part");
          assertThat(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1))
              .doesNotContain("SECRET");
        }
      }
    }
    assertFolderIsEmpty();
  }

  @Test
  void replaysLinesInTheirOrder() throws IOException {
    StringBuilder expected = new StringBuilder();
    try (LineSpool lines = new LineSpool(folder.resolve("a.zip.age"))) {
      Random random = new Random(1);
      for (int i = 0; i < 200_000; i++) {
        String line = i + " " + Long.toHexString(random.nextLong()) + "\n";
        expected.append(line);
        lines.add(line.getBytes(StandardCharsets.US_ASCII));
      }

      assertThat(lines.lines()).isEqualTo(200_000);
      assertThat(lines.bytes()).isEqualTo(expected.length());
      try (InputStream in = lines.replay()) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
            .isEqualTo(expected.toString());
      }
    }
    assertFolderIsEmpty();
  }
}
