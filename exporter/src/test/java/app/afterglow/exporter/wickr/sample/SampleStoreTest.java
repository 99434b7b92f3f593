package app.afterglow.exporter.wickr.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.age.X25519Identity;
import app.afterglow.archive.ArchiveReader;
import app.afterglow.archive.ArchivedConversation;
import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.Export;
import app.afterglow.exporter.ExportReport;
import app.afterglow.exporter.ExportRequest;
import app.afterglow.exporter.StoreFinder;
import app.afterglow.model.Balance;
import app.afterglow.model.Conversation;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Selection;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample comes out of an export as its script tells it. */
class SampleStoreTest {

  @TempDir static Path folder;

  private static final X25519Identity IDENTITY = X25519Identity.generate();
  private static ExportReport report;
  private static Path archive;

  @BeforeAll
  static void exportSample() throws IOException {
    Path store = SampleStore.create(folder.resolve("sample/store"));
    archive = folder.resolve("sample.zip.age");
    ExportRequest request =
        new ExportRequest(
            StoreFinder.only(store, "wickr"),
            archive,
            List.of(IDENTITY.recipient()),
            Selection.ALL,
            ExportRequest.Expired.KEEP,
            "Afterglow test");
    try (Credentials credentials = Credentials.ofPassword(SampleStore.password())) {
      report = Export.run(request, credentials, Progress.SILENT);
    }
  }

  @Test
  void carriesEveryLineOfTheScript() throws IOException {
    Script script = Script.read();
    long lines = script.conversations().stream().mapToLong(scene -> scene.lines().size()).sum();

    assertThat(report.info().balance().messages()).isEqualTo(new Balance.Line(lines, lines, 0));
    assertThat(report.info().balance().attachments()).isEqualTo(new Balance.Line(12, 10, 2));
    assertThat(report.info().balance().people().carried()).isEqualTo(script.people().size());
    assertThat(report.expired()).isPositive();
    assertThat(messages().values().stream().flatMap(List::stream).map(m -> m.body().text()))
        .contains(
            "مساء الخير يا لينا، كيف حالك؟ 🌷",
            "Onze ! On fait une soupe pour la fête des voisins ?");
  }

  @Test
  void tellsKindsOfConversationsApart() throws IOException {
    assertThat(messages().keySet())
        .extracting(Conversation::kind)
        .containsExactly(
            Conversation.Kind.DIRECT,
            Conversation.Kind.DIRECT,
            Conversation.Kind.GROUP,
            Conversation.Kind.ROOM,
            Conversation.Kind.ROOM,
            Conversation.Kind.DIRECT);
  }

  @Test
  void linksEditsReactionsAndDeletionsToTheirMessages() throws IOException {
    List<Message> all = messages().values().stream().flatMap(List::stream).toList();
    Map<String, Message> byId =
        all.stream().collect(Collectors.toMap(Message::id, message -> message));

    assertThat(all)
        .extracting(Message::body)
        .filteredOn(MessageBody.EditOf.class::isInstance)
        .extracting(body -> (MessageBody.EditOf) body)
        .hasSize(2)
        .allSatisfy(edit -> assertThat(byId).containsKey(edit.targetId()));
    assertThat(all)
        .extracting(Message::body)
        .filteredOn(MessageBody.ReactionTo.class::isInstance)
        .extracting(body -> (MessageBody.ReactionTo) body)
        .hasSizeGreaterThan(10)
        .allSatisfy(reaction -> assertThat(byId).containsKey(reaction.targetId()));
    assertThat(all)
        .extracting(Message::body)
        .filteredOn(MessageBody.Deleted.class::isInstance)
        .extracting(body -> ((MessageBody.Deleted) body).targetId())
        .extracting(id -> byId.entrySet().stream().filter(e -> e.getKey().equals(id)).findFirst())
        .extracting(found -> found.orElseThrow().getValue().body().text())
        .containsExactly("14 Rue des Tanneurs");
    assertThat(all).noneMatch(message -> message.body() instanceof MessageBody.Unknown);
  }

  @Test
  void drawsPicturesThatCanBeShown() throws IOException {
    Message picture =
        messages().values().stream()
            .flatMap(List::stream)
            .filter(message -> !message.attachments().isEmpty())
            .filter(message -> "summit.png".equals(message.attachments().getFirst().name()))
            .findFirst()
            .orElseThrow();

    try (ArchiveReader reader = ArchiveReader.open(archive, List.of(IDENTITY));
        InputStream content =
            reader.attachment(String.valueOf(picture.attachments().getFirst().sha256()))) {
      assertThat(javax.imageio.ImageIO.read(content).getWidth()).isEqualTo(480);
    }
  }

  @Test
  void neverWritesIntoAFolderThatIsThere() {
    assertThatThrownBy(() -> SampleStore.create(folder.resolve("sample/store")))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  private static Map<Conversation, List<Message>> messages() throws IOException {
    Map<Conversation, List<Message>> messages = new java.util.LinkedHashMap<>();
    try (ArchiveReader reader = ArchiveReader.open(archive, List.of(IDENTITY))) {
      for (ArchivedConversation conversation : reader.conversations()) {
        try (Stream<Message> stream = reader.messages(conversation)) {
          messages.put(conversation.conversation(), new ArrayList<>(stream.toList()));
        }
      }
    }
    return messages;
  }
}
