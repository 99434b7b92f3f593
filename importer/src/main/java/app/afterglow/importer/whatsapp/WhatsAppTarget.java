package app.afterglow.importer.whatsapp;

import app.afterglow.archive.History;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.Target;
import app.afterglow.importer.plain.Feature;
import app.afterglow.importer.plain.FileNames;
import app.afterglow.importer.plain.FileSet;
import app.afterglow.importer.plain.FolderSet;
import app.afterglow.importer.plain.Names;
import app.afterglow.importer.plain.PlainProblems;
import app.afterglow.importer.plain.Scope;
import app.afterglow.importer.plain.Tally;
import app.afterglow.importer.plain.Texts;
import app.afterglow.importer.plain.UniqueNames;
import app.afterglow.importer.plain.Words;
import app.afterglow.model.Account;
import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.progress.Progress;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a folder with a ZIP or a folder for each conversation. */
final class WhatsAppTarget implements Target {

  private static final Set<Feature> KEPT =
      EnumSet.of(
          Feature.EDITS,
          Feature.EDIT_TIMES,
          Feature.REACTIONS,
          Feature.REACTION_TIMES,
          Feature.EXPIRY);

  @Override
  public ImportReport deliver(History history, ImportRequest request, Progress progress)
      throws IOException {
    Style style = Style.of(request.options());
    boolean zips = zips(request);
    Scope scope = Scope.of(history, request.selection());
    Set<Feature> kept = EnumSet.copyOf(KEPT);
    if (style.phone() == Style.Phone.IOS) {
      kept.add(Feature.SECONDS);
    }
    Tally tally = new Tally(scope, kept);
    try (FolderSet files = FileSet.folder(request)) {
      new Run(scope, tally, request, style, progress).write(files, zips);
      progress.start(Progress.Stage.FINISHING, -1, -1);
      List<Path> written = files.finish();
      return tally.report(written);
    }
  }

  private static boolean zips(ImportRequest request) throws IOException {
    String form = request.options().getOrDefault(WhatsAppTargetProvider.FORM, "zip");
    return switch (form) {
      case "zip" -> true;
      case "folder" -> false;
      default -> throw PlainProblems.option(WhatsAppTargetProvider.FORM, form, "zip, folder");
    };
  }

  /** One delivery. */
  private static final class Run {
    private final Scope scope;
    private final Tally tally;
    private final ImportRequest request;
    private final Style style;
    private final Progress progress;
    private final Words words;
    private final Names names;
    private final Set<String> shown = new HashSet<>();

    Run(Scope scope, Tally tally, ImportRequest request, Style style, Progress progress) {
      this.scope = scope;
      this.tally = tally;
      this.request = request;
      this.style = style;
      this.progress = progress;
      this.words = new Words(request.locale(), request.zone());
      this.names = new Names(scope, words, tally);
    }

    void write(FolderSet files, boolean zips) throws IOException {
      progress.start(Progress.Stage.IMPORTING, scope.messages(), scope.bytes());
      UniqueNames chats = new UniqueNames();
      for (Scope.Wanted wanted : scope.conversations()) {
        String title = names.conversation(wanted.archived().conversation());
        String chat = chats.take(FileNames.safe(title, "conversation"));
        String name = style.chatFile(chat);
        if (zips) {
          try (FileSet zip = files.zip(name + ".zip")) {
            write(wanted, title, chat, zip, "");
            zip.finish();
          }
        } else {
          write(wanted, title, chat, files, name + "/");
        }
        tally.conversation();
      }
      accountForPeople();
    }

    /** A chat names its members and whoever wrote in it; there is no place for anybody else. */
    private void accountForPeople() {
      for (Person person : scope.people()) {
        if (shown.contains(person.id())) {
          tally.person();
        } else {
          tally.personLost(person.id(), "person-without-conversation", null);
        }
      }
    }

    private void write(Scope.Wanted wanted, String title, String chat, FileSet files, String prefix)
        throws IOException {
      String textFile = style.textFile(chat);
      MediaNames media = new MediaNames(style, textFile);
      try (Writer out =
          new BufferedWriter(
              new OutputStreamWriter(
                  files.file(prefix + textFile, wanted.lastAt(), null), StandardCharsets.UTF_8),
              1 << 15)) {
        Chat text = new Chat(out, style, names, words, request.zone());
        writeNotices(wanted, title, text);
        scope.forEach(
            wanted, message -> account(message, text.add(message, named(message, media))));
      }
      if (wanted.contents() > 0) {
        // A ZIP takes one file after the other: the files follow in a second reading.
        MediaNames again = new MediaNames(style, textFile);
        scope.forEach(wanted, message -> copy(message, again, files, prefix));
      }
    }

    private void writeNotices(Scope.Wanted wanted, String title, Chat text) throws IOException {
      Conversation conversation = wanted.archived().conversation();
      Instant first = wanted.firstAt() == null ? Instant.EPOCH : wanted.firstAt();
      text.notice(first, title);
      if (conversation.description() != null && !conversation.description().isBlank()) {
        text.notice(first, conversation.description());
      }
      for (Account account : scope.accounts()) {
        String owner = account.name() == null ? account.id() : account.name();
        text.notice(first, words.say("source", account.application(), owner));
      }
      text.notice(first, words.say("zone", request.zone().getId()));
      String members = String.join(", ", names.people(conversation.memberIds()));
      text.notice(first, words.say("members", members));
      shown.addAll(conversation.memberIds());
    }

    private List<@Nullable String> named(Message message, MediaNames media) {
      List<@Nullable String> given = new ArrayList<>();
      for (Attachment attachment : message.attachments()) {
        boolean there = tally.attachment(message, attachment);
        given.add(there ? media.next(attachment, message.sentAt().atZone(request.zone())) : null);
        if (there && media.loses(attachment)) {
          tally.count(
              message.conversationId(),
              "attachment-renamed",
              "the name of a file, which importers know by another");
        }
      }
      return given;
    }

    private void copy(Message message, MediaNames media, FileSet files, String prefix)
        throws IOException {
      for (Attachment attachment : message.attachments()) {
        if (attachment.status() != Attachment.Status.PRESENT) {
          continue;
        }
        String name = media.next(attachment, message.sentAt().atZone(request.zone()));
        if (files.takesContent()) {
          try (OutputStream out =
              files.file(prefix + name, message.sentAt(), attachment.mediaType())) {
            scope.copy(attachment, out);
          }
        }
        progress.advance(0, attachment.size());
      }
    }

    private void account(Message message, boolean guarded) {
      tally.message(message);
      progress.advance(1, 0);
      if (message.senderId() != null) {
        shown.add(message.senderId());
      }
      if (guarded) {
        tally.partial(
            message, "line-set-off", "a line that looks like another message begins with '> '");
      }
      if (message.attachments().size() > 1) {
        tally.count(message.conversationId(), "message-split", "an entry of its own for each file");
      }
      String text = message.body().text();
      if (text != null && Texts.needsRepair(text)) {
        tally.partial(message, "text-repaired", "control and half characters became U+FFFD");
      }
    }
  }
}
