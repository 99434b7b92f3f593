package app.afterglow.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.launcher.testing.Afterglow;
import app.afterglow.launcher.testing.Afterglow.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeygenTest {

  @TempDir Path folder;

  @Test
  void writesTheSecretKeyAndShowsThePublicOne() throws IOException {
    Path file = folder.resolve("key.txt");

    Ended ended = Afterglow.start().run("keygen", "--output", file);

    assertThat(ended.exitCode()).isZero();
    String recipient = ended.out().replaceAll("(?s).*(age1[a-z0-9]+).*", "$1");
    assertThat(Files.readString(file)).contains("# public key: " + recipient, "AGE-SECRET-KEY-1");
    assertThat(ended.out()).doesNotContain("AGE-SECRET-KEY");
  }

  @Test
  void makesPostQuantumKeysAndAnswersMachines() throws IOException {
    Path file = folder.resolve("key.txt");

    Ended ended = Afterglow.start().run("keygen", "--pq", "--output", file, "--json");

    assertThat(ended.json().path("recipient").asText()).startsWith("age1pq1");
    assertThat(ended.json().path("file").asText()).isEqualTo(file.toString());
    assertThat(Files.readString(file)).contains("AGE-SECRET-KEY-PQ-1");
  }

  @Test
  void neverOverwritesAKey() throws IOException {
    Path file = Files.writeString(folder.resolve("key.txt"), "precious");

    Ended ended = Afterglow.start().run("keygen", "--output", file);

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(Files.readString(file)).isEqualTo("precious");
  }

  @Test
  void saysNothingWhenQuiet() {
    Ended ended = Afterglow.start().run("keygen", "-q", "-o", folder.resolve("key.txt"));

    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).isEmpty();
  }
}
