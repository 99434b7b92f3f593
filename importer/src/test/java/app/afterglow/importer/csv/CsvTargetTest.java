package app.afterglow.importer.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.importer.Import;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.plain.Golden;
import app.afterglow.importer.plain.Histories;
import app.afterglow.importer.plain.MemoryHistory;
import app.afterglow.importer.plain.Samples;
import app.afterglow.importer.plain.Scratch;
import app.afterglow.importer.plain.Texts;
import app.afterglow.model.Message;
import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTargetTest {

  @TempDir Path folder;

  @Test
  void writesEveryKindAsTheGoldenFilesSay() throws IOException {
    Path output = folder.resolve("tables");

    ImportReport report = deliver(Samples.everyKind(), Samples.request(output, Map.of()));

    // CR would not survive every editor; StrictCsv looks after it.
    String all = Golden.text(Golden.files(output)).replace("\r\n", "\n");
    Golden.assertSame("csv/every-kind.txt", all);
    assertThat(report.written()).containsExactly(output);
    assertThat(report.balance().messages().carried()).isEqualTo(19);
    assertThat(report.losses()).allMatch(loss -> loss.reason().startsWith("attachment-"));
  }

  @Test
  void keepsHostileTextsWholeAndHarmless() throws IOException {
    checkTables(Samples.hostile(), folder.resolve("hostile"), Map.of());
  }

  @Test
  void beginsWithTheMarkThatExcelLooksFor() throws IOException {
    Path output = folder.resolve("bom");

    deliver(Samples.everyKind(), Samples.request(output, Map.of("bom", "yes")));

    Golden.files(output)
        .forEach(
            (name, content) -> {
              if (name.endsWith(".csv")) {
                assertThat(content).startsWith(0xEF, 0xBB, 0xBF);
              }
            });
  }

  @Test
  void refusesAnotherWordForTheMark() {
    ImportRequest request = Samples.request(folder.resolve("x"), Map.of("bom", "maybe"));

    assertThatThrownBy(() -> deliver(Samples.everyKind(), request))
        .isInstanceOf(UsageException.class);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysInADryRunWhatADeliveryWouldSay() throws IOException {
    MemoryHistory history = Samples.everyKind();
    ImportRequest request = Samples.request(folder.resolve("dry"), Map.of());

    ImportReport dry = deliver(history, Samples.dryRun(request));
    assertThat(folder).isEmptyDirectory();
    assertThat(history.reads()).isLessThanOrEqualTo(history.contents());

    assertThat(dry).isEqualTo(deliver(history, request));
  }

  @Property(tries = 60)
  void carriesAnyHistory(@ForAll long seed) throws IOException {
    Scratch.with(scratch -> checkTables(Histories.of(seed), scratch.resolve("any"), Map.of()));
  }

  private static void checkTables(MemoryHistory history, Path output, Map<String, String> options)
      throws IOException {
    ImportReport report = deliver(history, Samples.request(output, options));

    Map<String, byte[]> files = Golden.files(output);
    List<Map<String, String>> rows = StrictCsv.read(files.get("messages.csv"));
    List<Message> said = history.everythingSaid();
    assertThat(rows).hasSameSizeAs(said);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i))
          .containsEntry("message_id", cell(said.get(i).id()))
          .containsEntry("conversation_id", cell(said.get(i).conversationId()))
          .containsEntry("kind", said.get(i).body().kind())
          .containsEntry("text", cell(said.get(i).body().text()))
          .containsEntry("reply_to", cell(said.get(i).replyTo()));
    }
    checkAttachments(said, files);
    for (String table : List.of("people", "conversations", "members", "edits", "reactions")) {
      StrictCsv.read(files.get(table + ".csv"));
    }
    assertThat(StrictCsv.read(files.get("edits.csv")))
        .hasSize(said.stream().mapToInt(m -> m.edits().size()).sum());
    assertThat(StrictCsv.read(files.get("reactions.csv")))
        .hasSize(said.stream().mapToInt(m -> m.reactions().size()).sum());
    assertThat(report.balance().addsUp()).isTrue();
  }

  private static void checkAttachments(List<Message> said, Map<String, byte[]> files) {
    List<String> named = new ArrayList<>();
    List<Map<String, String>> rows = StrictCsv.read(files.get("attachments.csv"));
    assertThat(rows).hasSize(said.stream().mapToInt(m -> m.attachments().size()).sum());
    for (Map<String, String> row : rows) {
      String file = String.valueOf(row.get("file"));
      if (String.valueOf(row.get("status")).equals("present")) {
        assertThat(files).containsKey(file);
        assertThat(files.get(file)).hasSize(Integer.parseInt(String.valueOf(row.get("size"))));
        named.add(file);
      } else {
        assertThat(file).isEmpty();
      }
    }
    assertThat(files.keySet().stream().filter(f -> f.startsWith("attachments/")))
        .containsExactlyInAnyOrderElementsOf(named);
  }

  private static String cell(@Nullable String text) {
    return text == null ? "" : Texts.lines(text);
  }

  private static ImportReport deliver(MemoryHistory history, ImportRequest request)
      throws IOException {
    return Import.run(new CsvTargetProvider(), history, request, Progress.SILENT);
  }
}
