package app.afterglow.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.launcher.program.ExitCodes;
import app.afterglow.launcher.testing.Afterglow;
import app.afterglow.launcher.testing.Afterglow.Ended;
import app.afterglow.launcher.testing.ForgetfulGateway;
import app.afterglow.launcher.testing.Sample;
import app.afterglow.launcher.testing.ScriptedPrompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked about messages that may have arrived, and what the answers lead to. */
class DoubtQuestionsTest {

  private static final String MARK = "may stand here twice";

  @TempDir static Path folder;
  private static Sample sample;
  private static Path archive;
  private static Path secret;

  @TempDir Path own;
  private ForgetfulGateway gateway;

  @BeforeAll
  static void makeAnArchive() throws IOException {
    sample = Sample.in(folder);
    archive = sample.export(folder.resolve("history.zip.age"));
    secret = Files.writeString(folder.resolve("secret.txt"), "secretsecretsecretsecret");
  }

  @BeforeEach
  void start() throws IOException {
    gateway = new ForgetfulGateway();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Ended run(Afterglow person) {
    return person.run(
        "import",
        archive,
        "-i",
        sample.key(),
        "--to",
        "aws-wickr",
        "--url",
        gateway.url(),
        "--bot",
        "bot",
        "--api-key-file",
        secret,
        "--token-file",
        secret,
        "--transcript",
        "none",
        "--rate",
        "unlimited",
        "--parallel",
        "1",
        "--in-doubt",
        "ask",
        "--ledger",
        own.resolve("ledger"));
  }

  @Test
  void asksUntilItUnderstandsAndSendsAgain() {
    gateway.loses(1);
    ScriptedPrompt person = ScriptedPrompt.answering("perhaps", "R");

    Ended ended = run(Afterglow.start().asking(person));

    assertThat(ended.exitCode()).as(ended.err()).isLessThan(2);
    assertThat(person.questions()).hasSize(2);
    assertThat(person.questions().getFirst())
        .contains("Nobody knows whether this message arrived", "Send it again [r]");
    assertThat(gateway.texts()).filteredOn(text -> text.contains(MARK)).hasSize(1);
  }

  @Test
  void asksOnceAboutAll() {
    gateway.loses(2);
    ScriptedPrompt person = ScriptedPrompt.answering("sa");

    Ended ended = run(Afterglow.start().asking(person));

    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(ExitCodes.DONE_WITH_LOSSES);
    assertThat(person.questions()).hasSize(1);
    assertThat(gateway.texts()).noneMatch(text -> text.contains(MARK));
    assertThat(ended.out()).contains("in-doubt");
  }

  @Test
  void leavesItForLaterAndAsksAgain() {
    gateway.loses(1);
    Ended later = run(Afterglow.start().asking(ScriptedPrompt.answering("")));
    assertThat(later.exitCode()).isEqualTo(ExitCodes.DONE_WITH_LOSSES);
    assertThat(later.out()).contains("in-doubt");

    ScriptedPrompt person = ScriptedPrompt.answering("r");
    Ended ended = run(Afterglow.start().asking(person));

    assertThat(person.questions()).hasSize(1);
    assertThat(ended.out()).doesNotContain("in-doubt");
  }

  @Test
  void saysWhereNobodyCanBeAsked() {
    gateway.loses(1);

    Ended ended = run(Afterglow.start());

    assertThat(ended.exitCode()).isEqualTo(ExitCodes.DONE_WITH_LOSSES);
    assertThat(ended.err()).containsOnlyOnce("there is no terminal to ask at");
    assertThat(gateway.texts()).noneMatch(text -> text.contains(MARK));
  }
}
