package app.afterglow.exporter;

import app.afterglow.model.Conversation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation holds.
 *
 * @param conversation the conversation
 * @param memberNames its members as people know them, the account's own left out, in their order
 * @param messages messages of every kind
 * @param attachments files its messages name
 * @param attachmentBytes their sizes as the messages claim them, in bytes, added up
 * @param firstAt when its first message was sent, null without messages
 * @param lastAt when its last message was sent, null without messages
 */
public record ConversationContents(
    Conversation conversation,
    List<String> memberNames,
    long messages,
    long attachments,
    long attachmentBytes,
    @Nullable Instant firstAt,
    @Nullable Instant lastAt) {

  public ConversationContents {
    memberNames = List.copyOf(memberNames);
  }

  /** Its title, the members' names where it has none, its id where there is neither. */
  public String name() {
    String title = conversation.title();
    if (title != null && !title.isBlank()) {
      return title;
    }
    return memberNames.isEmpty() ? conversation.id() : String.join(", ", memberNames);
  }
}
