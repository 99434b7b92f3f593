package app.afterglow.importer.mattermost;

import app.afterglow.archive.History;
import app.afterglow.importer.IdentityMap;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.TargetWords;
import app.afterglow.importer.delivery.Delivery;
import app.afterglow.importer.delivery.Http;
import app.afterglow.importer.delivery.Ledger;
import app.afterglow.importer.delivery.LiveOptions;
import app.afterglow.importer.delivery.Pace;
import app.afterglow.importer.delivery.Rehearsal;
import app.afterglow.importer.delivery.Timing;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Delivers to a running server, post by post. */
final class LiveDelivery {

  private final Timing timing;

  LiveDelivery(Timing timing) {
    this.timing = timing;
  }

  ImportReport deliver(History history, ImportRequest request, Progress progress)
      throws IOException {
    LiveSettings settings = LiveSettings.of(request);
    boolean rehearsal = request.mode() == ImportRequest.Mode.DRY_RUN;
    Path file = request.map();
    IdentityMap map =
        file == null || (rehearsal && !Files.exists(file))
            ? IdentityMap.EMPTY
            : IdentityMap.read(file);
    Survey survey = Survey.of(history, request.selection());
    Pace pace = new Pace(settings.perSecond(), timing);
    try (Secret token = LiveSettings.token(request);
        Ledger ledger =
            rehearsal
                ? Ledger.forRehearsal(settings.ledger(), settings.identity())
                : Ledger.open(settings.ledger(), settings.identity());
        LiveMessenger messenger =
            new LiveMessenger(
                settings,
                new Server(
                    settings.url(), token, Http.usual(settings.certificates()), pace, timing),
                ledger.memory(),
                survey,
                map,
                new Wording(request.locale(), survey.people()),
                timing,
                rehearsal)) {
      Delivery delivery =
          new Delivery(ledger, settings.identity(), settings.delivery(), pace, timing);
      TargetWords words = new TargetWords(LiveDelivery.class, request.locale());
      if (rehearsal) {
        Rehearsal plan = delivery.rehearse(history, messenger, request);
        return planned(plan, messenger.cast(), settings, request, words);
      }
      ImportReport done = delivery.deliver(history, messenger, request, progress);
      List<String> notes = new ArrayList<>();
      int left = messenger.tokens.takeBack();
      if (left > 0) {
        notes.add(words.of("note.tokens-left", left));
      }
      return finished(done, List.of(), notes, settings, words);
    }
  }

  private static ImportReport planned(
      Rehearsal plan, Cast cast, LiveSettings settings, ImportRequest request, TargetWords words)
      throws IOException {
    List<String> notes = new ArrayList<>();
    List<Path> written = new ArrayList<>();
    notes.add(
        words.of("note.live-plan", plan.rooms(), plan.messages(), plan.steps(), plan.stepsDone()));
    Duration duration = plan.duration();
    if (duration != null) {
      notes.add(words.of("note.live-duration", settings.perSecond(), duration.toMinutes() + 1));
    }
    Path map = request.map();
    if (map != null && !Files.exists(map)) {
      cast.suggested().write(map);
      written.add(map);
      notes.add(words.of("note.live-map", map));
    }
    return finished(plan.report(), written, notes, settings, words);
  }

  private static ImportReport finished(
      ImportReport report,
      List<Path> written,
      List<String> notes,
      LiveSettings settings,
      TargetWords words) {
    if (LiveOptions.isInTheClear(settings.url())) {
      notes.add(words.of("note.live-clear", settings.url()));
    }
    return new ImportReport(report.balance(), report.losses(), written, notes);
  }
}
