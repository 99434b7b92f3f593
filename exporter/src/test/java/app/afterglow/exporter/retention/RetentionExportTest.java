package app.afterglow.exporter.retention;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import app.afterglow.model.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the bot wrote, from its folder into an archive. */
class RetentionExportTest {

  private static final long TIME = 1_620_135_000L;

  @TempDir Path folder;

  private BotFolder bot;

  @BeforeEach
  void makeFolder() {
    bot = new BotFolder(folder);
  }

  @Test
  void listsDuplicateOnceHoweverOftenMessagesAreRead() throws IOException {
    String twice = BotFolder.text("m1", TIME, "");
    bot.write("messages.json", twice, twice, twice, BotFolder.text("m2", TIME + 60, ""));

    for (String since : new String[] {"2000-01-01T00:00:00Z", "2021-05-04T13:30:30Z"}) {
      Selection selection = new Selection(Set.of(), Instant.parse(since), null);
      BotFolder.Archived archived = bot.export(selection);

      assertThat(archived.losses()).as(since).extracting(Loss::id).containsExactly("m1", "m1");
      assertThat(archived.report().info().balance().messages().lost()).isEqualTo(2);
      java.nio.file.Files.delete(archived.report().archive());
    }
  }

  @Test
  void takesImpossibleSizeOfFileForNone() throws IOException {
    bot.write(
        "messages.json",
        BotFolder.file("m1", "gone.pdf", "\"filesize\":-5,"),
        BotFolder.text("m2", TIME + 9000, ""));

    BotFolder.Archived archived = bot.export();

    assertThat(archived.ids()).containsExactly("m1", "m2");
    assertThat(archived.only().attachments().getFirst().size()).isEqualTo(-1);
    assertThat(archived.report().info().balance().messages()).isEqualTo(new Balance.Line(2, 2, 0));
  }
}
