package app.afterglow.importer.html;

import app.afterglow.archive.History;
import app.afterglow.files.UnfinishedFolder;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.Target;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Writes a history as pages, or only counts what it would write. */
final class HtmlTarget implements Target {

  @Override
  public ImportReport deliver(History history, ImportRequest request, Progress progress)
      throws IOException {
    Path output = request.output();
    if (output == null || output.toAbsolutePath().normalize().getFileName() == null) {
      throw HtmlProblems.noOutput();
    }
    String media = request.options().getOrDefault(HtmlProvider.MEDIA, HtmlProvider.COPY);
    if (!media.equals(HtmlProvider.COPY) && !media.equals(HtmlProvider.LEAVE_OUT)) {
      throw HtmlProblems.media(media);
    }
    boolean copyMedia = media.equals(HtmlProvider.COPY);
    try {
      return switch (request.mode()) {
        case DRY_RUN -> count(history, request, output, copyMedia, progress);
        case DELIVER -> write(history, request, output, copyMedia, progress);
      };
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static ImportReport count(
      History history, ImportRequest request, Path output, boolean copyMedia, Progress progress)
      throws IOException {
    UnfinishedFolder.requireFree(output);
    Tally tally = new Tally();
    Walk.over(history, request, progress, new CountingVisitor(tally, copyMedia));
    return tally.report(List.of());
  }

  private static ImportReport write(
      History history, ImportRequest request, Path output, boolean copyMedia, Progress progress)
      throws IOException {
    Tally tally = new Tally();
    try (OutputFolder folder = OutputFolder.create(output)) {
      PagesWriter writer = new PagesWriter(history, request, folder, tally, copyMedia);
      Walk.over(history, request, progress, writer);
      progress.start(Progress.Stage.FINISHING, -1, -1);
      writer.finish();
      progress.start(Progress.Stage.VERIFYING, -1, -1);
      WrittenPages.check(folder, writer.conversations(), tally.balance());
      Path finished = folder.finish();
      return tally.report(List.of(finished.resolve("index.html"), finished));
    }
  }
}
