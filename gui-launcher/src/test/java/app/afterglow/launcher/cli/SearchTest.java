package app.afterglow.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.launcher.terminal.Interruption;
import app.afterglow.launcher.testing.Afterglow;
import app.afterglow.launcher.testing.Afterglow.Ended;
import app.afterglow.launcher.testing.Sample;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code afterglow search} finds and says. */
class SearchTest {

  @TempDir static Path shared;
  private static Sample sample;
  private static Path archive;

  @BeforeAll
  static void exportOnce() throws IOException {
    sample = Sample.in(shared);
    archive = sample.export(shared.resolve("history.zip.age"));
  }

  @Test
  void tellsWhoWroteWhatWhere() {
    Ended ended = search("confetti");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out().lines().toList()).hasSize(2).first().isEqualTo("marc");
    assertThat(ended.out()).contains("marc: The printer ate the floor plans again.");
    assertThat(ended.out()).doesNotContain("\u001b");
    assertThat(ended.err()).contains("Messages found: 1");
  }

  @Test
  void marksWhatWasFoundOnAScreen() {
    Ended screen =
        Afterglow.start()
            .with("AFTERGLOW_STDOUT", "screen")
            .run("search", archive, "CONFETTI", "-i", sample.key());
    Ended plain =
        new Afterglow(
                "", null, Map.of("AFTERGLOW_STDOUT", "screen", "NO_COLOR", "1"), new Interruption())
            .run("search", archive, "CONFETTI", "-i", sample.key());

    assertThat(screen.out()).contains("\u001b[1;7mConfetti\u001b[22;27m.");
    assertThat(plain.out()).contains("Confetti.").doesNotContain("\u001b");
  }

  @Test
  void nothingFoundIsNoError() {
    Ended ended = search("thereisnosuchword");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void answersMachinesWithWholeMessages() {
    Ended ended = search("the", "--json", "--limit", "3");

    assertThat(ended.json().path("found").asInt()).isEqualTo(3);
    assertThat(ended.json().path("hits")).hasSize(3);
    for (JsonNode hit : ended.json().path("hits")) {
      assertThat(hit.at("/message/text").asText()).containsIgnoringCase("the");
      assertThat(hit.path("conversation").asText()).isNotEmpty();
      assertThat(hit.path("sender").asText()).isNotEmpty();
    }
  }

  @Test
  void filtersLikeTheReader() {
    int all = found();
    String person = search("confetti", "--json").json().at("/hits/0/sender").asText();

    assertThat(all).isEqualTo(168);
    assertThat(found("--from", person)).isBetween(1, all - 1);
    assertThat(found("--with-files")).isBetween(1, all - 1);
    assertThat(found("--only", "nothing")).isZero();
    assertThat(found("--since", "2021-03-16")).isBetween(1, all - 1);
    assertThat(found("--since", "2021-03-16") + found("--until", "2021-03-15")).isEqualTo(all);
  }

  @Test
  void saysWhoIsUnknown() {
    Ended ended = search("x", "--from", "nobody at all", "--json");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.json().at("/error/problem").asText()).isEqualTo("nobody");
  }

  @Test
  void answerOfARunThatFailsHalfWayIsStillJson() throws IOException {
    byte[] bytes = Files.readAllBytes(archive);
    bytes[3_000] ^= 1;
    Path damaged = Files.write(shared.resolve("damaged.zip.age"), bytes);

    Ended ended = Afterglow.start().run("search", damaged, "", "-i", sample.key(), "--json");

    assertThat(ended.exitCode()).isEqualTo(4);
    assertThat(ended.json().at("/error/exitCode").asInt()).isEqualTo(4);
    assertThat(ended.json().path("hits").isArray()).isTrue();
  }

  @Test
  void speaksFrench() {
    assertThat(search("confetti", "--lang", "fr").err()).contains("Messages trouvés : 1");
  }

  private static int found(String... options) {
    List<String> all = new ArrayList<>(List.of("", "--json"));
    all.addAll(List.of(options));
    return search(all.toArray(new String[0])).json().path("found").asInt();
  }

  private static Ended search(String... options) {
    List<Object> all = new ArrayList<>(List.of("search", archive));
    all.addAll(List.of(options));
    all.addAll(List.of("--identity", sample.key(), "--zone", "UTC"));
    return Afterglow.start().run(all.toArray());
  }
}
