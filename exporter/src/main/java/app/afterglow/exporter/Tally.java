package app.afterglow.exporter;

import app.afterglow.model.Attachment;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what an export carries and loses. */
final class Tally {

  private static final int FIRST_LOSSES = 100;

  private final Map<Loss.What, Long> lost = new EnumMap<>(Loss.What.class);
  private final List<Loss> firstLosses = new ArrayList<>();
  private long people;
  private long conversations;
  private long messages;
  private long attachments;
  private long expired;
  private boolean selectedAll = true;

  void person() {
    people++;
  }

  void conversation() {
    conversations++;
  }

  /** A message is carried. */
  void message(boolean isExpired) {
    messages++;
    expired += isExpired ? 1 : 0;
  }

  /** An attachment of a carried message; where it isn't present, its loss is counted on its own. */
  void attachment(Attachment.Status status) {
    attachments += status == Attachment.Status.PRESENT ? 1 : 0;
  }

  /** Something was left out because it wasn't asked for. */
  void unselected() {
    selectedAll = false;
  }

  void loss(Loss loss) {
    if (firstLosses.size() < FIRST_LOSSES) {
      firstLosses.add(loss);
    }
    if (!loss.partial()) {
      lost.merge(loss.what(), 1L, Long::sum);
    }
  }

  boolean selectedAll() {
    return selectedAll;
  }

  long expired() {
    return expired;
  }

  List<Loss> firstLosses() {
    return firstLosses;
  }

  /** Every message that the source counted must have been carried or listed by now. */
  void requireMessages(long found) {
    long seen = messages + lost.getOrDefault(Loss.What.MESSAGE, 0L);
    if (seen != found) {
      throw new IllegalStateException(
          "the store has %d messages, but %d were carried or listed".formatted(found, seen));
    }
  }

  Balance balance() {
    return new Balance(
        line(people, Loss.What.PERSON),
        line(conversations, Loss.What.CONVERSATION),
        line(messages, Loss.What.MESSAGE),
        line(attachments, Loss.What.ATTACHMENT));
  }

  private Balance.Line line(long carried, Loss.What what) {
    long gone = lost.getOrDefault(what, 0L);
    return new Balance.Line(carried + gone, carried, gone);
  }
}
