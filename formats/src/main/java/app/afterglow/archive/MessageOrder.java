package app.afterglow.archive;

import app.afterglow.model.Message;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The order of messages in a conversation: by the time they were sent, to the millisecond, then by
 * id as {@link String#compareTo} orders them (by UTF-16 code units). No two messages of a
 * conversation share both.
 */
public final class MessageOrder {

  /** The order itself. */
  public static final Comparator<Message> BY_TIME_AND_ID =
      Comparator.comparing((Message message) -> message.sentAt().truncatedTo(ChronoUnit.MILLIS))
          .thenComparing(Message::id);

  private @Nullable Instant lastAt;
  private String lastId = "";

  /** Follows one conversation. */
  MessageOrder() {}

  /** True where the message comes after the one before, which it then replaces. */
  boolean follows(Message message) {
    Instant at = message.sentAt().truncatedTo(ChronoUnit.MILLIS);
    if (lastAt != null) {
      int order = lastAt.compareTo(at);
      if (order > 0 || (order == 0 && lastId.compareTo(message.id()) >= 0)) {
        return false;
      }
    }
    lastAt = at;
    lastId = message.id();
    return true;
  }
}
