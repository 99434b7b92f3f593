package app.afterglow.importer.jsonl;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.importer.LossList;
import app.afterglow.model.Account;
import app.afterglow.model.Attachment;
import app.afterglow.model.Balance;
import app.afterglow.model.Balance.Line;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.model.Reaction;
import app.afterglow.model.Selection;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One history on its way into a folder, in one reading: what was met so far. */
final class JsonlRun {

  private final History history;
  private final Selection selection;
  private final Progress progress;
  private final JsonlFolder out;
  private final LossList losses = new LossList();
  private final Set<String> involved = new HashSet<>();
  private long people;
  private long conversations;
  private long messages;
  private long attachments;

  JsonlRun(History history, Selection selection, Progress progress, JsonlFolder out) {
    this.history = history;
    this.selection = selection;
    this.progress = progress;
    this.out = out;
  }

  void all() throws IOException {
    List<ArchivedConversation> wanted =
        history.conversations().stream().filter(c -> selection.includes(c.conversation())).toList();
    progress.start(
        Progress.Stage.IMPORTING,
        wanted.stream().mapToLong(ArchivedConversation::messageCount).sum(),
        -1);
    for (Account account : history.accounts()) {
      out.account(account);
    }
    for (ArchivedConversation conversation : wanted) {
      conversation(conversation);
    }
    people();
    try (Stream<Loss> known = history.losses()) {
      for (Loss loss : (Iterable<Loss>) known::iterator) {
        out.loss(loss);
      }
    }
    for (Loss loss : losses) {
      out.loss(loss);
    }
  }

  private void conversation(ArchivedConversation archived) throws IOException {
    long count = 0;
    Instant first = null;
    Instant last = null;
    involved.addAll(archived.conversation().memberIds());
    try (Stream<Message> found = history.messages(archived)) {
      for (Message message : (Iterable<Message>) found::iterator) {
        if (selection.includes(message.sentAt())) {
          count++;
          first = first == null ? message.sentAt() : first;
          last = message.sentAt();
          message(message);
        }
        progress.advance(1, 0);
      }
    }
    out.conversation(
        new ArchivedConversation(
            archived.conversation(), List.of(JsonlFolder.MESSAGES), count, first, last));
    conversations++;
    messages += count;
  }

  private void message(Message message) throws IOException {
    if (message.senderId() != null) {
      involved.add(message.senderId());
    }
    for (Reaction reaction : message.reactions()) {
      if (reaction.senderId() != null) {
        involved.add(reaction.senderId());
      }
    }
    List<Attachment> carried = new ArrayList<>();
    for (Attachment attachment : message.attachments()) {
      carried.add(carried(attachment, message, carried.size() + 1));
    }
    out.message(message.withAttachments(carried));
  }

  /** The attachment as it is in the folder: one that can't be copied is a damaged one. */
  private Attachment carried(Attachment attachment, Message message, int number)
      throws IOException {
    attachments++;
    String id = attachment.sourceId() != null ? attachment.sourceId() : message.id() + "/" + number;
    String sha256 = attachment.sha256();
    if (sha256 == null) {
      lost(id, "attachment-" + attachment.status().word(), message);
      return attachment;
    }
    if (out.attachment(sha256, history)) {
      return attachment;
    }
    lost(id, "attachment-unreadable", message);
    return attachment.asDamaged();
  }

  private void lost(String id, String reason, Message message) {
    losses.add(Loss.whole(Loss.What.ATTACHMENT, id, reason, "of message " + message.id()));
  }

  /** Everybody; where only some conversations are wanted, those who are in them. */
  private void people() throws IOException {
    boolean everybody = selection.conversations().isEmpty();
    try (Stream<Person> found = history.people()) {
      for (Person person : (Iterable<Person>) found::iterator) {
        if (everybody || involved.contains(person.id())) {
          out.person(person);
          people++;
        }
      }
    }
  }

  /** Every loss is one of an attachment: everything else is written as it is. */
  List<Loss> losses() {
    return losses;
  }

  Balance balance() {
    return new Balance(
        new Line(people, people, 0),
        new Line(conversations, conversations, 0),
        new Line(messages, messages, 0),
        new Line(attachments, attachments - losses.size(), losses.size()));
  }
}
