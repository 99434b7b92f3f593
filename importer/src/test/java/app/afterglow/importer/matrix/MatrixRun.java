package app.afterglow.importer.matrix;

import app.afterglow.archive.History;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.delivery.TestTime;
import app.afterglow.importer.delivery.Timing;
import app.afterglow.model.Selection;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs of this target, with the options as they were set last. */
final class MatrixRun {

  private final Map<String, String> options = new HashMap<>();
  private final String token;
  private @Nullable Path map;
  private Supplier<Timing> timings = Timing::real;
  private Locale locale = Locale.ENGLISH;
  private ImportRequest.Mode mode = ImportRequest.Mode.DELIVER;

  MatrixRun(String url, String token, Path ledger) {
    this.token = token;
    options.put("url", url);
    options.put("server-name", Synapse.SERVER_NAME);
    options.put("ledger", ledger.toString());
    options.put("rate", "unlimited");
  }

  MatrixRun with(String option, String value) {
    options.put(option, value);
    return this;
  }

  MatrixRun map(Path file) {
    map = file;
    return this;
  }

  MatrixRun in(Locale language) {
    locale = language;
    return this;
  }

  MatrixRun at(TestTime time) {
    timings = time::timing;
    return this;
  }

  MatrixRun dry(boolean dry) {
    mode = dry ? ImportRequest.Mode.DRY_RUN : ImportRequest.Mode.DELIVER;
    return this;
  }

  ImportReport deliver(History history) throws IOException {
    try (Secret secret = Secret.owning((token + "\n").getBytes(StandardCharsets.UTF_8))) {
      ImportRequest request =
          new ImportRequest(
              null,
              Selection.ALL,
              mode,
              ZoneOffset.UTC,
              locale,
              options,
              map,
              Map.of("as-token-file", secret));
      ImportReport report = new MatrixTarget(timings).deliver(history, request, Progress.SILENT);
      if (!report.balance().addsUp()) {
        throw new AssertionError(report.balance());
      }
      return report;
    }
  }
}
