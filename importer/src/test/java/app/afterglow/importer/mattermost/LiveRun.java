package app.afterglow.importer.mattermost;

import app.afterglow.archive.History;
import app.afterglow.importer.Import;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs against a running server, with the options as they were set last. */
final class LiveRun {

  private final Map<String, String> options = new HashMap<>();
  private @Nullable Path map;
  private Supplier<Timing> timings = Timing::real;
  private ImportRequest.Mode mode = ImportRequest.Mode.DELIVER;
  private String token = StubState.ADMIN;

  LiveRun(String url, Path ledger) {
    options.put("url", url);
    options.put("ledger", ledger.toString());
    options.put("rate", "unlimited");
    options.put("team", "moved");
    options.put("create-users", "yes");
  }

  LiveRun with(String option, String value) {
    options.put(option, value);
    return this;
  }

  LiveRun token(String other) {
    token = other;
    return this;
  }

  LiveRun map(Path file) {
    map = file;
    return this;
  }

  LiveRun at(TestTime time) {
    timings = time::timing;
    return this;
  }

  LiveRun dry(boolean dry) {
    mode = dry ? ImportRequest.Mode.DRY_RUN : ImportRequest.Mode.DELIVER;
    return this;
  }

  ImportReport deliver(History history) throws IOException {
    try (Secret secret = Secret.owning((token + "\n").getBytes(StandardCharsets.US_ASCII))) {
      ImportRequest request =
          new ImportRequest(
              null,
              Selection.ALL,
              mode,
              ZoneOffset.UTC,
              Locale.ENGLISH,
              options,
              map,
              Map.of("token-file", secret));
      return Import.run(new Provider(timings), history, request, Progress.SILENT);
    }
  }

  private record Provider(Supplier<Timing> timings)
      implements app.afterglow.importer.TargetProvider {

    @Override
    public String name() {
      return "mattermost";
    }

    @Override
    public List<app.afterglow.importer.TargetOption> options() {
      return new MattermostProvider().options();
    }

    @Override
    public app.afterglow.importer.Target create() {
      return new MattermostTarget(timings);
    }
  }
}
