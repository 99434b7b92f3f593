package app.afterglow.importer.testing;

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

/** Builds messages: only what a test is about needs to be said. */
public final class Messages {

  private final String id;
  private final String conversation;
  private @Nullable String sender;
  private Instant sentAt = Instant.parse("2021-05-04T13:37:05Z");
  private MessageBody body = new MessageBody.Text("");
  private final List<Attachment> attachments = new ArrayList<>();
  private @Nullable String replyTo;
  private final List<Edit> edits = new ArrayList<>();
  private final List<Reaction> reactions = new ArrayList<>();

  private Messages(String id, String conversation) {
    this.id = id;
    this.conversation = conversation;
  }

  public static Messages message(String conversation, String id) {
    return new Messages(id, conversation);
  }

  public Messages from(@Nullable String person) {
    sender = person;
    return this;
  }

  public Messages at(String time) {
    sentAt = Instant.parse(time);
    return this;
  }

  public Messages at(Instant time) {
    sentAt = time;
    return this;
  }

  public Messages text(String text) {
    return body(new MessageBody.Text(text));
  }

  public Messages body(MessageBody newBody) {
    body = newBody;
    return this;
  }

  public Messages file(Attachment attachment) {
    attachments.add(attachment);
    return this;
  }

  public Messages replyTo(String message) {
    replyTo = message;
    return this;
  }

  public Messages edited(@Nullable String at, @Nullable String before) {
    edits.add(new Edit(at == null ? null : Instant.parse(at), before));
    return this;
  }

  public Messages reaction(@Nullable String person, String emoji, @Nullable String at) {
    reactions.add(new Reaction(person, emoji, at == null ? null : Instant.parse(at)));
    return this;
  }

  public Message made() {
    return new Message(
        id,
        conversation,
        sender,
        sentAt,
        body,
        attachments,
        replyTo,
        edits,
        reactions,
        null,
        "1000",
        Map.of());
  }
}
