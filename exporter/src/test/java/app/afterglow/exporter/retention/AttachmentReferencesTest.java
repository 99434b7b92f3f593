package app.afterglow.exporter.retention;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.model.Attachment;
import app.afterglow.model.Loss;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attachments that are called, or written, like files of messages. */
class AttachmentReferencesTest {

  private static final long TIME = 1_620_135_000L;
  private static final byte[] NO_ENCODING = {0, 0, 0, 0x41, 0x7f, 0, 0, 0, 0x41};

  @TempDir Path folder;

  private BotFolder bot;

  @BeforeEach
  void makeFolder() {
    bot = new BotFolder(folder);
  }

  @Test
  void readsNoAttachmentAsMessages() throws IOException {
    bot.write(
            "messages/0001.json",
            BotFolder.file("m1", "notes.txt", ""),
            BotFolder.file("m2", "chat.json", ""),
            BotFolder.file("m3", "odd.txt", ""))
        .write("attachments/notes.txt", "Notes that are no JSON")
        .write("attachments/chat.json", BotFolder.text("invented", TIME, ""))
        .write("attachments/odd.txt", NO_ENCODING);

    BotFolder.Archived archived = bot.export();

    assertThat(archived.ids()).containsExactly("m1", "m2", "m3");
    assertThat(archived.messages())
        .allMatch(m -> m.attachments().getFirst().status() == Attachment.Status.PRESENT);
    assertThat(archived.losses()).isEmpty();
  }

  @Test
  void passesOverFilesThatAreNone() throws IOException {
    bot.write("messages/0001.json", BotFolder.text("m1", TIME, ""))
        .write("README.txt", "This is the bot's output.")
        .write("log.txt", "[2021] started")
        .write("odd.txt", NO_ENCODING)
        .write("utf16.json", BotFolder.text("m", TIME, "").getBytes(StandardCharsets.UTF_16LE))
        .write("empty.json", "")
        .write("none.json", "[]");

    BotFolder.Archived archived = bot.export();

    assertThat(archived.ids()).containsExactly("m1");
    assertThat(archived.losses())
        .allMatch(loss -> loss.partial() && loss.reason().equals("no-message-file"))
        .extracting(Loss::id)
        .containsExactlyInAnyOrder("README.txt", "log.txt", "odd.txt", "utf16.json");
  }

  @Test
  void believesNoAttachmentThatClaimsMessages() throws IOException {
    String claims =
        BotFolder.file("claims", "x", "").replace("/tmp/bot/attachments/x", "messages/0002.json");
    bot.write("messages/0001.json", BotFolder.file("m1", "claims.json", ""))
        .write("messages/0002.json", BotFolder.text("m2", TIME, ""))
        .write("attachments/claims.json", claims);

    assertThat(bot.export().ids()).containsExactly("m2", "m1");
  }

  @Test
  void takesMessagesForNoAttachmentThatIsGone() throws IOException {
    bot.write("0001.json", BotFolder.file("m1", "0002.json", "\"filesize\":7,"))
        .write("0002.json", BotFolder.text("m2", TIME, ""));

    assertThat(bot.export().ids()).containsExactly("m2", "m1");
  }

  @Test
  void knowsMovedAttachmentByItsSize() throws IOException {
    String content = BotFolder.text("invented", TIME, "");
    bot.write(
            "0001.json",
            BotFolder.file("m1", "0002.json", "\"filesize\":%d,".formatted(content.length())))
        .write("0002.json", content);

    assertThat(bot.export().ids()).containsExactly("m1");
  }
}
