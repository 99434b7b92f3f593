package app.afterglow.importer.txt;

import static org.assertj.core.api.Assertions.assertThat;

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
import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Selection;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TxtTargetTest {

  @TempDir Path folder;

  @Test
  void writesEveryKindAsTheGoldenFilesSay() throws IOException {
    Path output = folder.resolve("text");

    ImportReport report = deliver(Samples.everyKind(), Samples.request(output, Map.of()));

    Golden.assertSame("txt/every-kind.txt", Golden.text(Golden.files(output)));
    assertThat(report.balance().messages().carried()).isEqualTo(19);
    assertThat(report.losses().stream().map(Loss::reason))
        .contains("time-milliseconds", "kind-as-text", "attachment-missing");
  }

  @Test
  void saysItInFrench() throws IOException {
    Path output = folder.resolve("texte");
    ImportRequest french =
        new ImportRequest(
            output,
            Selection.ALL,
            ImportRequest.Mode.DELIVER,
            Samples.PARIS,
            Locale.FRENCH,
            Map.of());

    deliver(Samples.everyKind(), french);

    Golden.assertSame("txt/every-kind-fr.txt", Golden.text(Golden.files(output)));
  }

  @Test
  void letsNobodyForgeALine() throws IOException {
    check(Samples.hostile(), folder.resolve("hostile"));
  }

  @Test
  void saysWhenTheClockChanges() throws IOException {
    MemoryHistory history =
        new MemoryHistory()
            .person("alice-id", "alice", null, true)
            .conversation("c", Conversation.Kind.ROOM, "Night", "alice-id")
            .message(Messages.in("c", "1", "2021-10-31T00:30:00Z").done())
            .message(Messages.in("c", "2", "2021-10-31T01:30:00Z").done());
    Path output = folder.resolve("clock");

    deliver(history, Samples.request(output, Map.of()));

    String text =
        new String(
            Golden.files(output).getOrDefault("Night.txt", new byte[0]), StandardCharsets.UTF_8);
    assertThat(text)
        .contains("---- Sunday 31 October 2021 (UTC+02:00) ----\n\n02:30:00  alice\n")
        .contains("---- Sunday 31 October 2021 (UTC+01:00) ----\n\n02:30:00  alice\n");
  }

  @Test
  void saysInADryRunWhatADeliveryWouldSay() throws IOException {
    MemoryHistory history = Samples.hostile();
    ImportRequest request = Samples.request(folder.resolve("dry"), Map.of());

    ImportReport dry = deliver(history, Samples.dryRun(request));
    assertThat(folder).isEmptyDirectory();

    assertThat(dry).isEqualTo(deliver(history, request));
  }

  @Property(tries = 60)
  void carriesAnyHistory(@ForAll long seed) throws IOException {
    Scratch.with(scratch -> check(Histories.of(seed), scratch.resolve("any")));
  }

  private static void check(MemoryHistory history, Path output) throws IOException {
    deliver(history, Samples.request(output, Map.of()));

    Map<String, byte[]> files = Golden.files(output);
    List<TranscriptFile.Entry> entries = new ArrayList<>();
    long attachments = 0;
    // Conversations are told apart by their names alone, so all of them are read together.
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      boolean transcript = file.getKey().endsWith(".txt") && !file.getKey().contains("/");
      if (transcript && !file.getKey().equals("People.txt")) {
        entries.addAll(
            TranscriptFile.read(new String(file.getValue(), StandardCharsets.UTF_8)).entries);
      }
      attachments += file.getKey().contains("/") ? 1 : 0;
    }
    List<Message> said = history.everythingSaid();
    assertThat(entries).hasSameSizeAs(said);
    for (Message message : said) {
      List<String> lines =
          message.body().text() == null
              ? List.of()
              : List.of(Texts.lines(message.body().text()).split("\n", -1));
      assertThat(entries)
          .anySatisfy(
              entry -> {
                assertThat(entry.at()).isEqualTo(message.sentAt().truncatedTo(ChronoUnit.SECONDS));
                assertThat(String.join("\n", entry.lines())).contains(String.join("\n", lines));
              });
    }
    assertThat(attachments)
        .isEqualTo(
            said.stream()
                .flatMap(m -> m.attachments().stream())
                .filter(a -> a.status() == Attachment.Status.PRESENT)
                .count());
  }

  private static ImportReport deliver(MemoryHistory history, ImportRequest request)
      throws IOException {
    return Import.run(new TxtTargetProvider(), history, request, Progress.SILENT);
  }
}
