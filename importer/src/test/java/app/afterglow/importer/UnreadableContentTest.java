package app.afterglow.importer;

import static app.afterglow.importer.testing.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.importer.TargetProvider.Output;
import app.afterglow.importer.testing.MemoryHistory;
import app.afterglow.model.Attachment;
import app.afterglow.model.Balance;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Selection;
import app.afterglow.progress.Progress;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A content that the archive can't give, or gives wrongly, is listed and takes nothing with it,
 * whatever files a target writes.
 */
class UnreadableContentTest {

  @TempDir Path folder;

  static Stream<String> targets() {
    return Import.targets().stream()
        .filter(target -> target.output(Map.of()).kind() != Output.Kind.SERVER)
        .map(TargetProvider::name);
  }

  private static Map<String, String> options(String target) {
    return target.equals("xmpp")
        ? Map.of("host", "example.org", "media-url", "https://example.org/media")
        : Map.of();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void isListedAndTheRestIsBrought(String target) throws Exception {
    MemoryHistory history = new MemoryHistory();
    Attachment gone = history.attachment("gone.txt", "gone");
    Attachment other = history.attachment("other.txt", "other");
    history
        .account("p1", "alice")
        .person("p1", "alice")
        .person("p2", "bob")
        .conversation("S1", Conversation.Kind.ROOM, "Garden", "p1", "p2")
        .message(message("S1", "m1").from("p1").at("2021-05-04T13:37:05Z").file(gone).made())
        .message(message("S1", "m2").from("p2").at("2021-05-04T13:37:06Z").file(other).made())
        .message(
            message("S1", "m3")
                .from("p2")
                .at("2021-05-04T13:37:07Z")
                .file(history.attachment("whole.txt", "whole"))
                .made());
    history.forget(gone);
    history.mixUp(other);

    ImportReport report =
        Import.run(
            Import.target(target),
            history,
            new ImportRequest(
                folder.resolve("out"),
                Selection.ALL,
                ImportRequest.Mode.DELIVER,
                ZoneOffset.UTC,
                Locale.ENGLISH,
                options(target),
                null,
                Map.of()),
            Progress.SILENT);

    assertThat(report.balance().messages()).isEqualTo(new Balance.Line(3, 3, 0));
    assertThat(report.balance().attachments()).isEqualTo(new Balance.Line(3, 1, 2));
    assertThat(report.losses())
        .filteredOn(loss -> loss.what() == Loss.What.ATTACHMENT && !loss.partial())
        .extracting(Loss::id)
        .containsExactly("guid-gone.txt", "guid-other.txt");
  }
}
