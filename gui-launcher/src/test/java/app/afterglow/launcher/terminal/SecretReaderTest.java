package app.afterglow.launcher.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import app.afterglow.problem.UsageException;
import app.afterglow.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretReaderTest {

  @TempDir Path folder;

  @Test
  void readsFileWithoutItsTrailingNewline() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "two words \n");

    assertThat(read(file.toString())).isEqualTo("two words ");
  }

  @Test
  void stripsOneNewlineOnlyAndItsCarriageReturn() throws IOException {
    Path unix = Files.writeString(folder.resolve("unix"), "secret\n\n");
    Path windows = Files.writeString(folder.resolve("windows"), "secret\r\n");

    assertThat(read(unix.toString())).isEqualTo("secret\n");
    assertThat(read(windows.toString())).isEqualTo("secret");
  }

  @Test
  void readsStandardInput() throws IOException {
    assertThat(read("-")).isEqualTo("from stdin é");
  }

  @Test
  void readsVariable() throws IOException {
    assertThat(read("env:SECRET")).isEqualTo("from the environment");
  }

  @Test
  void readsKeysToTheLastByte() throws IOException {
    Path file = Files.write(folder.resolve("key"), new byte[] {0, 13, 10});

    try (Secret key = reader().readWhole("--key", file.toString())) {
      assertThat(key.bytes()).containsExactly(0, 13, 10);
    }
  }

  @Test
  void refusesStandardInputTwice() throws IOException {
    SecretReader reader = reader();
    reader.read("--password-file", "-").close();

    assertProblem(() -> reader.read("--passphrase-file", "-"), "stdin-twice");
  }

  @Test
  void saysWhatIsWrongWithAPlace() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    Path long64 = Files.write(folder.resolve("long"), new byte[SecretReader.LARGEST + 1]);

    assertProblem(() -> read(empty.toString()), "empty-secret");
    assertProblem(() -> read(long64.toString()), "secret-too-long");
    assertProblem(() -> read("env:NOT_THERE"), "no-variable");
    assertProblem(() -> read("fd:987"), "no-descriptor");
    assertProblem(() -> read(folder.resolve("nothing").toString()), "no-secret-file");
    assertProblem(() -> read(folder.toString()), "unreadable-secret");
    assertProblem(() -> read("a\0b"), "unreadable-secret");
  }

  private String read(String place) throws IOException {
    try (Secret secret = reader().read("--password-file", place)) {
      return new String(secret.bytes(), StandardCharsets.UTF_8);
    }
  }

  private static SecretReader reader() {
    byte[] input = "from stdin é\n".getBytes(StandardCharsets.UTF_8);
    return new SecretReader(
        new Terminal(
            new ByteArrayInputStream(input),
            new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            null,
            Map.of("SECRET", "from the environment"),
            false,
            new Interruption()));
  }

  private static void assertProblem(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable reading, String key) {
    assertThatThrownBy(reading)
        .asInstanceOf(type(UsageException.class))
        .extracting(e -> e.problem().key())
        .isEqualTo(key);
  }
}
