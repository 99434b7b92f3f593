package app.afterglow.importer.plain;

import app.afterglow.model.Attachment;
import app.afterglow.model.Edit;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Reaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a message together. */
public final class Messages {

  private final String conversationId;
  private final String id;
  private final Instant sentAt;
  private @Nullable String senderId = "alice-id";
  private MessageBody body = new MessageBody.Text("hello");
  private final List<Attachment> attachments = new ArrayList<>();
  private final List<Edit> edits = new ArrayList<>();
  private final List<Reaction> reactions = new ArrayList<>();
  private @Nullable String replyTo;
  private @Nullable Instant expiresAt;

  private Messages(String conversationId, String id, Instant sentAt) {
    this.conversationId = conversationId;
    this.id = id;
    this.sentAt = sentAt;
  }

  /** A message that says hello. */
  public static Messages in(String conversationId, String id, String sentAt) {
    return new Messages(conversationId, id, Instant.parse(sentAt));
  }

  /** A message that says hello. */
  public static Messages in(String conversationId, String id, Instant sentAt) {
    return new Messages(conversationId, id, sentAt);
  }

  /** Who sent it. */
  public Messages by(@Nullable String person) {
    senderId = person;
    return this;
  }

  /** What it says. */
  public Messages text(@Nullable String text) {
    return body(new MessageBody.Text(text));
  }

  /** What it is. */
  public Messages body(MessageBody newBody) {
    body = newBody;
    return this;
  }

  /** A file that belongs to it. */
  public Messages with(Attachment attachment) {
    attachments.add(attachment);
    return this;
  }

  /** A file the archive doesn't hold. */
  public Messages without(@Nullable String name, Attachment.Status status) {
    attachments.add(new Attachment(name, "image/jpeg", 12345, null, status, null));
    return this;
  }

  /** What it answers. */
  public Messages answering(String messageId) {
    replyTo = messageId;
    return this;
  }

  /** What it said before. */
  public Messages edited(String at, @Nullable String before) {
    edits.add(new Edit(Instant.parse(at), before));
    return this;
  }

  /** A reaction to it. */
  public Messages reaction(@Nullable String person, String emoji, String at) {
    reactions.add(new Reaction(person, emoji, Instant.parse(at)));
    return this;
  }

  /** When it was to be deleted. */
  public Messages expiring(String at) {
    expiresAt = Instant.parse(at);
    return this;
  }

  /** The message. */
  public Message done() {
    return new Message(
        id,
        conversationId,
        senderId,
        sentAt,
        body,
        attachments,
        replyTo,
        edits,
        reactions,
        expiresAt,
        "1000",
        Map.of());
  }
}
