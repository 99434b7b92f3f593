package app.afterglow.launcher.viewer.search;

import app.afterglow.model.Message;
import app.afterglow.search.Needles;
import java.util.Set;

/**
 * What is searched for.
 *
 * @param needles what has to stand in a message
 * @param people ids of those who may have sent it; empty for anybody
 * @param conversations places, in the archive, of the conversations it may be in; empty for any
 * @param since the earliest time, in milliseconds since 1970 UTC; {@link Long#MIN_VALUE} for any
 * @param until the time it was sent before; {@link Long#MAX_VALUE} for any
 * @param withFiles whether only messages with files are wanted
 */
public record Query(
    Needles needles,
    Set<String> people,
    Set<Integer> conversations,
    long since,
    long until,
    boolean withFiles) {

  public Query {
    people = Set.copyOf(people);
    conversations = Set.copyOf(conversations);
  }

  /** Whether a message, of a conversation that is wanted, is what is asked for. */
  public boolean matches(Message message) {
    long sentAt = message.sentAt().toEpochMilli();
    return sentAt >= since
        && sentAt < until
        && (people.isEmpty() || (message.senderId() != null && people.contains(message.senderId())))
        && (!withFiles || !message.attachments().isEmpty())
        && needles.standIn(message);
  }
}
