package app.afterglow.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.launcher.testing.Afterglow;
import app.afterglow.launcher.testing.Afterglow.Ended;
import app.afterglow.launcher.testing.Sample;
import app.afterglow.launcher.testing.ScriptedPrompt;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets of targets are asked for where they are used, and nowhere else. */
class ImportSecretsTest {

  @TempDir static Path folder;
  private static Sample sample;
  private static Path archive;

  @BeforeAll
  static void makeAnArchive() throws IOException {
    sample = Sample.in(folder);
    archive = sample.export(folder.resolve("history.zip.age"));
  }

  private Ended run(ScriptedPrompt person, Object... target) {
    Object[] arguments = new Object[4 + target.length];
    System.arraycopy(new Object[] {"import", archive, "-i", sample.key()}, 0, arguments, 0, 4);
    System.arraycopy(target, 0, arguments, 4, target.length);
    return Afterglow.start().asking(person).run(arguments);
  }

  @Test
  void aRegistrationIsWrittenWithoutAsking() {
    ScriptedPrompt person = ScriptedPrompt.answering();
    Path registration = folder.resolve("afterglow.yaml");

    Ended ended =
        run(person, "--to", "matrix", "--server-name", "x.org", "--registration", registration);

    assertThat(ended.exitCode()).as(ended.err()).isLessThan(2);
    assertThat(registration).exists();
    assertThat(ended.out()).startsWith("Nothing was brought to matrix yet");
    assertThat(person.questions()).isEmpty();
  }

  @Test
  void aZipIsWrittenWithoutAsking() {
    ScriptedPrompt person = ScriptedPrompt.answering();
    Path zip = folder.resolve("import.zip");

    Ended ended = run(person, "--to", "mattermost", "-o", zip);

    assertThat(ended.exitCode()).as(ended.err()).isLessThan(2);
    assertThat(zip).exists();
    assertThat(person.questions()).isEmpty();
  }

  @Test
  void aTokenIsAskedForWhereSomethingIsSent() {
    ScriptedPrompt person = ScriptedPrompt.answering("token");

    Ended ended = run(person, "--to", "mattermost", "--url", "http://127.0.0.1:9/nowhere?x", "-n");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(person.questions()).singleElement().asString().contains("--token-file");
  }
}
