package app.afterglow.importer.txt;

import app.afterglow.archive.History;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.Target;
import app.afterglow.importer.plain.Attachments;
import app.afterglow.importer.plain.Feature;
import app.afterglow.importer.plain.FileNames;
import app.afterglow.importer.plain.FileSet;
import app.afterglow.importer.plain.Names;
import app.afterglow.importer.plain.Scope;
import app.afterglow.importer.plain.Tally;
import app.afterglow.importer.plain.Texts;
import app.afterglow.importer.plain.UniqueNames;
import app.afterglow.importer.plain.Words;
import app.afterglow.model.Account;
import app.afterglow.model.Conversation;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.progress.Progress;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a folder of transcripts, one a conversation, and the attachments beside them. */
final class TxtTarget implements Target {

  private static final Set<Feature> KEPT =
      EnumSet.of(
          Feature.SECONDS,
          Feature.REPLY,
          Feature.EDITS,
          Feature.EDIT_TIMES,
          Feature.REACTIONS,
          Feature.REACTION_TIMES,
          Feature.EXPIRY);

  @Override
  public ImportReport deliver(History history, ImportRequest request, Progress progress)
      throws IOException {
    Scope scope = Scope.of(history, request.selection());
    Tally tally = new Tally(scope, KEPT);
    try (FileSet files = FileSet.folder(request)) {
      new Run(scope, tally, request, files, progress).write();
      return tally.report(files.finish());
    }
  }

  /** One delivery. */
  private static final class Run {
    private final Scope scope;
    private final Tally tally;
    private final ImportRequest request;
    private final FileSet files;
    private final Progress progress;
    private final Words words;
    private final Names names;
    private final Attachments attachments;
    private final UniqueNames fileNames = new UniqueNames();

    Run(Scope scope, Tally tally, ImportRequest request, FileSet files, Progress progress) {
      this.scope = scope;
      this.tally = tally;
      this.request = request;
      this.files = files;
      this.progress = progress;
      this.words = new Words(request.locale(), request.zone());
      this.names = new Names(scope, words, tally);
      this.attachments = new Attachments(scope, tally, files, progress);
    }

    void write() throws IOException {
      progress.start(Progress.Stage.IMPORTING, scope.messages(), scope.bytes());
      writePeople();
      for (Scope.Wanted wanted : scope.conversations()) {
        write(wanted);
        tally.conversation();
      }
      progress.start(Progress.Stage.FINISHING, -1, -1);
    }

    private void writePeople() throws IOException {
      try (Writer out = writer(fileNames.take(words.say("people-file") + ".txt"))) {
        for (Person person : scope.people()) {
          String user = person.name() == null ? "" : Texts.oneLine(person.name());
          String shown = names.person(person.id());
          out.write(user.isEmpty() || user.equals(shown) ? shown : shown + "  <" + user + ">");
          out.write('\n');
          tally.person();
        }
      }
    }

    private void write(Scope.Wanted wanted) throws IOException {
      Conversation conversation = wanted.archived().conversation();
      String title = names.conversation(conversation);
      String base = FileNames.safe(title, words.say("conversation"));
      String file = fileNames.take(base + ".txt");
      String folder = fileNames.take(file.substring(0, file.length() - 4) + " files");
      UniqueNames inFolder = new UniqueNames();
      try (Writer out = writer(file)) {
        Transcript transcript = new Transcript(out, names, words, request.zone(), request.locale());
        writeHeading(wanted, title, transcript);
        scope.forEach(
            wanted,
            message -> {
              List<@Nullable String> given = attachments.named(message, inFolder);
              boolean linked = transcript.add(message, paths(folder, given));
              attachments.copy(message, folder, given);
              account(message, linked);
            });
      }
    }

    private void writeHeading(Scope.Wanted wanted, String title, Transcript transcript)
        throws IOException {
      Conversation conversation = wanted.archived().conversation();
      transcript.heading(title);
      if (conversation.description() != null && !conversation.description().isBlank()) {
        transcript.heading(conversation.description());
      }
      String members = String.join(", ", names.people(conversation.memberIds()));
      transcript.heading(words.say("members", members));
      for (Account account : scope.accounts()) {
        String owner = account.name() == null ? account.id() : account.name();
        transcript.heading(words.say("source", account.application(), owner));
      }
      transcript.heading(words.say("zone", request.zone().getId()));
      transcript.heading(words.say("messages", wanted.messages()));
    }

    private void account(Message message, boolean linked) {
      tally.message(message);
      progress.advance(1, 0);
      if (!linked) {
        tally.count(
            message.conversationId(),
            "reply-unlinked",
            "what they refer to is not there or long ago, and named by its id");
      }
      String text = message.body().text();
      if (text != null && Texts.needsRepair(text)) {
        tally.partial(message, "text-repaired", "control and half characters became U+FFFD");
      }
    }

    private Writer writer(String path) throws IOException {
      return new BufferedWriter(
          new OutputStreamWriter(files.file(path, null, null), StandardCharsets.UTF_8), 1 << 15);
    }

    private static List<@Nullable String> paths(String folder, List<@Nullable String> names) {
      List<@Nullable String> paths = new ArrayList<>();
      for (String name : names) {
        paths.add(name == null ? null : folder + "/" + name);
      }
      return paths;
    }
  }
}
