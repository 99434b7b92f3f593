package app.afterglow.archive;

import app.afterglow.age.Recipient;
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
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A history in memory, for tests: put together like a builder, written as an archive. */
final class TestHistory {

  static final Instant DAWN = Instant.parse("2021-05-04T13:37:05.000Z");
  static final ArchiveDescription DESCRIPTION =
      new ArchiveDescription(
          "Afterglow 0.1.0",
          Instant.parse("2023-11-30T08:00:00.123Z"),
          new Account("77c1", "amelie", "Wickr Me", "5.104.6", "windows"),
          Map.of("expired", new TextNode("keep")));

  final List<Person> people = new ArrayList<>();
  final Map<Conversation, List<Message>> conversations = new LinkedHashMap<>();
  final Map<String, byte[]> contents = new LinkedHashMap<>();
  final List<Loss> losses = new ArrayList<>();

  TestHistory person(Person person) {
    people.add(person);
    return this;
  }

  TestHistory conversation(Conversation conversation, Message... messages) {
    conversations.put(conversation, List.of(messages));
    return this;
  }

  TestHistory conversation(Conversation conversation, List<Message> messages) {
    conversations.put(conversation, messages);
    return this;
  }

  TestHistory loss(Loss loss) {
    losses.add(loss);
    return this;
  }

  /** A present attachment with this content. */
  Attachment attach(@Nullable String name, @Nullable String mediaType, byte[] content) {
    String sha256 = Sha256.hex(Sha256.digest().digest(content));
    contents.put(sha256, content);
    return new Attachment(
        name, mediaType, content.length, sha256, Attachment.Status.PRESENT, "guid-" + sha256);
  }

  /** The hash of a present attachment. */
  static String hash(Attachment attachment) {
    return Objects.requireNonNull(attachment.sha256());
  }

  static Conversation room(String id) {
    return new Conversation(
        id, Conversation.Kind.ROOM, "Salon « été »", null, List.of("77c1", "b0b"), Map.of());
  }

  static Message text(String id, String conversationId, long millis, @Nullable String text) {
    return message(id, conversationId, millis, new MessageBody.Text(text));
  }

  static Message message(String id, String conversationId, long millis, MessageBody body) {
    return new Message(
        id,
        conversationId,
        "77c1",
        DAWN.plusMillis(millis),
        body,
        List.of(),
        null,
        List.of(),
        List.of(),
        null,
        "1000",
        Map.of());
  }

  /** Two conversations with every kind of message, attachments, and losses. */
  static TestHistory everything() {
    TestHistory history = new TestHistory();
    history
        .person(new Person("77c1", "amelie", "Amélie", true))
        .person(new Person("b0b", "bob", null, false));
    Attachment photo =
        history.attach("plage.jpg", "image/jpeg", bytes("\u00ff\u00d8\u00ff not much of a photo"));
    Attachment note =
        history.attach("note.txt", "text/plain", bytes("écrit à la main ".repeat(500)));
    Attachment gone =
        new Attachment("film.mp4", "video/mp4", 1_000, null, Attachment.Status.MISSING, "guid-1");
    Attachment bad = new Attachment(null, null, -1, null, Attachment.Status.DAMAGED, "guid-2");
    String room = "S3a9";
    history.conversation(
        room(room),
        text("m01", room, 0, "bonjour \ud83d\ude00 مرحبا"),
        text("m02", room, 0, ""),
        text("m03", room, 1, null),
        message("m04", room, 2, new MessageBody.FileBody("légende"))
            .withAttachments(List.of(photo, note)),
        message("m05", room, 3, new MessageBody.Location(48.858370, 2.294481, null)),
        message("m06", room, 4, new MessageBody.Location(null, null, "somewhere")),
        message("m07", room, 5, new MessageBody.Call("missed", 61L, List.of("b0b"), null)),
        message(
            "m08",
            room,
            6,
            new MessageBody.RoomEvent(
                MessageBody.RoomEvent.Event.MEMBERS_CHANGED, List.of("b0b"), "bob joined")),
        message("m09", room, 7, new MessageBody.Verification("verified")),
        message("m10", room, 8, new MessageBody.Deleted(null, null)),
        message("m11", room, 9, new MessageBody.EditOf("m01", "bonsoir")),
        message("m12", room, 10, new MessageBody.ReactionTo("m01", "\u2764\ufe0f", true, null)),
        message("m13", room, 11, new MessageBody.Unknown(null)));
    String direct = "b0b";
    Message rich =
        new Message(
            "d1",
            direct,
            null,
            DAWN,
            new MessageBody.Text("half a pair: \ud83d, and \"quotes\"\n\u0000\u2028"),
            List.of(photo, gone, bad),
            "d0",
            List.of(new Edit(DAWN, "before"), new Edit(null, null)),
            List.of(new Reaction("b0b", "+1", DAWN), new Reaction(null, "\ud83d\udc4d", null)),
            DAWN.plusSeconds(86_400),
            "",
            Map.of("zeta", new TextNode("z"), "alpha", new TextNode("\udead")));
    history.conversation(
        new Conversation(
            direct,
            Conversation.Kind.DIRECT,
            null,
            "us",
            List.of("77c1", "b0b"),
            Map.of("ttl", new TextNode("518400"))),
        rich);
    history.conversation(room("empty"));
    return history
        .loss(Loss.whole(Loss.What.ATTACHMENT, "guid-1", "attachment-missing", null))
        .loss(Loss.whole(Loss.What.ATTACHMENT, "guid-2", "attachment-damaged", "tag mismatch"))
        .loss(Loss.whole(Loss.What.MESSAGE, "m99", "unreadable", "page 7"))
        .loss(Loss.partial(Loss.What.COLUMN, "Wickr_Message.x", "unknown-column", null));
  }

  static byte[] bytes(String text) {
    return text.getBytes(
        text.chars().allMatch(c -> c < 256) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }

  Balance balance() {
    long messages = conversations.values().stream().mapToLong(List::size).sum();
    long present =
        conversations.values().stream()
            .flatMap(List::stream)
            .flatMap(message -> message.attachments().stream())
            .filter(attachment -> attachment.status() == Attachment.Status.PRESENT)
            .count();
    return new Balance(
        line(people.size(), Loss.What.PERSON),
        line(conversations.size(), Loss.What.CONVERSATION),
        line(messages, Loss.What.MESSAGE),
        line(present, Loss.What.ATTACHMENT));
  }

  private Balance.Line line(long carried, Loss.What what) {
    long lost = losses.stream().filter(loss -> loss.what() == what && !loss.partial()).count();
    return new Balance.Line(carried + lost, carried, lost);
  }

  /** Puts everything into a writer but doesn't finish it. */
  void fill(ArchiveWriter writer) throws IOException {
    for (Person person : people) {
      writer.person(person);
    }
    for (Map.Entry<Conversation, List<Message>> entry : conversations.entrySet()) {
      writer.conversation(entry.getKey());
      for (Message message : entry.getValue()) {
        writer.message(message);
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
  }

  /** Writes an archive of it. */
  ArchiveInfo write(Path file, Recipient... recipients) throws IOException {
    try (ArchiveWriter writer = ArchiveWriter.create(file, List.of(recipients), DESCRIPTION)) {
      fill(writer);
      return writer.finish(balance(), Progress.SILENT);
    }
  }
}
