package app.afterglow.exporter.retention;

import app.afterglow.exporter.FoundAttachment;
import app.afterglow.exporter.FoundMessage;
import app.afterglow.exporter.Source;
import app.afterglow.model.Account;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import app.afterglow.progress.Progress;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The bot's output, opened: messages are read from their places when they are asked for. */
final class RetentionSource implements Source {

  private final RetentionFolder folder;
  private final RetentionIndex index;

  /** A duplicate and its conversation: messages are read more than once, but listed once. */
  private record Repeated(String conversation, SameTimeGroups.Duplicate duplicate) {}

  private final SequencedMap<Repeated, Loss> duplicates = new LinkedHashMap<>();
  private final List<Path> attachments = new ArrayList<>();

  private RetentionSource(RetentionFolder folder, RetentionIndex index) {
    this.folder = folder;
    this.index = index;
  }

  static RetentionSource open(RetentionFolder folder, Progress progress) throws IOException {
    return new RetentionSource(folder, RetentionIndex.of(folder, progress));
  }

  /** The bot retains for a whole network: the account is the folder's, nobody's own. */
  @Override
  public Account account() {
    String name = String.valueOf(folder.root().toAbsolutePath().getFileName());
    return new Account("wickr-retention:" + name, null, RetentionProvider.APPLICATION, null, "bot");
  }

  @Override
  public Stream<Person> people() {
    return index.people().stream().map(name -> new Person(name, name, null, false));
  }

  @Override
  public Stream<Conversation> conversations() {
    return index.conversations().entrySet().stream()
        .map(entry -> entry.getValue().conversation(entry.getKey()));
  }

  @Override
  public long messageCount() {
    return index.messageCount();
  }

  @Override
  public Stream<FoundMessage> messages(Conversation conversation) {
    RetentionIndex.Place place = index.conversations().get(conversation.id());
    if (place == null) {
      return Stream.empty();
    }
    OpenMessageFile file = new OpenMessageFile(index);
    var sameTimes =
        new SameTimeGroups(
            place.messages, file::read, each -> list(new Repeated(conversation.id(), each)));
    return StreamSupport.stream(sameTimes, false)
        .map(message -> found(message, conversation.id()))
        .onClose(file::close);
  }

  private void list(Repeated repeated) {
    duplicates.putIfAbsent(
        repeated,
        Loss.whole(
            Loss.What.MESSAGE,
            repeated.duplicate().id(),
            "duplicate-id",
            "The same message stands here more than once."));
  }

  private FoundMessage found(SameTimeGroups.Read read, String conversationId) {
    JsonNode json = read.json();
    MessageBody body = BodyReader.read(json);
    List<FoundAttachment> files =
        body instanceof MessageBody.FileBody ? List.of(attachmentOf(json)) : List.of();
    Instant sentAt = Instant.ofEpochMilli(read.time());
    Message message =
        new Message(
            MessageFields.id(json),
            conversationId,
            MessageFields.text(json, "sender"),
            sentAt,
            body,
            List.of(),
            MessageFields.text(json, "replyto", "reply_to"),
            List.of(),
            List.of(),
            expiry(json, read.time()),
            String.valueOf(MessageFields.type(json)),
            new RawFields(conversationId, sentAt, body).of(json));
    return new FoundMessage(message, files);
  }

  private static @Nullable Instant expiry(JsonNode json, long sentAt) {
    long seconds = json.path("ttl").asLong(0);
    return seconds > 0 && seconds < Integer.MAX_VALUE
        ? Instant.ofEpochMilli(sentAt + 1000 * seconds)
        : null;
  }

  private FoundAttachment attachmentOf(JsonNode json) {
    JsonNode file = json.path("file");
    String local = MessageFields.text(file, "localfilename");
    Path path = local == null ? null : folder.attachment(local);
    long handle = path == null ? -1 : attachments.size();
    if (path != null) {
      attachments.add(path);
    }
    return new FoundAttachment(
        handle,
        MessageFields.text(file, "displayname", "filename"),
        MessageFields.text(file, "mimetype"),
        Math.max(-1, file.path("filesize").asLong(-1)),
        MessageFields.text(file, "guid"));
  }

  @Override
  public InputStream attachment(long handle) throws IOException {
    if (handle < 0 || handle >= attachments.size()) {
      throw new NoSuchFileException("localfilename");
    }
    return Files.newInputStream(attachments.get((int) handle));
  }

  @Override
  public List<Loss> losses() {
    List<Loss> losses = new ArrayList<>(index.losses());
    losses.addAll(duplicates.values());
    return losses;
  }

  @Override
  public void close() {}
}
