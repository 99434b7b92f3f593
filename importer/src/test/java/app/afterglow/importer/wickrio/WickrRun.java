package app.afterglow.importer.wickrio;

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
final class WickrRun {

  static final String BOT = "history.bot@example.org";

  private final Map<String, String> options = new HashMap<>();
  private final Supplier<Timing> timings;
  private @Nullable Path map;
  private Locale locale = Locale.ENGLISH;
  private String token = StubGateway.TOKEN;
  private String apiKey = StubGateway.API_KEY;
  private ImportRequest.Mode mode = ImportRequest.Mode.DELIVER;

  WickrRun(String url, Path ledger, @Nullable TestTime time) {
    this.timings = time == null ? Timing::real : time::timing;
    options.put("url", url);
    options.put("ledger", ledger.toString());
    options.put("bot", BOT);
    options.put("rate", "unlimited");
    options.put("in-doubt", "resend");
  }

  WickrRun with(String option, String value) {
    options.put(option, value);
    return this;
  }

  WickrRun in(Locale language) {
    locale = language;
    return this;
  }

  WickrRun map(Path file) {
    map = file;
    return this;
  }

  WickrRun dry() {
    mode = ImportRequest.Mode.DRY_RUN;
    return this;
  }

  WickrRun withToken(String other) {
    token = other;
    return this;
  }

  WickrRun withApiKey(String other) {
    apiKey = other;
    token = StubGateway.TOKEN;
    return this;
  }

  ImportReport deliver(History history) throws IOException {
    try (Secret secret = secret(token);
        Secret key = secret(apiKey + "\n")) {
      ImportRequest request =
          new ImportRequest(
              null,
              Selection.ALL,
              mode,
              ZoneOffset.UTC,
              locale,
              options,
              map,
              Map.of("token-file", secret, "api-key-file", key));
      ImportReport report = new AwsWickr(timings).deliver(history, request, Progress.SILENT);
      if (!report.balance().addsUp()) {
        throw new AssertionError(report.balance());
      }
      return report;
    }
  }

  private static Secret secret(String text) {
    return Secret.owning(text.getBytes(StandardCharsets.UTF_8));
  }
}
