package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.age.X25519Identity;
import app.afterglow.model.Message;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever a history holds comes back out of an archive, and the archive is as its schemas say. */
class ArchiveRoundTripTest {

  private final X25519Identity identity = X25519Identity.generate();

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void whatGoesInComesOut(@ForAll long seed) throws IOException {
    TestHistory history = ArbitraryHistories.of(seed);
    Path folder = Files.createTempDirectory("afterglow-round-trip");
    Path file = folder.resolve("history.zip.age");
    try {
      history.write(file, identity.recipient());

      ArchiveVerifier.verify(file, List.of(identity), Progress.SILENT);
      try (ArchiveReader reader = ArchiveReader.open(file, List.of(identity))) {
        assertSame(reader, history);
        ArchiveSchemas.validateAll(reader);
      }
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static void assertSame(ArchiveReader reader, TestHistory history) throws IOException {
    assertThat(reader.info().balance()).isEqualTo(history.balance());
    assertThat(reader.people()).containsExactlyElementsOf(history.people);
    assertThat(reader.losses()).containsExactlyElementsOf(history.losses);
    assertThat(reader.conversations())
        .extracting(ArchivedConversation::conversation)
        .containsExactlyElementsOf(history.conversations.keySet());
    List<List<Message>> messages = new ArrayList<>();
    for (ArchivedConversation conversation : reader.conversations()) {
      try (Stream<Message> stream = reader.messages(conversation)) {
        messages.add(stream.toList());
      }
    }
    assertThat(messages).containsExactlyElementsOf(history.conversations.values());
    for (Map.Entry<String, byte[]> content : history.contents.entrySet()) {
      // A message may have been dropped for one with the same place after its attachment was made.
      if (reader.attachmentFile(content.getKey()) != null) {
        try (InputStream in = reader.attachment(content.getKey())) {
          assertThat(in.readAllBytes()).isEqualTo(content.getValue());
        }
      }
    }
  }
}
