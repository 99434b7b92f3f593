package app.afterglow.importer.csv;

import app.afterglow.archive.History;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.Target;
import app.afterglow.importer.plain.Attachments;
import app.afterglow.importer.plain.Feature;
import app.afterglow.importer.plain.FileNames;
import app.afterglow.importer.plain.FileSet;
import app.afterglow.importer.plain.Names;
import app.afterglow.importer.plain.PlainProblems;
import app.afterglow.importer.plain.Scope;
import app.afterglow.importer.plain.Tally;
import app.afterglow.importer.plain.Texts;
import app.afterglow.importer.plain.UniqueNames;
import app.afterglow.importer.plain.Words;
import app.afterglow.model.Conversation;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a folder of tables and the attachments beside them. */
final class CsvTarget implements Target {

  @Override
  public ImportReport deliver(History history, ImportRequest request, Progress progress)
      throws IOException {
    boolean bom = bom(request);
    Scope scope = Scope.of(history, request.selection());
    Tally tally = new Tally(scope, EnumSet.allOf(Feature.class));
    Words words = new Words(request.locale(), request.zone());
    Names names = new Names(scope, words, tally);
    progress.start(Progress.Stage.IMPORTING, scope.messages(), scope.bytes());
    try (FileSet files = FileSet.folder(request)) {
      Tables.people(files, bom, scope);
      for (Person _ : scope.people()) {
        tally.person();
      }
      Tables.conversations(files, bom, scope, names);
      Attachments attachments = new Attachments(scope, tally, files, progress);
      try (Tables tables = new Tables(files, bom, names, words, request.zone())) {
        UniqueNames folders = new UniqueNames();
        for (Scope.Wanted wanted : scope.conversations()) {
          Conversation conversation = wanted.archived().conversation();
          String title = names.conversation(conversation);
          String folder = "attachments/" + folders.take(FileNames.safe(title, "conversation"));
          UniqueNames fileNames = new UniqueNames();
          scope.forEach(
              wanted,
              message -> {
                List<@Nullable String> given = attachments.named(message, fileNames);
                tables.add(message, title, paths(folder, given));
                attachments.copy(message, folder, given);
                account(message, tally);
                progress.advance(1, 0);
              });
          tally.conversation();
        }
      }
      progress.start(Progress.Stage.FINISHING, -1, -1);
      return tally.report(files.finish());
    }
  }

  private static boolean bom(ImportRequest request) throws IOException {
    String bom = request.options().getOrDefault(CsvTargetProvider.BOM, "no");
    return switch (bom) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw PlainProblems.option(CsvTargetProvider.BOM, bom, "yes, no");
    };
  }

  private static List<@Nullable String> paths(String folder, List<@Nullable String> names) {
    List<@Nullable String> paths = new ArrayList<>();
    for (String name : names) {
      paths.add(name == null ? null : folder + "/" + name);
    }
    return paths;
  }

  private static void account(Message message, Tally tally) {
    tally.message(message);
    String text = message.body().text();
    if (text != null && Texts.needsRepair(text)) {
      tally.partial(message, "text-repaired", "control and half characters became U+FFFD");
    }
  }
}
