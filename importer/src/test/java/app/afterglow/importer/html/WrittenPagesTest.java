package app.afterglow.importer.html;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.model.Attachment;
import app.afterglow.model.Balance;
import app.afterglow.reader.testing.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenPagesTest {

  private static final String PAGE = "data/m/0/2021-05-1.js";
  private static final String FILE = "media/ab/abcdef/plan.png";

  @TempDir Path folder;

  @Test
  void acceptsWhatWasWritten() throws Exception {
    try (OutputFolder output = OutputFolder.create(folder.resolve("pages"))) {
      var pages = writeOnePage(output);

      assertThatCode(() -> WrittenPages.check(output, pages, balance(2, 1)))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void refusesOtherNumbersThanTheBalanceSays() throws Exception {
    try (OutputFolder output = OutputFolder.create(folder.resolve("pages"))) {
      var pages = writeOnePage(output);

      assertThatThrownBy(() -> WrittenPages.check(output, pages, balance(3, 1)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> WrittenPages.check(output, pages, balance(2, 2)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void refusesAMissingFile() throws Exception {
    try (OutputFolder output = OutputFolder.create(folder.resolve("pages"))) {
      var pages = writeOnePage(output);

      Files.delete(output.path(FILE));

      assertThatThrownBy(() -> WrittenPages.check(output, pages, balance(2, 1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(FILE);
    }
  }

  @Test
  void refusesAPageThatWasCutOff() throws Exception {
    try (OutputFolder output = OutputFolder.create(folder.resolve("pages"))) {
      var pages = writeOnePage(output);

      String whole = Files.readString(output.path(PAGE));
      Files.writeString(output.path(PAGE), whole.substring(0, whole.length() / 2));

      assertThatThrownBy(() -> WrittenPages.check(output, pages, balance(2, 1)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private static List<List<ConversationPages.Page>> writeOnePage(OutputFolder output)
      throws Exception {
    Attachment plan =
        new Attachment("plan.png", "image/png", 3, "ab".repeat(32), Attachment.Status.PRESENT, "g");
    output.newFile(output.path(FILE)).close();
    ConversationPages written = new ConversationPages(output, 0, ZoneId.of("UTC"));
    written.add(
        Messages.in("c", "m-1").from("p", "2021-05-01T00:00:00Z").with(plan).build(),
        List.of(new Placed("present", FILE)));
    written.add(
        Messages.in("c", "m-2").from("p", "2021-05-01T00:01:00Z").text("two").build(), List.of());
    written.close();
    return List.of(List.copyOf(written.pages()));
  }

  private static Balance balance(long messages, long files) {
    return new Balance(
        new Balance.Line(1, 1, 0),
        new Balance.Line(1, 1, 0),
        new Balance.Line(messages, messages, 0),
        new Balance.Line(files, files, 0));
  }
}
