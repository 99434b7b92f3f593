package app.afterglow.model;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a history is wanted.
 *
 * @param conversations ids or titles of the conversations wanted; empty for all
 * @param since only messages sent at or after this time, null for no limit
 * @param until only messages sent before this time, null for no limit
 */
public record Selection(
    Set<String> conversations, @Nullable Instant since, @Nullable Instant until) {

  /** The whole history. */
  public static final Selection ALL = new Selection(Set.of(), null, null);

  public Selection {
    conversations = Set.copyOf(conversations);
  }

  /** Whether messages of this conversation are wanted. */
  public boolean includes(Conversation conversation) {
    return conversations.isEmpty()
        || conversations.contains(conversation.id())
        || (conversation.title() != null && conversations.contains(conversation.title()));
  }

  /** Whether a message sent at this time is wanted. */
  public boolean includes(Instant sentAt) {
    return (since == null || !sentAt.isBefore(since)) && (until == null || sentAt.isBefore(until));
  }
}
