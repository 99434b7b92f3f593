package app.afterglow.importer.rsmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.importer.Import;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.plain.Golden;
import app.afterglow.importer.plain.Histories;
import app.afterglow.importer.plain.MemoryHistory;
import app.afterglow.importer.plain.Messages;
import app.afterglow.importer.plain.Samples;
import app.afterglow.importer.plain.Scratch;
import app.afterglow.importer.plain.Texts;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RsmfTargetTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void writesEveryKindAsTheGoldenFilesSay() throws IOException {
    Path output = folder.resolve("files");

    ImportReport report = deliver(Samples.everyKind(), Samples.request(output, Map.of()));

    Map<String, byte[]> taken = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : Golden.files(output).entrySet()) {
      RsmfReader reader = RsmfReader.read(file.getValue());
      String headers = new TreeMap<>(reader.mail.headers()).toString().replace(", X-", "\nX-");
      taken.put(file.getKey() + "/headers", headers.getBytes(StandardCharsets.UTF_8));
      taken.put(file.getKey() + "/text", reader.mail.text.getBytes(StandardCharsets.UTF_8));
      reader.files.forEach((name, bytes) -> taken.put(file.getKey() + "/zip/" + name, bytes));
      byte[] pretty = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(reader.manifest);
      taken.put(file.getKey() + "/zip/rsmf_manifest.json", pretty);
    }
    Golden.assertSame("rsmf/every-kind.txt", Golden.text(taken).replace("\r\n", "\n"));
    assertThat(report.balance().messages().carried()).isEqualTo(19);
  }

  @Test
  void beginsAFileForEachDayOfTheZone() throws IOException {
    Path output = folder.resolve("days");

    deliver(Samples.everyKind(), Samples.request(output, Map.of()));

    assertThat(Golden.files(output))
        .containsOnlyKeys(
            "bob.b, Carol/2021-02-03.rsmf",
            "bob.b/2021-01-01.rsmf",
            "\u00C9t\u00E9 & plans/2021-05-04.rsmf",
            "\u00C9t\u00E9 & plans/2021-05-05.rsmf");
  }

  @Test
  void beginsAFileWhereALimitIsReached() throws IOException {
    MemoryHistory history = room();
    for (int i = 0; i < 25; i++) {
      history.message(Messages.in("r", "m" + i, "2021-01-01T00:00:00Z").text("no " + i).done());
    }
    Path output = folder.resolve("limits");
    Map<String, String> options = Map.of("slice", "size", "max-events", "10");

    deliver(history, Samples.request(output, options));

    assertThat(Golden.files(output))
        .containsOnlyKeys(
            "Room/2021-01-01.rsmf", "Room/2021-01-01 (2).rsmf", "Room/2021-01-01 (3).rsmf");
  }

  @Test
  void beginsAFileWhereAttachmentsGetTooBig() throws IOException {
    MemoryHistory history = room();
    for (int i = 0; i < 3; i++) {
      history.message(
          Messages.in("r", "m" + i, "2021-01-01T00:00:00Z")
              .with(history.content("a", null, new byte[600_000 + i]))
              .done());
    }
    Path output = folder.resolve("big");

    deliver(history, Samples.request(output, Map.of("max-megabytes", "1")));

    assertThat(Golden.files(output)).hasSize(3);
  }

  @Test
  void marksWhatWasDeletedAndLinksWhatAnswers() throws IOException {
    Path output = folder.resolve("links");

    ImportReport report = deliver(Samples.everyKind(), Samples.request(output, Map.of()));

    Map<String, byte[]> files = Golden.files(output);
    List<JsonNode> events = events(files.get("\u00C9t\u00E9 & plans/2021-05-04.rsmf"));
    assertThat(events.get(2).path("parent").textValue()).isEqualTo("m02");
    assertThat(events.get(2).path("edits").path(0).path("previous").textValue())
        .isEqualTo("see above");
    assertThat(report.losses().stream().map(Loss::reason)).contains("reply-in-other-file");
  }

  @Test
  void keepsHostileContentInItsPlace() throws IOException {
    check(Samples.hostile(), folder.resolve("hostile"));
  }

  @ParameterizedTest
  @CsvSource({"slice, week", "max-events, 0", "max-events, 10001", "max-megabytes, many"})
  void refusesOtherWords(String option, String value) {
    ImportRequest request = Samples.request(folder.resolve("x"), Map.of(option, value));

    assertThatThrownBy(() -> deliver(Samples.everyKind(), request))
        .isInstanceOf(UsageException.class);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysInADryRunWhatADeliveryWouldSay() throws IOException {
    MemoryHistory history = Samples.hostile();
    ImportRequest request = Samples.request(folder.resolve("dry"), Map.of());

    ImportReport dry = deliver(history, Samples.dryRun(request));
    assertThat(folder).isEmptyDirectory();
    assertThat(history.reads()).isLessThanOrEqualTo(history.contents());

    assertThat(dry).isEqualTo(deliver(history, request));
  }

  @Property(tries = 40)
  void carriesAnyHistory(@ForAll long seed) throws IOException {
    Scratch.with(scratch -> check(Histories.of(seed), scratch.resolve("any")));
  }

  private static void check(MemoryHistory history, Path output) throws IOException {
    deliver(history, Samples.request(output, Map.of()));

    List<String> bodies = new ArrayList<>();
    for (byte[] file : Golden.files(output).values()) {
      for (JsonNode event : events(file)) {
        bodies.add(event.path("body").textValue());
      }
    }
    List<Message> said = history.everythingSaid();
    assertThat(bodies).hasSameSizeAs(said);
    for (Message message : said) {
      String text = message.body().text() == null ? "" : message.body().text();
      assertThat(bodies).anyMatch(body -> body.contains(Texts.wellFormed(text)));
    }
  }

  private static List<JsonNode> events(byte @org.jspecify.annotations.Nullable [] file)
      throws IOException {
    if (file == null) {
      throw new AssertionError("a file is missing");
    }
    List<JsonNode> events = new ArrayList<>();
    RsmfReader.read(file).manifest.path("events").forEach(events::add);
    return events;
  }

  private static MemoryHistory room() {
    return new MemoryHistory()
        .person("alice-id", "alice", null, true)
        .conversation("r", Conversation.Kind.ROOM, "Room", "alice-id");
  }

  private static ImportReport deliver(MemoryHistory history, ImportRequest request)
      throws IOException {
    return Import.run(new RsmfTargetProvider(), history, request, Progress.SILENT);
  }
}
