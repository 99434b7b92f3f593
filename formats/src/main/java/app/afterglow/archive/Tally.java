package app.afterglow.archive;

import app.afterglow.model.Attachment;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import java.util.EnumMap;
import java.util.Map;

/** Counts what passes, so that a balance need not be believed. */
final class Tally {

  private final Map<Loss.What, Long> lost = new EnumMap<>(Loss.What.class);
  private long people;
  private long conversations;
  private long messages;
  private long presentAttachments;
  private long absentAttachments;
  private long losses;

  void person() {
    people++;
  }

  void conversation() {
    conversations++;
  }

  void message(Message message) {
    messages++;
    for (Attachment attachment : message.attachments()) {
      if (attachment.status() == Attachment.Status.PRESENT) {
        presentAttachments++;
      } else {
        absentAttachments++;
      }
    }
  }

  void loss(Loss loss) {
    losses++;
    if (!loss.partial()) {
      lost.merge(loss.what(), 1L, Long::sum);
    }
  }

  /** Adds what another counted. */
  void add(Tally other) {
    people += other.people;
    conversations += other.conversations;
    messages += other.messages;
    presentAttachments += other.presentAttachments;
    absentAttachments += other.absentAttachments;
    losses += other.losses;
    other.lost.forEach((what, count) -> lost.merge(what, count, Long::sum));
  }

  long losses() {
    return losses;
  }

  /**
   * Checks a balance against what was counted.
   *
   * @throws IllegalStateException where it doesn't add up, or says something else
   */
  void check(Balance balance) {
    check("people", balance.people(), people, Loss.What.PERSON);
    check("conversations", balance.conversations(), conversations, Loss.What.CONVERSATION);
    check("messages", balance.messages(), messages, Loss.What.MESSAGE);
    check("attachments", balance.attachments(), presentAttachments, Loss.What.ATTACHMENT);
    // A lost message's attachments are lost with it, hence not the same number.
    if (lost(Loss.What.ATTACHMENT) < absentAttachments) {
      throw new IllegalStateException(
          absentAttachments
              + " attachments are missing or damaged, but only "
              + lost(Loss.What.ATTACHMENT)
              + " are in the loss report");
    }
  }

  private void check(String kind, Balance.Line line, long carried, Loss.What what) {
    if (!line.addsUp()) {
      throw new IllegalStateException("the balance of " + kind + " doesn't add up: " + line);
    }
    if (line.carried() != carried || line.lost() != lost(what)) {
      throw new IllegalStateException(
          "the balance of "
              + kind
              + " is not what was counted: "
              + line
              + ", but "
              + carried
              + " carried and "
              + lost(what)
              + " listed as lost");
    }
  }

  private long lost(Loss.What what) {
    return lost.getOrDefault(what, 0L);
  }
}
