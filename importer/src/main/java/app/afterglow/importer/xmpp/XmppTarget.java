package app.afterglow.importer.xmpp;

import app.afterglow.archive.History;
import app.afterglow.importer.IdentityMap;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.Target;
import app.afterglow.importer.TargetWords;
import app.afterglow.importer.plain.Feature;
import app.afterglow.importer.plain.FileSet;
import app.afterglow.importer.plain.FolderSet;
import app.afterglow.importer.plain.Names;
import app.afterglow.importer.plain.Scope;
import app.afterglow.importer.plain.Tally;
import app.afterglow.importer.plain.Words;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a folder with the accounts (XEP-0227), the rooms (Prosody) and the files (for the web).
 */
final class XmppTarget implements Target {

  private static final Set<Feature> KEPT =
      EnumSet.of(
          Feature.MILLISECONDS,
          Feature.SECONDS,
          Feature.REPLY,
          Feature.EDITS,
          Feature.EDIT_TIMES,
          Feature.REACTIONS,
          Feature.REACTION_TIMES,
          Feature.MEDIA_TYPES);

  /** Bytes of stanzas held in memory while they are put in order. */
  private static final int SORTED_IN_MEMORY = 8 << 20;

  @Override
  public ImportReport deliver(History history, ImportRequest request, Progress progress)
      throws IOException {
    Settings settings = Settings.of(request);
    boolean dryRun = request.mode() == ImportRequest.Mode.DRY_RUN;
    Path file = request.map();
    boolean suggest = dryRun && file != null && !Files.exists(file);
    IdentityMap map = file == null || suggest ? IdentityMap.EMPTY : IdentityMap.read(file);
    Scope scope = Scope.of(history, request.selection());
    Tally tally = new Tally(scope, KEPT);
    try (FolderSet files = FileSet.folder(request)) {
      Run run = new Run(scope, tally, request, settings, map, files, progress);
      run.write();
      if (suggest && file != null) {
        run.addresses.suggested(run.messages).write(file);
      }
      ImportReport report = tally.report(files.finish());
      return new ImportReport(
          report.balance(), report.losses(), report.written(), run.notes(dryRun));
    }
  }

  /** One delivery. */
  private static final class Run {
    private final Scope scope;
    private final Tally tally;
    private final Settings settings;
    private final FolderSet files;
    private final Progress progress;
    private final Words words;
    private final TargetWords own;
    private final Addresses addresses;
    private final Places places;
    private final Contacts contacts;
    private final @Nullable Media media;
    private final Path beside;
    private final Map<String, Long> messages = new HashMap<>();

    Run(
        Scope scope,
        Tally tally,
        ImportRequest request,
        Settings settings,
        IdentityMap map,
        FolderSet files,
        Progress progress)
        throws IOException {
      this.scope = scope;
      this.tally = tally;
      this.settings = settings;
      this.files = files;
      this.progress = progress;
      this.words = new Words(request.locale(), request.zone());
      this.own = new TargetWords(XmppTarget.class, request.locale());
      Names names = new Names(scope, words, tally);
      this.addresses = new Addresses(scope, names, settings, map, tally);
      this.places = new Places(scope, addresses, names, tally);
      this.contacts = new Contacts(scope, addresses, places.direct());
      this.media =
          settings.media() == null ? null : new Media(scope, files, progress, settings.media());
      Path output = request.output();
      Path folder = output == null ? null : output.toAbsolutePath().normalize().getParent();
      this.beside = folder == null ? Path.of("").toAbsolutePath() : folder;
    }

    void write() throws IOException {
      progress.start(Progress.Stage.IMPORTING, scope.messages(), scope.bytes());
      UserFiles users = new UserFiles(files, settings, addresses, contacts, places.rooms());
      List<String> accounts = addresses.accounts();
      try (Sorter sorter = new Sorter(beside, SORTED_IN_MEMORY)) {
        for (Place.Direct direct : places.direct()) {
          int one = accounts.indexOf(direct.one());
          int other = accounts.indexOf(direct.other());
          converse(
              direct,
              (millis, id, message) -> {
                if (!files.takesContent()) {
                  return;
                }
                byte[] result = users.result(millis, id, message);
                if (one >= 0) {
                  sorter.add(one, millis, result);
                }
                if (other >= 0 && other != one) {
                  sorter.add(other, millis, result);
                }
              });
        }
        users.write(sorter);
      }
      rooms();
      Guide.write(files, settings, own);
      people();
      progress.start(Progress.Stage.FINISHING, -1, -1);
    }

    private void rooms() throws IOException {
      RoomFiles rooms = new RoomFiles(files);
      for (Place.Room room : places.rooms()) {
        try (Sorter sorter = new Sorter(beside, SORTED_IN_MEMORY)) {
          converse(
              room,
              (millis, id, message) -> {
                if (files.takesContent()) {
                  sorter.add(0, millis, RoomFiles.item(millis, id, message));
                }
              });
          rooms.write(room, room.wanted().archived().conversation().description(), sorter);
        }
      }
    }

    private void converse(Place place, Stanzas.Taker taker) throws IOException {
      Stanzas stanzas = new Stanzas(place, addresses, words, own, tally, media, taker);
      scope.forEach(place.wanted(), message -> add(message, stanzas));
      tally.conversation();
    }

    private void add(Message message, Stanzas stanzas) throws IOException {
      if (message.senderId() != null) {
        messages.merge(message.senderId(), 1L, Long::sum);
      }
      stanzas.add(message);
      progress.advance(1, 0);
    }

    /** A person is carried who has an account, is somebody's contact, or may enter a room. */
    private void people() {
      Set<String> known = new HashSet<>(addresses.accounts());
      for (Place.Room room : places.rooms()) {
        known.addAll(room.owners());
        known.addAll(room.members());
      }
      for (String account : addresses.accounts()) {
        known.addAll(contacts.of(account));
      }
      for (Person person : scope.people()) {
        if (known.contains(addresses.of(person.id()))) {
          tally.person();
        } else {
          tally.personLost(
              person.id(), "nobodys-contact", "has no account, and no account knows them");
        }
      }
    }

    List<String> notes(boolean dryRun) {
      List<String> notes = new ArrayList<>();
      notes.add(
          own.of(
              dryRun ? "plan" : "done",
              addresses.accounts().size(),
              places.direct().size(),
              places.rooms().size()));
      notes.add(own.of("passwords"));
      if (settings.media() != null && scope.bytes() > 0) {
        notes.add(own.of("media", settings.media()));
      }
      return notes;
    }
  }
}
