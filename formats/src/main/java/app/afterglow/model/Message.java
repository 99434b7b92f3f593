package app.afterglow.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a conversation.
 *
 * @param id the source's own id, kept as it is
 * @param conversationId {@link Conversation#id()}
 * @param senderId {@link Person#id()} of who sent it, null where the store doesn't say it
 * @param sentAt when it was sent, to the millisecond
 * @param body what it is
 * @param attachments the files that belong to it
 * @param replyTo id of the message it answers, null where it answers none
 * @param edits earlier states of its text, oldest first
 * @param reactions what people reacted with
 * @param expiresAt when the source would delete it, null for never
 * @param sourceType the source's own word or number for its kind
 * @param raw source fields this model has no place for, by their source's name
 */
public record Message(
    String id,
    String conversationId,
    @Nullable String senderId,
    Instant sentAt,
    MessageBody body,
    List<Attachment> attachments,
    @Nullable String replyTo,
    List<Edit> edits,
    List<Reaction> reactions,
    @Nullable Instant expiresAt,
    String sourceType,
    Map<String, JsonNode> raw) {

  public Message {
    attachments = List.copyOf(attachments);
    edits = List.copyOf(edits);
    reactions = List.copyOf(reactions);
    raw = Map.copyOf(raw);
  }

  /** The same message with these attachments. */
  public Message withAttachments(List<Attachment> newAttachments) {
    return new Message(
        id,
        conversationId,
        senderId,
        sentAt,
        body,
        newAttachments,
        replyTo,
        edits,
        reactions,
        expiresAt,
        sourceType,
        raw);
  }

  /** The same message with these source fields. */
  public Message withRaw(Map<String, JsonNode> newRaw) {
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
        sourceType,
        newRaw);
  }
}
