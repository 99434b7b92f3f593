package app.afterglow.importer.delivery;

import app.afterglow.importer.LossList;
import app.afterglow.model.Attachment;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The account of one conversation, or of the people. Used by one thread at a time. */
final class Tally {

  private long people;
  private long peopleLost;
  private long conversations;
  private long conversationsLost;
  private long messages;
  private long messagesLost;
  private long attachments;
  private long attachmentsLost;
  private final LossList losses = new LossList();

  void person(List<Loss> lost) {
    people++;
    peopleLost += lost.stream().anyMatch(loss -> !loss.partial()) ? 1 : 0;
    losses.addAll(lost);
  }

  void conversation() {
    conversations++;
  }

  void message(int withAttachments) {
    messages++;
    attachments += withAttachments;
  }

  /** Adds lines, counting whole losses of messages, attachments and conversations. */
  void listAll(List<Loss> lost) {
    lost.forEach(this::list);
  }

  /** Adds a line, counting whole losses of messages, attachments and conversations. */
  void list(Loss loss) {
    losses.add(loss);
    if (loss.partial()) {
      return;
    }
    switch (loss.what()) {
      case CONVERSATION -> conversationsLost++;
      case MESSAGE -> messagesLost++;
      case ATTACHMENT -> attachmentsLost++;
      case PERSON -> peopleLost++;
      case COLUMN, PAGE -> {
        // Nothing a target loses is a column or a page of a store.
      }
    }
  }

  void lostMessage(String id, String reason, @Nullable String detail) {
    list(Loss.whole(Loss.What.MESSAGE, id, reason, detail));
  }

  void lostAttachment(
      String messageId, Attachment attachment, String reason, @Nullable String detail) {
    list(attachmentLoss(messageId, attachment, reason, detail));
  }

  /** The line for an attachment that isn't carried. */
  static Loss attachmentLoss(
      String messageId, Attachment attachment, String reason, @Nullable String detail) {
    String id = attachment.sourceId() != null ? attachment.sourceId() : messageId;
    return Loss.whole(Loss.What.ATTACHMENT, id, reason, detail);
  }

  /** Adds another account to this one. */
  void add(Tally other) {
    people += other.people;
    peopleLost += other.peopleLost;
    conversations += other.conversations;
    conversationsLost += other.conversationsLost;
    messages += other.messages;
    messagesLost += other.messagesLost;
    attachments += other.attachments;
    attachmentsLost += other.attachmentsLost;
    losses.addAll(other.losses);
  }

  List<Loss> losses() {
    return losses;
  }

  Balance balance() {
    return new Balance(
        line(people, peopleLost),
        line(conversations, conversationsLost),
        line(messages, messagesLost),
        line(attachments, attachmentsLost));
  }

  private static Balance.Line line(long found, long lost) {
    return new Balance.Line(found, found - lost, lost);
  }
}
