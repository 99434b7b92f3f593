package app.afterglow.importer.rsmf;

import app.afterglow.archive.History;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.Target;
import app.afterglow.importer.plain.Digests;
import app.afterglow.importer.plain.Feature;
import app.afterglow.importer.plain.FileNames;
import app.afterglow.importer.plain.FileSet;
import app.afterglow.importer.plain.Names;
import app.afterglow.importer.plain.Recent;
import app.afterglow.importer.plain.Scope;
import app.afterglow.importer.plain.Tally;
import app.afterglow.importer.plain.Texts;
import app.afterglow.importer.plain.UniqueNames;
import app.afterglow.importer.plain.Words;
import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.model.Reaction;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a folder with a folder for each conversation and a file for each of its days. */
final class RsmfTarget implements Target {

  private static final Set<Feature> KEPT =
      EnumSet.of(
          Feature.MILLISECONDS,
          Feature.SECONDS,
          Feature.REPLY,
          Feature.EDITS,
          Feature.EDIT_TIMES,
          Feature.REACTIONS,
          Feature.EXPIRY);

  @Override
  public ImportReport deliver(History history, ImportRequest request, Progress progress)
      throws IOException {
    Limits limits = Limits.of(request.options());
    try (FileSet files = FileSet.folder(request)) {
      Scope scope = Scope.of(history, request.selection());
      Tally tally = new Tally(scope, KEPT);
      progress.start(Progress.Stage.IMPORTING, scope.messages(), scope.bytes());
      new Run(scope, tally, request, limits, files, progress).write();
      progress.start(Progress.Stage.FINISHING, -1, -1);
      return tally.report(files.finish());
    }
  }

  /** One delivery. */
  private static final class Run {
    private final Scope scope;
    private final Tally tally;
    private final ImportRequest request;
    private final Limits limits;
    private final FileSet files;
    private final Progress progress;
    private final Names names;
    private final RsmfFile writer;
    private final UniqueNames folders = new UniqueNames();
    private final Set<String> named = new HashSet<>();

    Run(
        Scope scope,
        Tally tally,
        ImportRequest request,
        Limits limits,
        FileSet files,
        Progress progress) {
      Words words = new Words(request.locale(), request.zone());
      this.scope = scope;
      this.tally = tally;
      this.request = request;
      this.limits = limits;
      this.files = files;
      this.progress = progress;
      this.names = new Names(scope, words, tally);
      this.writer = new RsmfFile(scope, names, words, request, progress);
    }

    void write() throws IOException {
      for (Scope.Wanted wanted : scope.conversations()) {
        try (Slices slices = new Slices(wanted.archived().conversation())) {
          scope.forEach(wanted, slices::add);
          slices.write();
        }
        account(wanted);
      }
      for (Person person : scope.people()) {
        if (named.contains(person.id())) {
          tally.person();
        } else {
          tally.personLost(person.id(), "person-without-events", "no file names them");
        }
      }
    }

    private void account(Scope.Wanted wanted) {
      Conversation conversation = wanted.archived().conversation();
      tally.conversation();
      if (wanted.messages() > 0) {
        named.addAll(conversation.memberIds());
      } else {
        tally.conversationPartial(
            conversation.id(), "conversation-without-events", "no message, so no file names it");
      }
    }

    private void account(Message message) {
      tally.message(message);
      progress.advance(1, 0);
      if (message.senderId() != null) {
        named.add(message.senderId());
      }
      for (Attachment attachment : message.attachments()) {
        tally.attachment(message, attachment);
      }
      for (Reaction reaction : message.reactions()) {
        if (reaction.senderId() != null) {
          named.add(reaction.senderId());
        }
        if (reaction.emoji().length() > Events.MAX_REACTION) {
          tally.partial(message, "reaction-shortened", "the format has room for 30 characters");
        }
      }
      String text = message.body().text();
      if (text != null && !Texts.isWellFormed(text)) {
        tally.partial(message, "text-repaired", "half characters became U+FFFD");
      }
    }

    /** Gathers a conversation's messages until a file is full. */
    private final class Slices implements AutoCloseable {
      private final Conversation conversation;
      private final String folder;
      private final String collectionId;
      private final UniqueNames names = new UniqueNames();
      private @Nullable Slice slice;

      Slices(Conversation conversation) {
        this.conversation = conversation;
        String title = Run.this.names.conversation(conversation);
        this.folder = folders.take(FileNames.safe(title, "conversation"));
        this.collectionId = "C" + Digests.base32(20, "rsmf", conversation.id());
      }

      void add(Message message) throws IOException {
        LocalDate day = LocalDate.ofInstant(message.sentAt(), request.zone());
        if (slice != null && !slice.takes(message, day, limits)) {
          write();
        }
        if (slice == null) {
          slice = new Slice(day);
        }
        slice.add(message);
        account(message);
      }

      /** Writes what was gathered. */
      void write() throws IOException {
        Slice full = slice;
        if (full == null) {
          return;
        }
        slice = null;
        countUnlinked(full);
        String name = names.take(full.day() + ".rsmf");
        try (OutputStream out = files.file(folder + "/" + name, null, null)) {
          if (files.takesContent()) {
            writer.write(conversation, collectionId, name, full, request, out);
          }
        }
      }

      private void countUnlinked(Slice full) {
        for (Slice.Item item : full.items()) {
          String referred = Recent.referred(item.message());
          if (referred != null && !full.has(referred)) {
            tally.count(
                conversation.id(),
                "reply-in-other-file",
                "what they refer to is in another file or not there, and named by its id");
          }
        }
      }

      @Override
      public void close() {
        slice = null;
      }
    }
  }
}
