package app.afterglow.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.afterglow.launcher.terminal.Interruption;
import app.afterglow.launcher.testing.Afterglow;
import app.afterglow.launcher.testing.Afterglow.Ended;
import app.afterglow.launcher.testing.Sample;
import app.afterglow.launcher.testing.ScriptedPrompt;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {

  @TempDir static Path shared;
  @TempDir Path folder;
  private static Sample sample;

  @BeforeAll
  static void makeStore() throws IOException {
    sample = Sample.in(shared);
  }

  @Test
  void answersMachinesWithTheBalance() {
    Path archive = folder.resolve("a.zip.age");

    Ended ended =
        Afterglow.start()
            .run(
                "export",
                sample.store(),
                "--password-file",
                sample.password(),
                "--recipient",
                sample.recipient(),
                "--output",
                archive,
                "--json");

    JsonNode answer = ended.json();
    assertThat(answer.path("archive").asText()).isEqualTo(archive.toString());
    for (String kind : new String[] {"people", "conversations", "messages", "attachments"}) {
      JsonNode line = answer.path("balance").path(kind);
      assertThat(line.path("found").asLong())
          .isEqualTo(line.path("carried").asLong() + line.path("lost").asLong())
          .isPositive();
    }
    boolean lossless = answer.at("/balance/attachments/lost").asLong() == 0;
    assertThat(ended.exitCode()).isEqualTo(lossless ? 0 : 1);
    assertThat(archive).isNotEmptyFile();
  }

  /** A pipe, as {@code -R <(...)} gives it, can be read once. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void takesRecipientsOutOfAPipe() throws Exception {
    Path pipe = folder.resolve("recipients");
    assumeThat(isMade(pipe)).as("mkfifo of coreutils is needed").isTrue();
    Thread writer =
        Thread.ofVirtual().start(() -> write(pipe, "# the archive's\n" + sample.recipient()));

    Ended ended =
        Afterglow.start()
            .run(
                "export",
                sample.store(),
                "--password-file",
                sample.password(),
                "--recipients-file",
                pipe,
                "--output",
                folder.resolve("a.zip.age"));

    writer.join();
    assertThat(ended.exitCode()).as(ended.err()).isLessThan(2);
    assertThat(folder.resolve("a.zip.age")).isNotEmptyFile();
  }

  private static boolean isMade(Path pipe) throws InterruptedException {
    try {
      return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void write(Path pipe, String text) {
    try {
      Files.writeString(pipe, text, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void asksForThePasswordUntilItFitsAndForANewPassphraseTwice() throws IOException {
    String password = Files.readString(sample.password());
    Path archive = folder.resolve("a.zip.age");
    ScriptedPrompt prompt =
        ScriptedPrompt.answering("", "words", "other words", "words", "words", "no", password);

    Ended ended =
        Afterglow.start().asking(prompt).run("export", sample.store(), "--output", archive);
    Ended opened =
        Afterglow.start()
            .asking(ScriptedPrompt.answering("new words", "words"))
            .run("info", archive);

    assertThat(ended.exitCode()).isLessThan(2);
    assertThat(ended.err())
        .contains("protects nothing", "The two differ", "password does not open");
    assertThat(opened.exitCode()).isZero();
    assertThat(opened.err()).contains("That does not open it");
  }

  @Test
  void saysWhatIsMissingWhereNobodyCanBeAsked() {
    Path archive = folder.resolve("a.zip.age");

    Ended noRecipient = Afterglow.start().run("export", sample.store(), "--output", archive);
    Ended noPassword =
        Afterglow.start()
            .run("export", sample.store(), "-r", sample.recipient(), "--output", archive);

    assertThat(noRecipient.exitCode()).isEqualTo(2);
    assertThat(noRecipient.err()).contains("--recipient", "--passphrase-file");
    assertThat(noPassword.exitCode()).isEqualTo(2);
    assertThat(noPassword.err()).contains("--password-file");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void wrongPasswordGivenByFileIsCode3() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong"), "wrong\n");

    Ended ended =
        Afterglow.start()
            .run(
                "export",
                sample.store(),
                "--password-file",
                wrong,
                "-r",
                sample.recipient(),
                "--output",
                folder.resolve("a.zip.age"));

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(folder.resolve("a.zip.age")).doesNotExist();
    assertThat(folder.resolve("a.zip.age.part")).doesNotExist();
  }

  @Test
  void neverOverwritesAnArchive() throws IOException {
    Path archive = Files.writeString(folder.resolve("a.zip.age"), "precious");

    Ended ended = Afterglow.start().run("export", sample.store(), "--output", archive);

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(archive).hasContent("precious");
  }

  @Test
  void emptyFolderIsCode4() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    Ended ended =
        Afterglow.start()
            .run("export", empty, "-r", sample.recipient(), "--output", folder.resolve("a.age"));

    assertThat(ended.exitCode()).isEqualTo(4);
    assertThat(ended.err()).contains("is empty");
  }

  @Test
  void takesOnlyTheTimesWanted() {
    Ended ended =
        Afterglow.start()
            .run(
                "export",
                sample.store(),
                "--password-file",
                sample.password(),
                "--recipient",
                sample.recipient(),
                "--output",
                folder.resolve("a.zip.age"),
                "--since",
                "1970-01-01",
                "--until",
                "1970-01-02",
                "--zone",
                "UTC");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.err()).contains("Only messages from", "(UTC)");
    assertThat(ended.out()).containsPattern("Messages +0 +0 +0");
  }

  @Test
  void interruptedRunIsCode6AndLeavesNothingThatLooksWhole() throws IOException {
    Interruption interruption = new Interruption();
    interruption.finished();
    interruption.request();

    Ended ended =
        Afterglow.start()
            .with(interruption)
            .run(
                "export",
                sample.store(),
                "--password-file",
                sample.password(),
                "--recipient",
                sample.recipient(),
                "--output",
                folder.resolve("a.zip.age"));

    assertThat(ended.exitCode()).isEqualTo(6);
    assertThat(ended.err()).contains("Stopped, as you asked");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }
}
