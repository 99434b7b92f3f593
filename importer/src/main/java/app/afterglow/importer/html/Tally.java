package app.afterglow.importer.html;

import app.afterglow.importer.ImportReport;
import app.afterglow.importer.LossList;
import app.afterglow.model.Attachment;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Counts what was found, carried and lost. */
final class Tally {

  private final LossList losses = new LossList();
  private long people;
  private long conversations;
  private long messages;
  private long attachmentsFound;
  private long attachmentsCarried;

  void person() {
    people++;
  }

  void conversation() {
    conversations++;
  }

  void message() {
    messages++;
  }

  /** Counts an attachment, and lists it where it is not carried. */
  void attachment(Message message, Attachment attachment, Placed placed) {
    attachmentsFound++;
    if (placed.path() != null) {
      attachmentsCarried++;
      return;
    }
    String id = attachment.sourceId() != null ? attachment.sourceId() : message.id();
    String name = attachment.name() == null ? "a file" : "\"" + attachment.name() + "\"";
    String detail =
        switch (placed.status()) {
          case Placed.LEFT_OUT -> name + " was left out, as asked for";
          case Placed.UNREADABLE -> name + " can't be read from the archive: it is damaged there";
          default -> name + " is " + placed.status() + " in the archive too";
        };
    losses.add(
        Loss.whole(
            Loss.What.ATTACHMENT,
            id,
            "attachment-" + placed.status(),
            detail + " (message " + message.id() + ")"));
  }

  /** Losses that only this import brought about, beside those the archive lists itself. */
  Stream<Loss> ownLosses() {
    return losses.stream()
        .filter(
            loss ->
                loss.reason().equals("attachment-" + Placed.LEFT_OUT)
                    || loss.reason().equals("attachment-" + Placed.UNREADABLE));
  }

  Balance balance() {
    return new Balance(
        new Balance.Line(people, people, 0),
        new Balance.Line(conversations, conversations, 0),
        new Balance.Line(messages, messages, 0),
        new Balance.Line(
            attachmentsFound, attachmentsCarried, attachmentsFound - attachmentsCarried));
  }

  ImportReport report(List<Path> written) {
    return new ImportReport(balance(), losses, written);
  }
}
