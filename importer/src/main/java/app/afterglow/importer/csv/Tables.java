package app.afterglow.importer.csv;

import app.afterglow.importer.plain.FileSet;
import app.afterglow.importer.plain.Names;
import app.afterglow.importer.plain.Scope;
import app.afterglow.importer.plain.Words;
import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.Edit;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import app.afterglow.model.Reaction;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables that grow with the messages. */
final class Tables implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Table messages;
  private final Table attachments;
  private final Table edits;
  private final Table reactions;
  private final Table concerned;
  private final Names names;
  private final Words words;
  private final DateTimeFormatter local;

  Tables(FileSet files, boolean bom, Names names, Words words, ZoneId zone) throws IOException {
    this.names = names;
    this.words = words;
    this.local = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
    messages =
        Table.create(
            files,
            "messages.csv",
            bom,
            "conversation_id",
            "conversation",
            "message_id",
            "sent_at",
            "local_time " + zone.getId(),
            "sender_id",
            "sender",
            "kind",
            "text",
            "shown",
            "reply_to",
            "target_id",
            "emoji",
            "removed",
            "latitude",
            "longitude",
            "call_status",
            "call_seconds",
            "event",
            "expires_at",
            "source_type",
            "raw");
    attachments =
        Table.create(
            files,
            "attachments.csv",
            bom,
            "conversation_id",
            "message_id",
            "number",
            "name",
            "media_type",
            "size",
            "sha256",
            "status",
            "source_id",
            "file");
    edits =
        Table.create(
            files, "edits.csv", bom, "conversation_id", "message_id", "number", "at", "before");
    reactions =
        Table.create(
            files,
            "reactions.csv",
            bom,
            "conversation_id",
            "message_id",
            "person_id",
            "person",
            "emoji",
            "at");
    concerned =
        Table.create(files, "concerned.csv", bom, "conversation_id", "message_id", "person_id");
  }

  /** Writes {@code people.csv}. */
  static void people(FileSet files, boolean bom, Scope scope) throws IOException {
    try (Table people =
        Table.create(files, "people.csv", bom, "person_id", "name", "display_name", "self")) {
      for (Person person : scope.people()) {
        people
            .text(person.id())
            .text(person.name())
            .text(person.displayName())
            .text(person.self() ? "yes" : "no")
            .end();
      }
    }
  }

  /** Writes {@code conversations.csv} and {@code members.csv}. */
  static void conversations(FileSet files, boolean bom, Scope scope, Names names)
      throws IOException {
    try (Table conversations =
            Table.create(
                files,
                "conversations.csv",
                bom,
                "conversation_id",
                "kind",
                "title",
                "shown",
                "description",
                "messages",
                "first_at",
                "last_at",
                "raw");
        Table members = Table.create(files, "members.csv", bom, "conversation_id", "person_id")) {
      for (Scope.Wanted wanted : scope.conversations()) {
        Conversation conversation = wanted.archived().conversation();
        conversations
            .text(conversation.id())
            .text(conversation.kind().word())
            .text(conversation.title())
            .text(names.conversation(conversation))
            .text(conversation.description())
            .number(wanted.messages())
            .time(wanted.firstAt())
            .time(wanted.lastAt())
            .text(raw(conversation.raw()))
            .end();
        for (String member : conversation.memberIds()) {
          members.text(conversation.id()).text(member).end();
        }
      }
    }
  }

  /** Adds a message. {@code paths} are its attachments' files, null for those that aren't there. */
  void add(Message message, String conversation, List<@Nullable String> paths) throws IOException {
    messages
        .text(message.conversationId())
        .text(conversation)
        .text(message.id())
        .time(message.sentAt())
        .text(local.format(message.sentAt()))
        .text(message.senderId())
        .text(names.person(message.senderId()))
        .text(message.body().kind())
        .text(message.body().text())
        .text(words.message(message, names::person))
        .text(message.replyTo());
    addBody(message);
    messages.time(message.expiresAt()).text(message.sourceType()).text(raw(message.raw())).end();
    addAttachments(message, paths);
    addEdits(message);
    for (Reaction reaction : message.reactions()) {
      reactions
          .text(message.conversationId())
          .text(message.id())
          .text(reaction.senderId())
          .text(names.person(reaction.senderId()))
          .text(reaction.emoji())
          .time(reaction.at())
          .end();
    }
  }

  /** The eight columns from {@code target_id} to {@code event}. */
  private void addBody(Message message) throws IOException {
    switch (message.body()) {
      case MessageBody.Location location ->
          refer(null, null, null)
              .number(location.latitude())
              .number(location.longitude())
              .text(null)
              .number(null)
              .text(null);
      case MessageBody.Call call -> {
        refer(null, null, null)
            .number(null)
            .number(null)
            .text(call.status())
            .number(call.durationSeconds())
            .text(null);
        concern(message, call.participantIds());
      }
      case MessageBody.RoomEvent event -> {
        nothingOf(refer(null, null, null)).text(event.event().word());
        concern(message, event.memberIds());
      }
      case MessageBody.Deleted deleted ->
          nothingOf(refer(deleted.targetId(), null, null)).text(null);
      case MessageBody.EditOf edit -> nothingOf(refer(edit.targetId(), null, null)).text(null);
      case MessageBody.ReactionTo reaction ->
          nothingOf(refer(reaction.targetId(), reaction.emoji(), reaction.removed() ? "yes" : "no"))
              .text(null);
      case MessageBody.Text _,
          MessageBody.FileBody _,
          MessageBody.Verification _,
          MessageBody.Unknown _ ->
          nothingOf(refer(null, null, null)).text(null);
    }
  }

  private Table refer(@Nullable String target, @Nullable String emoji, @Nullable String removed)
      throws IOException {
    return messages.text(target).text(emoji).text(removed);
  }

  private static Table nothingOf(Table table) throws IOException {
    return table.number(null).number(null).text(null).number(null);
  }

  private void concern(Message message, List<String> people) throws IOException {
    for (String person : people) {
      concerned.text(message.conversationId()).text(message.id()).text(person).end();
    }
  }

  private void addAttachments(Message message, List<@Nullable String> paths) throws IOException {
    for (int i = 0; i < message.attachments().size(); i++) {
      Attachment attachment = message.attachments().get(i);
      attachments
          .text(message.conversationId())
          .text(message.id())
          .number(i + 1)
          .text(attachment.name())
          .text(attachment.mediaType())
          .number(attachment.size() < 0 ? null : attachment.size())
          .text(attachment.sha256())
          .text(attachment.status().word())
          .text(attachment.sourceId())
          .text(paths.get(i))
          .end();
    }
  }

  private void addEdits(Message message) throws IOException {
    for (int i = 0; i < message.edits().size(); i++) {
      Edit edit = message.edits().get(i);
      edits
          .text(message.conversationId())
          .text(message.id())
          .number(i + 1)
          .time(edit.at())
          .text(edit.previousText())
          .end();
    }
  }

  private static @Nullable String raw(java.util.Map<String, ?> raw) throws IOException {
    return raw.isEmpty() ? null : JSON.writeValueAsString(new TreeMap<>(raw));
  }

  @Override
  public void close() throws IOException {
    try (messages;
        attachments;
        edits;
        reactions) {
      concerned.close();
    }
  }
}
