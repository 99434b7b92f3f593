package app.afterglow.launcher.cli;

import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.FoundStore.KeyKind;
import app.afterglow.exporter.container.FoundBackup;
import app.afterglow.exporter.places.Findings;
import app.afterglow.launcher.program.Times;
import app.afterglow.launcher.terminal.Words;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a search found, as people and machines are told. */
final class FindWords {

  private static final int CLOSED_SHOWN = 5;

  private final Session session;
  private final Words words;
  private final StoreChoice choice;

  FindWords(Session session) {
    this.session = session;
    this.words = session.words();
    this.choice = new StoreChoice(session);
  }

  void say(Findings found) {
    if (found.stores().isEmpty() && found.backups().isEmpty()) {
      session.say("find.nothing");
    }
    if (!found.stores().isEmpty()) {
      session.say("find.head", found.stores().size());
      for (FoundStore store : found.stores()) {
        session.line("");
        session.line(choice.describe(store));
        session.line("     " + state(store));
      }
    }
    if (!found.backups().isEmpty()) {
      if (!found.stores().isEmpty()) {
        session.line("");
      }
      session.say("find.backups", found.backups().size());
      for (FoundBackup backup : found.backups()) {
        session.line("");
        session.line(describe(backup));
      }
    }
    sayClosed(found.closed());
    sayNext(found);
  }

  private String state(FoundStore store) {
    List<String> parts = new ArrayList<>();
    if (!Files.isRegularFile(store.database())) {
      parts.add(words.say("find.no-database"));
    }
    long log = StoreState.logSize(store);
    if (log > 0) {
      parts.add(words.say("find.log", words.size(log)));
    }
    parts.add(words.say(StoreState.hasKeys(store) ? "find.keys" : "find.no-keys"));
    if (store.keys().contains(KeyKind.DEVICE_SECRET)) {
      parts.add(words.say("find.device-secret"));
    }
    return String.join(words.say("find.and"), parts);
  }

  private String describe(FoundBackup backup) {
    String kind = words.say("backup." + word(backup.kind()));
    String size = backup.size() < 0 ? "" : ", " + words.size(backup.size());
    return words.say(
        "find.backup",
        backup.device().isEmpty() ? kind : kind + ", " + backup.device(),
        Times.of(backup.modified(), session.locale(), ZoneId.systemDefault()) + size,
        words.say("find.holds." + word(backup.holds())),
        backup.encrypted() ? words.say("find.encrypted." + word(backup.kind())) : "",
        backup.path().toString());
  }

  private void sayClosed(List<Path> closed) {
    if (closed.isEmpty()) {
      return;
    }
    session.line("");
    session.say("find.closed");
    for (Path folder : closed.subList(0, Math.min(CLOSED_SHOWN, closed.size()))) {
      session.line("  " + folder);
    }
    if (closed.size() > CLOSED_SHOWN) {
      session.say("losses.more", closed.size() - CLOSED_SHOWN);
    }
  }

  private void sayNext(Findings found) {
    if (found.stores().isEmpty() && found.backups().isEmpty()) {
      return;
    }
    Path first =
        found.stores().isEmpty()
            ? found.backups().getFirst().path()
            : found.stores().getFirst().given();
    session.line("");
    session.say("find.next", first.toString());
  }

  /** A backup as an object. */
  static void write(FoundBackup backup, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("path", backup.path().toString());
    out.writeStringField("kind", word(backup.kind()));
    out.writeBooleanField("encrypted", backup.encrypted());
    out.writeStringField("holds", word(backup.holds()));
    out.writeStringField("device", backup.device());
    if (backup.size() >= 0) {
      out.writeNumberField("size", backup.size());
    }
    out.writeStringField("modified", backup.modified().toString());
    out.writeEndObject();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
