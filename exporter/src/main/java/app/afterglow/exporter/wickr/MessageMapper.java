package app.afterglow.exporter.wickr;

import app.afterglow.exporter.FoundAttachment;
import app.afterglow.exporter.FoundMessage;
import app.afterglow.exporter.wickr.payload.FileDetails;
import app.afterglow.exporter.wickr.payload.JsonBody;
import app.afterglow.exporter.wickr.payload.Payload;
import app.afterglow.exporter.wickr.payload.WireShapes;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.MessageBody.RoomEvent.Event;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Understands messages: from a row of any Wickr store to the model. */
final class MessageMapper {

  private final Predicate<String> isMessageId;
  private final People people;

  /**
   * A mapper.
   *
   * @param isMessageId whether the store holds a message of this id, by which references inside
   *     payloads are recognised
   * @param people everybody in the store, by whose names JSON payloads call them
   */
  MessageMapper(Predicate<String> isMessageId, People people) {
    this.isMessageId = isMessageId;
    this.people = people;
  }

  /**
   * The message of a row.
   *
   * @param firstHandle {@link FoundAttachment#handle()} of its first file; the others follow
   */
  FoundMessage map(StoredMessage row, long firstHandle) {
    List<FileDetails> files = files(row);
    List<FoundAttachment> attachments = new ArrayList<>();
    for (FileDetails file : files) {
      attachments.add(
          new FoundAttachment(
              firstHandle + attachments.size(),
              file.name(),
              file.mediaType(),
              file.size(),
              file.guid()));
    }
    Message message =
        new Message(
            row.id(),
            row.conversationId(),
            row.senderId(),
            row.sentAt(),
            body(row, !files.isEmpty()),
            List.of(),
            null,
            List.of(),
            List.of(),
            row.expiresAt(),
            row.type(),
            row.raw());
    return new FoundMessage(message, attachments, row.losses());
  }

  /** The files of a row, in the order of their handles. */
  static List<FileDetails> files(StoredMessage row) {
    Payload payload = row.payload();
    List<FileDetails> files = new ArrayList<>(row.files());
    if (payload != null) {
      payload.files().forEach(file -> add(files, row.files().size(), named(file, row.fileName())));
    }
    // A file message always names a file, even where it doesn't say which.
    if (files.isEmpty() && MessageType.of(row.type()) == MessageType.FILE) {
      files.add(FileDetails.named(row.fileName()));
    }
    return files;
  }

  /**
   * Adds a payload's file, unless it is one of the files that the store describes outside of the
   * payload too: that one is completed. A row that is lost, and so says nothing, may be any file.
   *
   * @param described how many of the files stand outside of the payload
   */
  private static void add(List<FileDetails> files, int described, FileDetails file) {
    for (int i = 0; i < described; i++) {
      if (files.get(i).isSameAs(file)) {
        files.set(i, files.get(i).completedBy(file));
        return;
      }
    }
    for (int i = 0; i < described; i++) {
      if (files.get(i).saysNothing()) {
        files.set(i, file);
        return;
      }
    }
    files.add(file);
  }

  private static FileDetails named(FileDetails file, @Nullable String name) {
    return name == null ? file : file.completedBy(FileDetails.named(name));
  }

  private MessageBody body(StoredMessage row, boolean hasFiles) {
    Payload payload = row.payload();
    String text = text(row);
    JsonNode json = payload == null || payload.json() == null ? NullNode.instance : payload.json();
    return switch (MessageType.of(row.type())) {
      case MessageType.TEXT ->
          hasFiles ? new MessageBody.FileBody(text) : new MessageBody.Text(text);
      case MessageType.FILE -> new MessageBody.FileBody(text);
      case MessageType.VERIFICATION -> new MessageBody.Verification(text);
      case MessageType.ROOM_CREATED -> room(Event.CREATED, json, text);
      case MessageType.MEMBERS_CHANGED -> room(Event.MEMBERS_CHANGED, json, text);
      case MessageType.MEMBER_LEFT -> room(Event.MEMBER_LEFT, json, text);
      case MessageType.PARAMETERS_CHANGED -> room(Event.PARAMETERS_CHANGED, json, text);
      case MessageType.ROOM_DELETED -> room(Event.ROOM_DELETED, json, text);
      case MessageType.DELETED ->
          new MessageBody.Deleted(
              JsonBody.deleted(json).or(() -> reference(payload)).orElse(null), text);
      case MessageType.CALL -> JsonBody.call(json, text, this::personId);
      case MessageType.LOCATION -> location(payload, json, text);
      case MessageType.EDIT -> edit(payload, json, text).orElse(new MessageBody.Unknown(text));
      case MessageType.REACTION ->
          reaction(payload, json, text).orElse(new MessageBody.Unknown(text));
      default -> new MessageBody.Unknown(text);
    };
  }

  /** The text column comes first, the payload second: an empty text there says as much as none. */
  private static @Nullable String text(StoredMessage row) {
    Payload payload = row.payload();
    if (row.text() != null || payload == null || payload.text() == null) {
      return row.text();
    }
    return payload.text().isEmpty() ? null : payload.text();
  }

  private MessageBody room(Event event, JsonNode json, @Nullable String text) {
    return new MessageBody.RoomEvent(event, JsonBody.members(json, this::personId), text);
  }

  /** The id of who has this name; the name itself where nobody is known to have it. */
  private String personId(String name) {
    String id = people.idOfName(name);
    return id == null ? name : id;
  }

  private static MessageBody location(
      @Nullable Payload payload, JsonNode json, @Nullable String text) {
    if (payload != null && payload.wire() != null) {
      return WireShapes.location(payload.wire(), text)
          .orElse(new MessageBody.Location(null, null, text));
    }
    return JsonBody.location(json, text);
  }

  private Optional<MessageBody> edit(
      @Nullable Payload payload, JsonNode json, @Nullable String text) {
    return JsonBody.edit(json, text)
        .or(
            () ->
                text == null
                    ? Optional.empty()
                    : reference(payload).map(id -> new MessageBody.EditOf(id, text)));
  }

  /** A reaction whose emoji stands in the text column, or in the JSON. */
  private Optional<MessageBody> reaction(
      @Nullable Payload payload, JsonNode json, @Nullable String text) {
    return JsonBody.reaction(json, text)
        .or(
            () ->
                text == null || text.isBlank()
                    ? Optional.empty()
                    : reference(payload)
                        .map(id -> new MessageBody.ReactionTo(id, text, false, text)));
  }

  /** The message a protobuf payload refers to: the one text in it that is a message's id. */
  private Optional<String> reference(@Nullable Payload payload) {
    if (payload == null || payload.wire() == null) {
      return Optional.empty();
    }
    return WireShapes.texts(payload.wire()).stream().filter(isMessageId).findFirst();
  }
}
