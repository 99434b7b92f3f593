package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.age.X25519Identity;
import app.afterglow.model.Attachment;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveWriterTest {

  private final X25519Identity identity = X25519Identity.generate();
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("history.zip.age");
  }

  private ArchiveWriter create() throws IOException {
    return ArchiveWriter.create(file, List.of(identity.recipient()), TestHistory.DESCRIPTION);
  }

  private List<String> left() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void leavesOnlyTheFinishedFile() throws IOException {
    ArchiveInfo info = TestHistory.everything().write(file, identity.recipient());

    assertThat(left()).containsExactly("history.zip.age");
    try (ArchiveReader reader = ArchiveReader.open(file, List.of(identity))) {
      assertThat(reader.info()).isEqualTo(info);
    }
  }

  @Test
  void hasNoNameBeforeItIsFinished() throws IOException {
    try (ArchiveWriter writer = create()) {
      TestHistory.everything().fill(writer);

      assertThat(left())
          .containsExactlyInAnyOrder("history.zip.age.part", "history.zip.age.part.lock");
    }
    assertThat(left()).isEmpty();
  }

  @Test
  void doesNotOverwriteAnything() throws IOException {
    Files.writeString(file, "mine");

    assertThatThrownBy(this::create).isInstanceOf(UsageException.class);
    assertThat(file).hasContent("mine");
  }

  @Test
  void doesNotOverwriteWhatAppearedMeanwhile() throws IOException {
    TestHistory history = TestHistory.everything();
    try (ArchiveWriter writer = create()) {
      history.fill(writer);
      Files.writeString(file, "mine");

      assertThatThrownBy(() -> writer.finish(history.balance(), Progress.SILENT))
          .isInstanceOf(UsageException.class);
    }
    assertThat(file).hasContent("mine");
  }

  @Test
  void beginsAnewWhereAKilledRunLeftAPart() throws IOException {
    Files.write(folder.resolve("history.zip.age.part"), new byte[1 << 20]);

    TestHistory.everything().write(file, identity.recipient());

    assertThat(ArchiveVerifier.verify(file, List.of(identity), Progress.SILENT)).isNotNull();
    assertThat(left()).containsExactly("history.zip.age");
  }

  @Test
  void leavesThePartOfARunningRunAlone() throws IOException {
    TestHistory history = TestHistory.everything();
    try (ArchiveWriter writer = create()) {
      history.fill(writer);

      assertThatThrownBy(this::create).isInstanceOf(UsageException.class);

      writer.finish(history.balance(), Progress.SILENT);
    }
    assertThat(left()).containsExactly("history.zip.age");
  }

  private void assertRefused(TestHistory history, Balance balance, String words)
      throws IOException {
    try (ArchiveWriter writer = create()) {
      history.fill(writer);

      assertThatThrownBy(() -> writer.finish(balance, Progress.SILENT))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(words);
    }
    assertThat(left()).isEmpty();
  }

  @Test
  void refusesABalanceThatDoesNotAddUp() throws IOException {
    TestHistory history = TestHistory.everything();
    Balance right = history.balance();
    Balance wrong =
        new Balance(
            right.people(),
            right.conversations(),
            new Balance.Line(
                right.messages().found() + 1, right.messages().carried(), right.messages().lost()),
            right.attachments());

    assertRefused(history, wrong, "doesn't add up");
  }

  @Test
  void refusesABalanceThatIsNotWhatWasWritten() throws IOException {
    TestHistory history = TestHistory.everything();
    Balance right = history.balance();
    Balance wrong =
        new Balance(
            new Balance.Line(3, 3, 0),
            right.conversations(),
            right.messages(),
            right.attachments());

    assertRefused(history, wrong, "people");
  }

  @Test
  void refusesAMissingAttachmentThatIsNotListed() throws IOException {
    TestHistory history = TestHistory.everything();
    history.losses.removeIf(loss -> loss.id().equals("guid-1"));

    assertRefused(history, history.balance(), "missing or damaged");
  }

  @Test
  void refusesToFinishWithoutAPromisedAttachment() throws IOException {
    TestHistory history = TestHistory.everything();
    history.contents.remove(history.contents.keySet().iterator().next());

    assertRefused(history, history.balance(), "never came");
  }

  @Test
  void wantsAnAttachmentOnce() throws IOException {
    TestHistory history = new TestHistory();
    Attachment attachment = history.attach("a", null, new byte[] {1});
    String sha256 = TestHistory.hash(attachment);
    try (ArchiveWriter writer = create()) {
      assertThat(writer.wants(sha256)).isFalse();
      writer.conversation(TestHistory.room("r"));
      writer.message(
          TestHistory.text("1", "r", 0, "").withAttachments(List.of(attachment, attachment)));
      writer.message(TestHistory.text("2", "r", 0, "").withAttachments(List.of(attachment)));
      assertThat(writer.wants(sha256)).isTrue();

      writer.attachment(sha256, new ByteArrayInputStream(new byte[] {1}));

      assertThat(writer.wants(sha256)).isFalse();
      assertThatThrownBy(() -> writer.attachment(sha256, new ByteArrayInputStream(new byte[] {1})))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesAnotherContentThanPromised() throws IOException {
    TestHistory history = new TestHistory();
    Attachment attachment = history.attach("a", null, new byte[] {1, 2});
    String sha256 = TestHistory.hash(attachment);
    history.conversation(
        TestHistory.room("r"),
        TestHistory.text("1", "r", 0, "").withAttachments(List.of(attachment)));
    try (ArchiveWriter writer = create()) {
      writer.conversation(TestHistory.room("r"));
      writer.message(TestHistory.text("1", "r", 0, "").withAttachments(List.of(attachment)));

      for (byte[] wrong : new byte[][] {{}, {1}, {1, 3}, {1, 2, 3}}) {
        assertThatThrownBy(() -> writer.attachment(sha256, new ByteArrayInputStream(wrong)))
            .isInstanceOf(DamagedInputException.class)
            .hasMessageContaining(sha256);
      }

      // Nothing of the wrong ones got in, so the right one still may.
      writer.attachment(sha256, new ByteArrayInputStream(new byte[] {1, 2}));
      writer.finish(history.balance(), Progress.SILENT);
    }
    assertThat(ArchiveVerifier.verify(file, List.of(identity), Progress.SILENT)).isNotNull();
  }

  @Test
  void keepsALargeAttachmentOffTheDiskUntilItIsSealed() throws IOException {
    TestHistory history = new TestHistory();
    byte[] film = new byte[20 << 20];
    new Random(3).nextBytes(film);
    Attachment attachment = history.attach("film.mp4", "video/mp4", film);
    history.conversation(
        TestHistory.room("r"),
        TestHistory.text("1", "r", 0, "").withAttachments(List.of(attachment)));

    history.write(file, identity.recipient());

    assertThat(left()).containsExactly("history.zip.age");
    try (ArchiveReader reader = ArchiveReader.open(file, List.of(identity))) {
      assertThat(reader.attachment(TestHistory.hash(attachment)).readAllBytes()).isEqualTo(film);
    }
  }

  @Test
  void refusesMessagesOutOfOrder() throws IOException {
    try (ArchiveWriter writer = create()) {
      writer.conversation(TestHistory.room("r"));
      writer.message(TestHistory.text("5", "r", 5, ""));

      for (Message message :
          List.of(
              TestHistory.text("6", "r", 4, ""),
              TestHistory.text("4", "r", 5, ""),
              TestHistory.text("5", "r", 5, ""),
              TestHistory.text("6", "other", 6, ""))) {
        assertThatThrownBy(() -> writer.message(message))
            .isInstanceOf(IllegalArgumentException.class);
      }
      writer.message(TestHistory.text("6", "r", 5, ""));
    }
  }

  @Test
  void refusesAConversationThatComesTwice() throws IOException {
    try (ArchiveWriter writer = create()) {
      writer.conversation(TestHistory.room("r"));
      writer.conversation(TestHistory.room("R"));

      assertThatThrownBy(() -> writer.conversation(TestHistory.room("r")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesTimesThatRfc3339CannotWrite() throws IOException {
    Message message = TestHistory.text("1", "r", 0, "");
    try (ArchiveWriter writer = create()) {
      writer.conversation(TestHistory.room("r"));

      for (Instant time : List.of(Instant.MAX, Instant.MIN)) {
        Message never =
            new Message(
                "1",
                "r",
                null,
                time,
                message.body(),
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                "",
                Map.of());
        assertThatThrownBy(() -> writer.message(never))
            .isInstanceOf(IllegalArgumentException.class);
      }
      writer.message(message);
    }
  }

  @Test
  void refusesARecordNoReaderWouldTakeAndGoesOn() throws IOException {
    TestHistory history = new TestHistory();
    history.conversation(TestHistory.room("r"), TestHistory.text("2", "r", 0, ""));
    history.loss(Loss.whole(Loss.What.MESSAGE, "1", "too-large", null));
    try (ArchiveWriter writer = create()) {
      writer.conversation(TestHistory.room("r"));
      Message huge =
          TestHistory.message("1", "r", 0, new MessageBody.Text("x".repeat(Json.LARGEST_LINE)));

      assertThatThrownBy(() -> writer.message(huge))
          .isInstanceOf(DamagedInputException.class)
          .hasMessageContaining("message 1");

      writer.message(TestHistory.text("2", "r", 0, ""));
      history.losses.forEach(
          loss -> {
            try {
              writer.loss(loss);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      writer.finish(history.balance(), Progress.SILENT);
    }
    assertThat(ArchiveVerifier.verify(file, List.of(identity), Progress.SILENT)).isNotNull();
  }

  @Test
  void refusesARecordNestedTooDeeplyForAnyReader() throws IOException {
    JsonNode deep = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < Json.DEEPEST; i++) {
      deep = JsonNodeFactory.instance.arrayNode().add(deep);
    }
    Message message = TestHistory.text("1", "r", 0, "").withRaw(Map.of("deep", deep));
    try (ArchiveWriter writer = create()) {
      writer.conversation(TestHistory.room("r"));

      assertThatThrownBy(() -> writer.message(message))
          .isInstanceOf(DamagedInputException.class)
          .hasMessageContaining("message 1");
      assertThatThrownBy(() -> RecordLines.of(message)).isInstanceOf(DamagedInputException.class);
      assertThat(RecordLines.isReadable(message)).isFalse();

      writer.message(TestHistory.text("2", "r", 0, ""));
    }
  }

  @Test
  void keepsTheOrderOfStages() throws IOException {
    try (ArchiveWriter writer = create()) {
      assertThatThrownBy(() -> writer.message(TestHistory.text("1", "r", 0, "")))
          .isInstanceOf(IllegalStateException.class);
      writer.conversation(TestHistory.room("r"));
      assertThatThrownBy(() -> writer.person(new Person("p", null, null, false)))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
