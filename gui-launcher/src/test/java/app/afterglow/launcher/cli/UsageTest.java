package app.afterglow.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.launcher.testing.Afterglow;
import app.afterglow.launcher.testing.Afterglow.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command lines that make no sense. */
class UsageTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unknown-argument | frobnicate",
        "similar-argument | find --sourc=x",
        "missing          | export store",
        "missing          | info",
        "bad-value        | export --output x --expired maybe --json",
        "bad-value        | export --output x --expired maybe",
        "language         | --lang tlh find",
        "date             | export --output x --since yesterday",
        "date             | export --output x --until 2021-02-30",
        "zone             | export --output x --since 2021-01-01 --zone Mars/Olympus",
        "no-source        | find --source icq",
        "unknown-target   | import a.zip.age --to icq --anything x",
        "recipient        | export {store} --output x --recipient age1wrong --password-file env:P",
        "no-secret-file   | info {store} --identity nowhere"
      })
  void areRefusedWithWordsAndCode2(String problem, String line) {
    String[] arguments = line.replace("{store}", folder.toString()).split(" ");

    Ended ended = Afterglow.start().run((Object[]) withJson(arguments));

    assertThat(ended.json().at("/error/problem").asText()).isEqualTo(problem);
    assertThat(ended.json().at("/error/exitCode").asInt()).isEqualTo(2);
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("What to do:").doesNotContain("Exception", "\tat ");
  }

  private static String[] withJson(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "--json";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return all;
  }

  @Test
  void areExplainedInFrenchToo() {
    Ended ended = Afterglow.start().run("--lang", "fr", "export", "store");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("Il manque à la commande : --output", "Que faire :");
  }

  @Test
  void neverReadAnArgumentAsAFileOfArguments() {
    Ended ended = Afterglow.start().run("find", "@" + folder.resolve("arguments"));

    assertThat(ended.err()).contains("@").contains("arguments");
  }
}
