package app.afterglow.archive.merge;

import app.afterglow.age.Recipient;
import app.afterglow.archive.ArchiveDescription;
import app.afterglow.archive.ArchiveWriter;
import app.afterglow.archive.MessageOrder;
import app.afterglow.model.Account;
import app.afterglow.model.Attachment;
import app.afterglow.model.Balance;
import app.afterglow.model.Conversation;
import app.afterglow.model.Edit;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import app.afterglow.model.Reaction;
import app.afterglow.progress.Progress;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An export in memory, to be written as an archive: what a test puts in, in any order. */
final class Exported {

  static final Instant NOON = Instant.parse("2021-05-04T12:00:00.000Z");

  private Account account = new Account("a1", "amelie", "Wickr Me", "5.104", "windows");
  private Instant created = Instant.parse("2023-11-30T08:00:00.000Z");
  private final List<Person> people = new ArrayList<>();
  private final Map<String, Conversation> conversations = new LinkedHashMap<>();
  private final Map<String, List<Message>> messages = new LinkedHashMap<>();
  private final Map<String, byte[]> contents = new LinkedHashMap<>();
  private final List<Loss> losses = new ArrayList<>();

  Exported of(String id, String name) {
    account = new Account(id, name, "Wickr Me", null, "windows");
    return this;
  }

  Exported made(String time) {
    created = Instant.parse(time);
    return this;
  }

  Exported person(String id, @Nullable String name, boolean self) {
    people.add(new Person(id, name, null, self));
    return this;
  }

  Exported room(String id, @Nullable String title, String... members) {
    conversations.put(
        id, new Conversation(id, Conversation.Kind.ROOM, title, null, List.of(members), Map.of()));
    messages.putIfAbsent(id, new ArrayList<>());
    return this;
  }

  Exported add(Message message) {
    messages.computeIfAbsent(message.conversationId(), id -> new ArrayList<>()).add(message);
    return this;
  }

  Exported lost(Loss loss) {
    losses.add(loss);
    return this;
  }

  /** A file that is there. */
  Attachment file(String guid, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    String sha256 = sha256(bytes);
    contents.put(sha256, bytes);
    return new Attachment(
        guid + ".txt", "text/plain", bytes.length, sha256, Attachment.Status.PRESENT, guid);
  }

  /** A file that is not there, and listed as lost. */
  Attachment absent(String guid, Attachment.Status status) {
    losses.add(
        Loss.whole(Loss.What.ATTACHMENT, guid, "attachment-" + status.word(), "a line of its own"));
    return new Attachment(guid + ".txt", "text/plain", 9, null, status, guid);
  }

  static Message message(String id, long millis, @Nullable String text) {
    return message(id, "b2", NOON.plusMillis(millis), new MessageBody.Text(text), List.of());
  }

  static Message message(
      String id,
      @Nullable String sender,
      Instant at,
      MessageBody body,
      List<Attachment> attachments) {
    return message(id, sender, at, body, attachments, List.of(), List.of(), Map.of());
  }

  static Message message(
      String id,
      @Nullable String sender,
      Instant at,
      MessageBody body,
      List<Attachment> attachments,
      List<Edit> edits,
      List<Reaction> reactions,
      Map<String, JsonNode> raw) {
    return new Message(
        id, "S1", sender, at, body, attachments, null, edits, reactions, null, "1000", raw);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  Path write(Path file, Recipient recipient) throws IOException {
    ArchiveDescription description =
        new ArchiveDescription("Afterglow 0.1.0", created, account, Map.of());
    try (ArchiveWriter writer = ArchiveWriter.create(file, List.of(recipient), description)) {
      for (Person person : people) {
        writer.person(person);
      }
      long carried = 0;
      long present = 0;
      for (Map.Entry<String, Conversation> conversation : conversations.entrySet()) {
        writer.conversation(conversation.getValue());
        List<Message> sorted = new ArrayList<>(messages.get(conversation.getKey()));
        sorted.sort(MessageOrder.BY_TIME_AND_ID);
        for (Message message : sorted) {
          writer.message(message);
          carried++;
          present += message.attachments().stream().filter(a -> a.sha256() != null).count();
        }
      }
      for (Map.Entry<String, byte[]> content : contents.entrySet()) {
        if (writer.wants(content.getKey())) {
          writer.attachment(content.getKey(), new ByteArrayInputStream(content.getValue()));
        }
      }
      for (Loss loss : losses) {
        writer.loss(loss);
      }
      writer.finish(
          new Balance(
              line(people.size(), Loss.What.PERSON),
              line(conversations.size(), Loss.What.CONVERSATION),
              line(carried, Loss.What.MESSAGE),
              line(present, Loss.What.ATTACHMENT)),
          Progress.SILENT);
    }
    return file;
  }

  private Balance.Line line(long carried, Loss.What what) {
    long lost = losses.stream().filter(loss -> loss.what() == what && !loss.partial()).count();
    return new Balance.Line(carried + lost, carried, lost);
  }
}
