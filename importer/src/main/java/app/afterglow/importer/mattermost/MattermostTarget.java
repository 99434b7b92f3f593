package app.afterglow.importer.mattermost;

import app.afterglow.archive.History;
import app.afterglow.importer.IdentityMap;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.ImportRequest.Mode;
import app.afterglow.importer.Target;
import app.afterglow.importer.delivery.Timing;
import app.afterglow.model.Balance;
import app.afterglow.model.Balance.Line;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Selection;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Delivers to a running server where its address is given, else writes a bulk import. The history
 * is read several times (who is there, the files, which messages belong together, the posts) and
 * never held.
 */
final class MattermostTarget implements Target {

  private final Supplier<Timing> timings;

  MattermostTarget() {
    this(Timing::real);
  }

  MattermostTarget(Supplier<Timing> timings) {
    this.timings = timings;
  }

  @Override
  public ImportReport deliver(History history, ImportRequest request, Progress progress)
      throws IOException {
    return request.options().containsKey(LiveSettings.URL)
        ? new LiveDelivery(timings.get()).deliver(history, request, progress)
        : deliverZip(history, request, progress);
  }

  private static ImportReport deliverZip(History history, ImportRequest request, Progress progress)
      throws IOException {
    Settings settings = Settings.of(request.options());
    boolean dry = request.mode() == Mode.DRY_RUN;
    Path output = dry ? null : output(request);
    Path map = request.map();
    boolean mapToWrite = dry && map != null && !Files.exists(map);
    IdentityMap known = map == null || mapToWrite ? IdentityMap.EMPTY : IdentityMap.read(map);
    try {
      Run run = new Run(history, request, settings, known, map != null && !mapToWrite, progress);
      List<Path> written = new ArrayList<>();
      if (output != null) {
        written.addAll(write(run, output));
      } else {
        run.files(path -> OutputStream.nullOutputStream());
        run.lines(OutputStream.nullOutputStream());
        if (mapToWrite && map != null) {
          run.users.suggested(run.survey).write(map);
          written.add(map);
        }
      }
      return new ImportReport(run.balance(), run.losses.all(), written, run.notes(dry));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static List<Path> write(Run run, Path output) throws IOException {
    Path mapping = MappingReport.beside(output);
    try (ImportZip zip = ImportZip.create(output)) {
      run.files(path -> zip.stored("data/" + path));
      try (OutputStream lines = zip.deflated("import.jsonl")) {
        run.lines(lines);
      }
      MappingReport.write(mapping, run.survey, run.users, run.places);
      try {
        zip.finish();
      } catch (IOException e) {
        Files.deleteIfExists(mapping);
        throw e;
      }
    }
    return List.of(output, mapping);
  }

  private static Path output(ImportRequest request) throws IOException {
    Path output = request.output();
    if (output == null) {
      throw Problems.usage("output-missing");
    }
    if (Files.exists(output)) {
      throw Problems.usage("output-exists", output);
    }
    Path folder = output.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    return output;
  }

  /** One import, with everything that was decided for it. */
  private static final class Run {

    private final History history;
    private final Selection selection;
    private final Settings settings;
    private final Survey survey;
    private final Users users;
    private final Places places;
    private final Wording wording;
    private final AttachmentFiles files;
    private final Losses losses;
    private final Progress progress;
    private long delivered;
    private long posts;

    Run(
        History history,
        ImportRequest request,
        Settings settings,
        IdentityMap map,
        boolean mapGiven,
        Progress progress)
        throws IOException {
      this.history = history;
      this.selection = request.selection();
      this.settings = settings;
      this.progress = progress;
      losses = new Losses();
      survey = Survey.of(history, selection);
      users = Users.of(survey, map, mapGiven, settings, losses);
      places = Places.of(survey, users, settings, losses);
      wording = new Wording(request.locale(), survey.people());
      files = new AttachmentFiles(settings.fileLimit(), losses);
    }

    void files(AttachmentFiles.Sink sink) throws IOException {
      progress.start(Progress.Stage.ATTACHMENTS, -1, survey.attachmentBytes());
      ThreadPlan keys = ThreadPlan.of(Stream.empty());
      for (Survey.Wanted wanted : survey.conversations()) {
        try (Stream<Message> messages = messages(wanted)) {
          for (Message message : (Iterable<Message>) messages::iterator) {
            files.copy(message, history, sink, keys, progress);
          }
        }
      }
    }

    void lines(OutputStream out) throws IOException {
      progress.start(Progress.Stage.IMPORTING, survey.messages(), -1);
      try (ImportLines lines = new ImportLines(out, settings)) {
        lines.version();
        lines.team();
        Map<String, TreeSet<String>> channelsOf = new LinkedHashMap<>();
        for (Survey.Wanted wanted : survey.conversations()) {
          if (places.of(wanted) instanceof Place.Channel channel) {
            lines.channel(channel);
            for (String member : channel.members()) {
              channelsOf.computeIfAbsent(member, m -> new TreeSet<>()).add(channel.name());
            }
          }
        }
        for (Users.User user : users.distinct()) {
          lines.user(user, channelsOf.getOrDefault(user.name(), new TreeSet<>()));
        }
        posts(lines, Place.Channel.class);
        for (Survey.Wanted wanted : survey.conversations()) {
          if (places.of(wanted) instanceof Place.Direct direct) {
            lines.directChannel(direct);
          }
        }
        posts(lines, Place.Direct.class);
      }
    }

    private void posts(ImportLines lines, Class<? extends Place> kind) throws IOException {
      for (Survey.Wanted wanted : survey.conversations()) {
        Place place = places.of(wanted);
        if (kind.isInstance(place)) {
          ThreadPlan plan;
          try (Stream<Message> messages = messages(wanted)) {
            plan = ThreadPlan.of(messages);
          }
          Posts posts =
              new Posts(
                  place,
                  users,
                  wording,
                  files,
                  settings.messageLimit(),
                  losses,
                  plan,
                  post -> {
                    lines.post(place, post);
                    this.posts += 1 + post.replies.size();
                  });
          try (Stream<Message> messages = messages(wanted)) {
            for (Message message : (Iterable<Message>) messages::iterator) {
              posts.add(message);
              delivered++;
              progress.advance(1, 0);
            }
          }
          posts.finish(wanted.id());
        }
      }
    }

    /** What the import creates, and what has to be known before it is uploaded. */
    List<String> notes(boolean dry) {
      long channels =
          survey.conversations().stream()
              .filter(w -> places.of(w) instanceof Place.Channel)
              .count();
      return wording.notes(
          dry,
          settings.team(),
          users.distinct().size(),
          channels,
          survey.conversations().size() - channels,
          posts,
          files.carried());
    }

    private Stream<Message> messages(Survey.Wanted wanted) throws IOException {
      return history.messages(wanted.archived()).filter(m -> selection.includes(m.sentAt()));
    }

    Balance balance() {
      long lostFiles = losses.count(Loss.What.ATTACHMENT);
      return new Balance(
          all(survey.people().size()),
          all(survey.conversations().size()),
          new Line(survey.messages(), delivered, 0),
          new Line(survey.attachments(), files.carried(), lostFiles));
    }

    private static Line all(long items) {
      return new Line(items, items, 0);
    }
  }
}
