package app.afterglow.archive;

import app.afterglow.model.Conversation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as {@code data/conversations.jsonl} lists it.
 *
 * @param conversation what it is
 * @param messageFiles paths of its message files below the archive's top folder, in order
 * @param messageCount messages of every kind in those files
 * @param firstAt when its first message was sent, null where it has none
 * @param lastAt when its last message was sent, null where it has none
 */
public record ArchivedConversation(
    Conversation conversation,
    List<String> messageFiles,
    long messageCount,
    @Nullable Instant firstAt,
    @Nullable Instant lastAt) {

  public ArchivedConversation {
    messageFiles = List.copyOf(messageFiles);
  }
}
