package app.afterglow.exporter.retention;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import app.afterglow.model.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
      Files.delete(archived.report().archive());
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

  @Test
  void keepsKnownFieldsWhoseValuesAreTakenNowhere() throws IOException {
    bot.write(
        "messages.json",
        """
        {"message_id":"m1","id":7,"msgtype":1000,"message":{"text":"important"},"msg_ts":"Tuesday",
         "sender":["a@x"],"receiver":"b@x","vgroupid":""}
        {"message_id":"m2","id":"m2","msgtype":"1000","message":"taken","msg_ts":1620135425.5,
         "time_iso":"2021-05-04 13:37:05.500","sender":"a@x","vgroupid":"G1"}
        {"message_id":"m3","msgtype":"text","message":"old","edit":{"text":"new"},"msg_ts":1620135425,
         "time_iso":"2021-05-04 13:37:06","sender":null,"vgroupid":"G1"}
        """);

    Map<String, String> raw = new HashMap<>();
    bot.export().messages().forEach(m -> raw.put(m.id(), new TreeMap<>(m.raw()).toString()));

    assertThat(raw)
        .containsEntry(
            "m1",
            "{id=7, message={\"text\":\"important\"}, msg_ts=\"Tuesday\", receiver=\"b@x\","
                + " sender=[\"a@x\"]}")
        .containsEntry("m2", "{}")
        .containsEntry(
            "m3", "{edit={\"text\":\"new\"}, msgtype=\"text\", time_iso=\"2021-05-04 13:37:06\"}");
  }
}
