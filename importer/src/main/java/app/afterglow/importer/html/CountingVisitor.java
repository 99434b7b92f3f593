package app.afterglow.importer.html;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.model.Attachment;
import app.afterglow.model.Message;
import app.afterglow.model.Person;

/** Only counts what would be written; whether a content is damaged shows when it is read. */
final class CountingVisitor implements Walk.Visitor {

  private final Tally tally;
  private final boolean copyMedia;

  CountingVisitor(Tally tally, boolean copyMedia) {
    this.tally = tally;
    this.copyMedia = copyMedia;
  }

  @Override
  public void beginConversation(ArchivedConversation conversation) {
    tally.conversation();
  }

  @Override
  public void message(Message message) {
    tally.message();
    for (Attachment attachment : message.attachments()) {
      boolean present = attachment.status() == Attachment.Status.PRESENT;
      String status = present && !copyMedia ? Placed.LEFT_OUT : attachment.status().word();
      tally.attachment(
          message, attachment, new Placed(status, present && copyMedia ? "media" : null));
    }
  }

  @Override
  public void endConversation(ArchivedConversation conversation) {}

  @Override
  public void person(Person person) {
    tally.person();
  }
}
