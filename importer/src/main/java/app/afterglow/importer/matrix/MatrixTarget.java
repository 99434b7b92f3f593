package app.afterglow.importer.matrix;

import app.afterglow.archive.History;
import app.afterglow.importer.IdentityMap;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.Target;
import app.afterglow.importer.TargetWords;
import app.afterglow.importer.delivery.Delivery;
import app.afterglow.importer.delivery.Http;
import app.afterglow.importer.delivery.Ledger;
import app.afterglow.importer.delivery.Pace;
import app.afterglow.importer.delivery.Rehearsal;
import app.afterglow.importer.delivery.Timing;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Brings a history to a Matrix homeserver, or writes the registration that allows it. */
final class MatrixTarget implements Target {

  /** Where nothing is sent: nobody lives there. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

  private final Supplier<Timing> timings;

  MatrixTarget() {
    this(Timing::real);
  }

  MatrixTarget(Supplier<Timing> timings) {
    this.timings = timings;
  }

  @Override
  public ImportReport deliver(History history, ImportRequest request, Progress progress)
      throws IOException {
    MatrixSettings settings = MatrixSettings.of(request);
    Path registration = settings.registration();
    boolean rehearsal = request.mode() == ImportRequest.Mode.DRY_RUN || registration != null;
    IdentityMap map = map(request, rehearsal);
    Timing timing = timings.get();
    Pace pace = new Pace(settings.perSecond(), timing);
    TargetWords words = new TargetWords(MatrixTarget.class, request.locale());
    try (Secret token =
            registration == null ? MatrixSettings.token(request) : Secret.owning(new byte[0]);
        Ledger ledger =
            rehearsal
                ? Ledger.forRehearsal(settings.ledger(), settings.identity())
                : Ledger.open(settings.ledger(), settings.identity())) {
      People people = new People(map, settings, ledger.memory());
      URI url = Objects.requireNonNullElse(settings.url(), NOWHERE);
      try (MatrixMessenger messenger =
          new MatrixMessenger(
              settings,
              new Homeserver(url, token, Http.usual(settings.certificates()), pace, timing),
              ledger.memory(),
              people,
              words,
              timing,
              rehearsal)) {
        Delivery delivery =
            new Delivery(ledger, settings.identity(), settings.delivery(), pace, timing);
        Report report = new Report(settings, request, words);
        if (rehearsal) {
          Rehearsal plan = delivery.rehearse(history, messenger, request);
          return report.of(plan, people, map);
        }
        return report.of(delivery.deliver(history, messenger, request, progress));
      }
    }
  }

  private static IdentityMap map(ImportRequest request, boolean rehearsal) throws IOException {
    Path file = request.map();
    if (file == null || (rehearsal && !Files.exists(file))) {
      return IdentityMap.EMPTY;
    }
    return IdentityMap.read(file);
  }

  /** What is told and written at the end. */
  private record Report(MatrixSettings settings, ImportRequest request, TargetWords words) {

    ImportReport of(Rehearsal plan, People people, IdentityMap map) throws IOException {
      List<String> notes = new ArrayList<>();
      List<Path> written = new ArrayList<>();
      Path registration = settings.registration();
      if (registration != null) {
        written.addAll(Registration.write(settings, map, registration));
        notes.add(words.of("note.registration", registration));
        notes.add(words.of("note.token", Registration.tokenFile(registration)));
      }
      notes.add(
          words.of("note.plan", plan.rooms(), plan.messages(), plan.steps(), plan.stepsDone()));
      Duration duration = plan.duration();
      if (duration != null) {
        notes.add(words.of("note.duration", settings.perSecond(), duration(duration)));
      }
      Path file = request.map();
      if (file != null && !Files.exists(file)) {
        people.suggested().write(file);
        written.add(file);
        notes.add(words.of("note.map", file));
      }
      return finish(plan.report(), written, notes);
    }

    ImportReport of(ImportReport done) {
      return finish(done, List.of(), new ArrayList<>());
    }

    private ImportReport finish(ImportReport report, List<Path> written, List<String> notes) {
      if (settings.isInTheClear()) {
        notes.add(words.of("note.clear", String.valueOf(settings.url())));
      }
      return new ImportReport(report.balance(), report.losses(), written, notes);
    }

    private String duration(Duration duration) {
      long seconds = duration.toSeconds();
      return seconds < 3_600
          ? words.of("seconds", seconds)
          : words.of("hours", seconds / 3_600, seconds % 3_600 / 60);
    }
  }
}
