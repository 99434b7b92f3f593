package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.age.X25519Identity;
import app.afterglow.model.Balance;
import app.afterglow.model.Message;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looking into a big archive costs what is looked at. {@code -Dafterglow.messages=1000000} makes it
 * as big as the promise; the bounds are proportional.
 */
class BigArchiveTest {

  private static final int MESSAGES = Integer.getInteger("afterglow.messages", 100_000);
  private static final int CONVERSATIONS = 50;

  /** Chunks at the edges of what is read, and the last one, which opening reads. */
  private static final long SLACK = 8 * 65_536;

  private final X25519Identity identity = X25519Identity.generate();
  @TempDir private Path folder;

  private Path write() throws IOException {
    Path file = folder.resolve("big.zip.age");
    try (ArchiveWriter writer =
        ArchiveWriter.create(file, List.of(identity.recipient()), TestHistory.DESCRIPTION)) {
      int each = MESSAGES / CONVERSATIONS;
      for (int c = 0; c < CONVERSATIONS; c++) {
        String id = "conversation-" + c;
        writer.conversation(TestHistory.room(id));
        for (int m = 0; m < each; m++) {
          String messageId = Sha256.hex(Sha256.digest().digest(TestHistory.bytes(c + " " + m)));
          writer.message(
              TestHistory.text(messageId, id, m * 1_000L, "message " + m + " of some length"));
        }
      }
      Balance.Line none = new Balance.Line(0, 0, 0);
      writer.finish(
          new Balance(
              none,
              new Balance.Line(CONVERSATIONS, CONVERSATIONS, 0),
              new Balance.Line(MESSAGES, MESSAGES, 0),
              none),
          Progress.SILENT);
    }
    return file;
  }

  @Test
  void decryptsOnlyWhatIsLookedAt() throws IOException {
    Path file = write();
    long directory = directorySize(file);

    try (ArchiveReader reader = ArchiveReader.open(file, List.of(identity))) {
      assertThat(reader.info().balance().messages().carried()).isEqualTo(MESSAGES);
      List<ArchivedConversation> conversations = reader.conversations();
      assertThat(conversations).hasSize(CONVERSATIONS);
      long listed = reader.bytesDecrypted();
      assertThat(listed).isLessThanOrEqualTo(directory + SLACK);

      ArchivedConversation one = conversations.get(CONVERSATIONS / 2);
      try (Stream<Message> messages = reader.messages(one)) {
        assertThat(messages.count()).isEqualTo(MESSAGES / CONVERSATIONS);
      }
      long compressed = 0;
      for (String path : one.messageFiles()) {
        compressed += reader.entry(path).compressedSize();
      }
      assertThat(reader.bytesDecrypted() - listed).isLessThanOrEqualTo(compressed + SLACK);
      assertThat(reader.bytesDecrypted()).isLessThan(Files.size(file) / 4);
    }
  }

  private long directorySize(Path file) throws IOException {
    try (ArchiveReader reader = ArchiveReader.open(file, List.of(identity))) {
      ZipDirectory directory = reader.directory();
      ZipDirectory.Entry last = directory.get(directory.size() - 1);
      return reader.channel().size() - last.header() - last.compressedSize();
    }
  }
}
