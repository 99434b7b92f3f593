package app.afterglow.importer.jsonl;

import app.afterglow.archive.History;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.ImportRequest.Mode;
import app.afterglow.importer.Target;
import app.afterglow.problem.Problem;
import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Writes a history as a folder of JSON Lines. */
final class JsonlTarget implements Target {

  @Override
  public ImportReport deliver(History history, ImportRequest request, Progress progress)
      throws IOException {
    Path folder = request.mode() == Mode.DRY_RUN ? null : output(request);
    try (JsonlFolder out = JsonlFolder.create(folder)) {
      JsonlRun run = new JsonlRun(history, request.selection(), progress, out);
      run.all();
      out.finish();
      return new ImportReport(
          run.balance(), run.losses(), folder == null ? List.of() : List.of(folder));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Path output(ImportRequest request) throws IOException {
    Path output = request.output();
    if (output == null) {
      throw usage("output-missing");
    }
    return output;
  }

  private static UsageException usage(String key, Object... arguments) {
    return new UsageException(Problem.of("app.afterglow.importer.jsonl.problems", key, arguments));
  }
}
