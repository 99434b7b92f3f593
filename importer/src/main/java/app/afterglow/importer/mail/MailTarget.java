package app.afterglow.importer.mail;

import app.afterglow.archive.History;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.Target;
import app.afterglow.importer.plain.Feature;
import app.afterglow.importer.plain.FileNames;
import app.afterglow.importer.plain.Mailboxes;
import app.afterglow.importer.plain.MimeDocument;
import app.afterglow.importer.plain.Names;
import app.afterglow.importer.plain.PlainProblems;
import app.afterglow.importer.plain.Recent;
import app.afterglow.importer.plain.Scope;
import app.afterglow.importer.plain.Tally;
import app.afterglow.importer.plain.Texts;
import app.afterglow.importer.plain.Words;
import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes one mail for each message. */
final class MailTarget implements Target {

  private static final Set<Feature> KEPT =
      EnumSet.complementOf(EnumSet.of(Feature.KIND, Feature.SOURCE_FIELDS));

  @Override
  public ImportReport deliver(History history, ImportRequest request, Progress progress)
      throws IOException {
    String domain = domain(request);
    try (MailStore store = store(request)) {
      Scope scope = Scope.of(history, request.selection());
      Tally tally = new Tally(scope, KEPT);
      progress.start(Progress.Stage.IMPORTING, scope.messages(), scope.bytes());
      new Run(scope, tally, request, domain, store, progress).write();
      progress.start(Progress.Stage.FINISHING, -1, -1);
      return tally.report(store.finish());
    }
  }

  private static MailStore store(ImportRequest request) throws IOException {
    String form = request.options().getOrDefault(MailTargetProvider.FORM, "mbox");
    return switch (form) {
      case "mbox" -> Mbox.create(request);
      case "eml" -> EmlFolder.create(request);
      default -> throw PlainProblems.option(MailTargetProvider.FORM, form, "mbox, eml");
    };
  }

  private static String domain(ImportRequest request) throws IOException {
    String domain =
        request.options().getOrDefault(MailTargetProvider.DOMAIN, MailTargetProvider.NO_DOMAIN);
    if (!domain.matches("[A-Za-z0-9-]{1,60}(\\.[A-Za-z0-9-]{1,60})*") || domain.length() > 150) {
      throw PlainProblems.option(MailTargetProvider.DOMAIN, domain, "example.org");
    }
    return domain;
  }

  /** One delivery. */
  private static final class Run {
    /** A mail to more people names the conversation's address instead of theirs. */
    private static final int MAX_RECIPIENTS = 100;

    private final Scope scope;
    private final Tally tally;
    private final ImportRequest request;
    private final MailStore store;
    private final Progress progress;
    private final Words words;
    private final Names names;
    private final Mailboxes mailboxes;
    private final Set<String> named = new HashSet<>();

    Run(
        Scope scope,
        Tally tally,
        ImportRequest request,
        String domain,
        MailStore store,
        Progress progress) {
      this.scope = scope;
      this.tally = tally;
      this.request = request;
      this.store = store;
      this.progress = progress;
      this.words = new Words(request.locale(), request.zone());
      this.names = new Names(scope, words, tally);
      this.mailboxes = new Mailboxes(scope, names, domain);
    }

    void write() throws IOException {
      for (Scope.Wanted wanted : scope.conversations()) {
        Conversation conversation = wanted.archived().conversation();
        String title = names.conversation(conversation);
        store.conversation(title);
        scope.forEach(wanted, message -> write(message, conversation, title));
        account(conversation, wanted.messages());
      }
      for (Person person : scope.people()) {
        if (named.contains(person.id())) {
          tally.person();
        } else {
          tally.personLost(person.id(), "person-without-mail", "nobody wrote to or from them");
        }
      }
    }

    private void account(Conversation conversation, long messages) {
      tally.conversation();
      boolean tooMany = conversation.memberIds().size() > MAX_RECIPIENTS;
      if (messages > 0 && !tooMany) {
        named.addAll(conversation.memberIds());
      } else {
        tally.conversationPartial(
            conversation.id(),
            "members-not-named",
            messages == 0
                ? "no message, so no mail names them"
                : "more than " + MAX_RECIPIENTS + " members");
      }
      if (conversation.description() != null && !conversation.description().isBlank()) {
        tally.conversationPartial(conversation.id(), "description", "mails have no place for it");
      }
    }

    private void write(Message message, Conversation conversation, String title)
        throws IOException {
      ZonedDateTime at = message.sentAt().atZone(request.zone());
      MimeDocument.Mailbox sender = mailboxes.of(message.senderId());
      MimeDocument mail =
          new MimeDocument(mailboxes.messageId(conversation.id(), message.id()))
              .from(sender)
              .to(recipients(message, conversation, title))
              .date("Date", at)
              .header("Subject", title)
              .header("X-Afterglow-Conversation", conversation.id())
              .header("X-Afterglow-Message", message.id())
              .header("X-Afterglow-Kind", message.body().kind())
              .header("X-Afterglow-Sent", message.sentAt().toString())
              .text(text(message));
      String referred = Recent.referred(message);
      if (referred != null) {
        String id = mailboxes.messageId(conversation.id(), referred);
        mail.structured("In-Reply-To", id).structured("References", id);
      }
      if (message.expiresAt() != null) {
        mail.date("Expires", message.expiresAt().atZone(request.zone()));
      }
      attach(message, mail);
      store.add(mail, sender.address(), at);
      account(message);
    }

    private List<MimeDocument.Mailbox> recipients(
        Message message, Conversation conversation, String title) {
      if (conversation.memberIds().size() > MAX_RECIPIENTS) {
        return List.of(mailboxes.conversation(conversation.id(), title));
      }
      List<MimeDocument.Mailbox> recipients = new ArrayList<>();
      for (String member : conversation.memberIds()) {
        if (!member.equals(message.senderId())) {
          recipients.add(mailboxes.of(member));
        }
      }
      return recipients;
    }

    private String text(Message message) {
      String shown = words.message(message, names::person);
      List<String> extras = words.extras(message, names::person);
      return extras.isEmpty() ? shown : shown + "\n\n" + String.join("\n", extras);
    }

    private void attach(Message message, MimeDocument mail) {
      for (Attachment attachment : message.attachments()) {
        if (!tally.attachment(message, attachment)) {
          continue;
        }
        mail.attachment(
            FileNames.of(attachment),
            attachment.mediaType(),
            out -> {
              scope.copy(attachment, out);
              progress.advance(0, attachment.size());
            });
        if (attachment.mediaType() != null && !MimeDocument.isMediaType(attachment.mediaType())) {
          tally.partial(message, "media-type-replaced", "by application/octet-stream");
        }
      }
    }

    private void account(Message message) {
      tally.message(message);
      progress.advance(1, 0);
      if (message.senderId() != null) {
        named.add(message.senderId());
      }
      String text = message.body().text();
      if (text != null && Texts.needsRepair(text)) {
        tally.partial(message, "text-repaired", "control and half characters became U+FFFD");
      }
    }
  }
}
