package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.age.X25519Identity;
import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.Message;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.WrongKeyException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveReaderTest {

  private final X25519Identity identity = X25519Identity.generate();
  @TempDir private Path folder;

  private ArchiveReader open(TestHistory history) throws IOException {
    Path file = folder.resolve("history.zip.age");
    history.write(file, identity.recipient());
    return ArchiveReader.open(file, List.of(identity));
  }

  @Test
  void readsEverythingThatWasWritten() throws IOException {
    TestHistory history = TestHistory.everything();

    try (ArchiveReader reader = open(history)) {
      assertThat(reader.accounts()).containsExactly(TestHistory.DESCRIPTION.account());
      assertThat(reader.info().description()).isEqualTo(TestHistory.DESCRIPTION);
      assertThat(reader.info().balance()).isEqualTo(history.balance());
      assertThat(reader.people()).containsExactlyElementsOf(history.people);
      assertThat(reader.losses()).containsExactlyElementsOf(history.losses);
      assertThat(reader.conversations())
          .extracting(ArchivedConversation::conversation)
          .containsExactlyElementsOf(history.conversations.keySet());
      for (ArchivedConversation archived : reader.conversations()) {
        List<Message> expected =
            history.conversations.getOrDefault(archived.conversation(), List.of());
        try (Stream<Message> messages = reader.messages(archived)) {
          assertThat(messages).containsExactlyElementsOf(expected);
        }
        assertThat(archived.messageCount()).isEqualTo(expected.size());
        assertThat(archived.firstAt())
            .isEqualTo(expected.isEmpty() ? null : expected.getFirst().sentAt());
        assertThat(archived.lastAt())
            .isEqualTo(expected.isEmpty() ? null : expected.getLast().sentAt());
      }
      for (String sha256 : history.contents.keySet()) {
        try (InputStream in = reader.attachment(sha256)) {
          assertThat(in.readAllBytes()).isEqualTo(history.contents.get(sha256));
        }
      }
    }
  }

  @Test
  void readsTwoConversationsInTurn() throws IOException {
    TestHistory history = TestHistory.everything();

    try (ArchiveReader reader = open(history)) {
      ArchivedConversation conversation = reader.conversations().getFirst();
      Iterator<Message> one = reader.messages(conversation).iterator();
      Iterator<Message> other = reader.messages(conversation).iterator();
      while (one.hasNext()) {
        assertThat(one.next()).isEqualTo(other.next());
      }
      assertThat(other.hasNext()).isFalse();
    }
  }

  @Test
  void splitsAConversationIntoFilesOfTenThousandMessages() throws IOException {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < 20_001; i++) {
      messages.add(TestHistory.text(String.format("m%05d", i), "r", i, "x"));
    }
    Conversation room = TestHistory.room("r");

    try (ArchiveReader reader = open(new TestHistory().conversation(room, messages))) {
      ArchivedConversation archived = reader.conversations().getFirst();
      assertThat(archived.messageFiles())
          .containsExactly(
              "data/messages/r/00001.jsonl",
              "data/messages/r/00002.jsonl",
              "data/messages/r/00003.jsonl");
      assertThat(reader.messages(archived)).containsExactlyElementsOf(messages);
    }
  }

  @Test
  void readsPartsOfAStoredAttachmentWithoutWhatStandsBefore() throws IOException {
    byte[] film = new byte[5 << 20];
    new Random(1).nextBytes(film);
    TestHistory history = new TestHistory();
    Attachment attachment = history.attach("film.mp4", "video/mp4", film);
    history.conversation(
        TestHistory.room("r"),
        TestHistory.text("m", "r", 0, null).withAttachments(List.of(attachment)));

    try (ArchiveReader reader = open(history)) {
      ArchiveReader.File file =
          Objects.requireNonNull(reader.attachmentFile(TestHistory.hash(attachment)));
      assertThat(file.seekable()).isTrue();
      assertThat(file.size()).isEqualTo(film.length);
      long before = reader.bytesDecrypted();
      try (InputStream in = reader.range(file.path(), 4_000_000, 1_000)) {
        assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(film, 4_000_000, 4_001_000));
      }
      assertThat(reader.bytesDecrypted() - before).isLessThanOrEqualTo(4 * 65_536);
      assertThatThrownBy(() -> reader.range(file.path(), film.length - 1, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void readsPartsOfADeflatedAttachment() throws IOException {
    TestHistory history = new TestHistory();
    byte[] text = TestHistory.bytes("0123456789".repeat(50_000));
    Attachment attachment = history.attach("log.txt", "text/plain", text);
    history.conversation(
        TestHistory.room("r"),
        TestHistory.text("m", "r", 0, null).withAttachments(List.of(attachment)));

    try (ArchiveReader reader = open(history)) {
      String path = Layout.attachment(TestHistory.hash(attachment));
      assertThat(reader.file(path)).isEqualTo(new ArchiveReader.File(path, text.length, false));
      try (InputStream in = reader.range(path, 123_456, 7)) {
        assertThat(in.readAllBytes()).asString().isEqualTo("6789012");
      }
    }
  }

  @Test
  void saysWhichAttachmentIsNotThere() throws IOException {
    try (ArchiveReader reader = open(TestHistory.everything())) {
      String sha256 = "0".repeat(64);

      assertThat(reader.attachmentFile(sha256)).isNull();
      assertThat(reader.attachmentFile("../../etc/passwd")).isNull();
      assertThatThrownBy(() -> reader.attachment(sha256))
          .isInstanceOf(DamagedInputException.class)
          .hasMessageContaining(sha256);
    }
  }

  @Test
  void refusesAnotherKey() throws IOException {
    Path file = folder.resolve("history.zip.age");
    TestHistory.everything().write(file, identity.recipient());

    assertThatThrownBy(() -> ArchiveReader.open(file, List.of(X25519Identity.generate())))
        .isInstanceOf(WrongKeyException.class);
  }
}
