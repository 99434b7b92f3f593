package app.afterglow.importer.wickrio;

import app.afterglow.archive.History;
import app.afterglow.importer.IdentityMap;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.Target;
import app.afterglow.importer.TargetWords;
import app.afterglow.importer.delivery.Delivery;
import app.afterglow.importer.delivery.Ledger;
import app.afterglow.importer.delivery.Pace;
import app.afterglow.importer.delivery.Rehearsal;
import app.afterglow.importer.delivery.Timing;
import app.afterglow.model.Person;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Brings a history into an AWS Wickr or Wickr Enterprise network through a bot's gateway. */
final class AwsWickr implements Target {

  private final Supplier<Timing> timings;

  AwsWickr() {
    this(Timing::real);
  }

  AwsWickr(Supplier<Timing> timings) {
    this.timings = timings;
  }

  @Override
  public ImportReport deliver(History history, ImportRequest request, Progress progress)
      throws IOException {
    WickrSettings settings = WickrSettings.of(request);
    boolean rehearsal = request.mode() == ImportRequest.Mode.DRY_RUN;
    Timing timing = timings.get();
    Pace pace = new Pace(settings.perSecond(), timing);
    TargetWords words = new TargetWords(AwsWickr.class, request.locale());
    String identity =
        "aws-wickr " + settings.url().toString().toLowerCase(Locale.ROOT) + " " + settings.bot();
    People people = new People(map(request, rehearsal));
    try (Secret apiKey = WickrSettings.secret(request, "api-key-file");
        Secret token = WickrSettings.secret(request, "token-file");
        Ledger ledger =
            rehearsal
                ? Ledger.forRehearsal(settings.ledger(), identity)
                : Ledger.open(settings.ledger(), identity);
        WickrMessenger messenger =
            new WickrMessenger(
                settings,
                new Gateway(
                    settings.url(),
                    settings.api(),
                    apiKey,
                    token,
                    Gateway.http(settings.certificates()),
                    timing),
                ledger.memory(),
                people,
                words,
                request.selection(),
                pace,
                timing,
                rehearsal)) {
      Delivery delivery = new Delivery(ledger, identity, settings.delivery(), pace, timing);
      Report report = new Report(settings, request, words, people);
      if (rehearsal) {
        return report.of(delivery.rehearse(history, messenger, request));
      }
      ImportReport done = delivery.deliver(history, messenger, request, progress);
      return report.of(done, messenger.expiry.notes(words));
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
  private record Report(
      WickrSettings settings, ImportRequest request, TargetWords words, People people) {

    ImportReport of(Rehearsal rehearsal) throws IOException {
      List<String> notes = new ArrayList<>();
      // A room is made, looked at, and the counter is read after it.
      long requests = 3 * rehearsal.rooms() + rehearsal.steps();
      notes.add(
          words.of(
              "note.plan",
              rehearsal.rooms(),
              rehearsal.messages(),
              requests,
              rehearsal.stepsDone()));
      double rate = settings.perSecond();
      if (rate != Double.POSITIVE_INFINITY) {
        String time = Expiry.duration(Math.round(requests / rate), words);
        notes.add(words.of("note.duration", rate, time));
      }
      if (rehearsal.stepsInDoubt() > 0) {
        notes.add(words.of("note.in-doubt", rehearsal.stepsInDoubt()));
      }
      List<Path> written = new ArrayList<>();
      Path map = request.map();
      if (map != null && !Files.exists(map)) {
        people.suggested().write(map);
        written.add(map);
        notes.add(words.of("note.map", map));
      }
      return finish(rehearsal.report(), written, notes);
    }

    ImportReport of(ImportReport done, List<String> expiry) throws IOException {
      return finish(done, new ArrayList<>(), new ArrayList<>(expiry));
    }

    private ImportReport finish(ImportReport report, List<Path> written, List<String> notes)
        throws IOException {
      if (settings.isInTheClear()) {
        notes.add(words.of("note.clear", settings.url()));
      }
      if (people.unmapped() > 0) {
        notes.add(words.of("note.unmapped", people.unmapped(), people.count()));
      }
      Path invite = settings.invite();
      if (invite != null) {
        List<Person> missing = people.toInvite();
        InviteFile.write(invite, missing, people);
        written.add(invite);
        notes.add(words.of("note.invite", invite, missing.size()));
      }
      return new ImportReport(report.balance(), report.losses(), written, notes);
    }
  }
}
