package app.afterglow.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.launcher.testing.Afterglow;
import app.afterglow.launcher.testing.Afterglow.Ended;
import app.afterglow.launcher.testing.Sample;
import app.afterglow.launcher.testing.ScriptedPrompt;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with an archive once it is there. */
class ArchiveCommandsTest {

  @TempDir static Path shared;
  @TempDir Path folder;
  private static Sample sample;
  private static Path archive;

  @BeforeAll
  static void exportOnce() throws IOException {
    sample = Sample.in(shared);
    archive = sample.export(shared.resolve("history.zip.age"));
  }

  @Test
  void infoShowsTheBalanceAndEveryConversation() {
    Ended people = Afterglow.start().run("info", archive, "--identity", sample.key());
    JsonNode machines =
        Afterglow.start().run("info", archive, "--identity", sample.key(), "--json").json();

    assertThat(people.exitCode()).isZero();
    assertThat(people.out()).contains(": Wickr Me (", "People", "Messages", "format version 1");
    assertThat(machines.path("command").asText()).isEqualTo("info");
    assertThat(machines.path("conversations").size())
        .isEqualTo(machines.at("/balance/conversations/carried").asInt())
        .isPositive();
    long messages = 0;
    for (JsonNode conversation : machines.path("conversations")) {
      messages += conversation.path("messageCount").asLong();
    }
    assertThat(messages).isEqualTo(machines.at("/balance/messages/carried").asLong());
  }

  @Test
  void identityMayComeFromStandardInputOrAVariable() throws IOException {
    String key = Files.readString(sample.key());

    assertThat(Afterglow.start().reading(key).run("info", archive, "-i", "-").exitCode()).isZero();
    assertThat(Afterglow.start().with("KEY", key).run("info", archive, "-i", "env:KEY").exitCode())
        .isZero();
  }

  @Test
  void wrongKeyIsCode3() {
    Path other = folder.resolve("other.txt");
    Afterglow.start().run("keygen", "-q", "-o", other);

    Ended ended = Afterglow.start().run("verify", archive, "--identity", other);

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.err()).contains("None of the keys given opens this file");
  }

  @Test
  void archiveForAKeyAsksForNoPassphrase() {
    ScriptedPrompt prompt = ScriptedPrompt.answering("never asked for");

    Ended ended = Afterglow.start().asking(prompt).run("info", archive);

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(prompt.questions()).isEmpty();
  }

  @Test
  void verifySaysThatEveryByteFits() {
    Ended ended = Afterglow.start().run("verify", archive, "--identity", sample.key());

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out()).contains("is whole");
  }

  @Test
  void damagedArchiveIsCode4() throws IOException {
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length / 2] ^= 1;
    Path damaged = Files.write(folder.resolve("damaged.zip.age"), bytes);

    Ended ended = Afterglow.start().run("verify", damaged, "--identity", sample.key(), "--json");

    assertThat(ended.exitCode()).isEqualTo(4);
    assertThat(ended.json().at("/error/exitCode").asInt()).isEqualTo(4);
  }

  @Test
  void missingArchiveIsCode4() {
    Ended ended =
        Afterglow.start().run("info", folder.resolve("none.age"), "--identity", sample.key());

    assertThat(ended.exitCode()).isEqualTo(4);
    assertThat(ended.err()).contains("none.age").doesNotContain("bug");
  }

  @Test
  void extractUnpacksAndWarns() {
    Path out = folder.resolve("unpacked");

    Ended ended = Afterglow.start().run("extract", archive, "-i", sample.key(), "-o", out);

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.err()).contains("not encrypted");
    assertThat(out.resolve("history/data/archive.json")).exists();
    assertThat(out.resolve("history/manifest-sha256.txt")).exists();
  }

  @Test
  void importMakesPages() {
    Path pages = folder.resolve("pages");

    Ended ended =
        Afterglow.start()
            .run("import", archive, "-i", sample.key(), "--to", "html", "-o", pages, "--json");

    assertThat(ended.exitCode()).isLessThan(2);
    assertThat(ended.json().path("target").asText()).isEqualTo("html");
    assertThat(ended.json().at("/balance/messages/carried").asLong()).isPositive();
    assertThat(pages.resolve("index.html")).exists();
  }

  @Test
  void dryRunWritesNothing() {
    Path pages = folder.resolve("pages");

    Ended ended =
        Afterglow.start()
            .run("import", archive, "-i", sample.key(), "--to", "html", "-o", pages, "--dry-run");

    assertThat(ended.exitCode()).isLessThan(2);
    assertThat(ended.out()).contains("would be brought to html");
    assertThat(pages).doesNotExist();
  }

  @Test
  void importMergesSeveralArchivesOfOneHistory() {
    Path again = sample.export(folder.resolve("again.zip.age"));
    Object[] one = {"import", archive, "-i", sample.key(), "--to", "html", "-n", "--json"};
    Object[] two = {"import", archive, again, "-i", sample.key(), "--to", "html", "-n", "--json"};

    JsonNode alone = balance(one);
    JsonNode merged = balance(two);

    assertThat(merged.at("/messages/carried")).isEqualTo(alone.at("/messages/carried"));
  }

  private JsonNode balance(Object... arguments) {
    Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "-o";
    all[arguments.length + 1] = folder.resolve("nothing");
    return Afterglow.start().run(all).json().path("balance");
  }
}
