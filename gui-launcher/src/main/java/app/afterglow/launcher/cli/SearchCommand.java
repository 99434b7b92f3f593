package app.afterglow.launcher.cli;

import app.afterglow.archive.ArchiveReader;
import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.RecordJson;
import app.afterglow.launcher.program.ExitCodes;
import app.afterglow.launcher.program.Times;
import app.afterglow.launcher.terminal.TerminalProgress;
import app.afterglow.launcher.viewer.search.Query;
import app.afterglow.model.Message;
import app.afterglow.model.Selection;
import app.afterglow.search.Needles;
import app.afterglow.search.SearchedTexts;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code afterglow search}: goes through an archive once and tells what it finds as it finds it.
 */
@Command(name = "search")
final class SearchCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "FILE", descriptionKey = "file")
  Path file = Path.of("");

  @Parameters(index = "1", paramLabel = "QUERY", arity = "0..1", descriptionKey = "typed")
  String typed = "";

  @Mixin IdentityOptions identities = new IdentityOptions();
  @Mixin SelectionOptions selection = new SelectionOptions();

  @Option(names = "--from", paramLabel = "PERSON")
  List<String> senders = new ArrayList<>();

  @Option(names = "--with-files")
  boolean withFiles;

  @Option(names = "--limit", paramLabel = "N")
  long limit = Long.MAX_VALUE;

  SearchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Selection wanted = selection.read();
    ZoneId zone = selection.zone();
    selection.say(session);
    try (Identities keys = identities.read(session);
        ArchiveReader archive = ArchiveReader.open(file, keys.all());
        TerminalProgress progress = TerminalProgress.silent(session.terminal())) {
      People people = People.of(archive);
      Query query = query(wanted, people);
      JsonGenerator json =
          session.beginAnswer(
              out -> {
                out.writeStringField("command", "search");
                out.writeStringField("archive", file.toString());
                out.writeStringField("query", typed);
                out.writeArrayFieldStart("hits");
              });
      Hits hits = new Hits(query, people, zone, json);
      for (ArchivedConversation conversation : archive.conversations()) {
        if (hits.found < limit && wanted.includes(conversation.conversation())) {
          read(archive, conversation, hits, progress);
        }
      }
      session.note("search.found", hits.found, hits.conversations);
      long found = hits.found;
      session.answer(out -> out.writeNumberField("found", found));
    }
    return ExitCodes.DONE;
  }

  private Query query(Selection wanted, People people) throws IOException {
    return new Query(
        Needles.parse(typed),
        people.named(senders),
        Set.of(),
        wanted.since() == null ? Long.MIN_VALUE : wanted.since().toEpochMilli(),
        wanted.until() == null ? Long.MAX_VALUE : wanted.until().toEpochMilli(),
        withFiles);
  }

  private void read(
      ArchiveReader archive,
      ArchivedConversation conversation,
      Hits hits,
      TerminalProgress progress)
      throws IOException {
    if (hits.isOutside(conversation)) {
      return;
    }
    hits.heading = conversation;
    try (Stream<Message> messages = archive.messages(conversation)) {
      for (Iterator<Message> each = messages.iterator(); each.hasNext() && hits.found < limit; ) {
        Message message = each.next();
        progress.advance(1, 0);
        if (hits.query.matches(message)) {
          hits.tell(conversation, message);
        }
      }
    }
  }

  /** What is told, to whom. */
  private final class Hits {
    private final Query query;
    private final People people;
    private final ZoneId zone;
    private final @Nullable JsonGenerator json;
    private @Nullable ArchivedConversation heading;
    private long found;
    private long conversations;

    Hits(Query query, People people, ZoneId zone, @Nullable JsonGenerator json) {
      this.query = query;
      this.people = people;
      this.zone = zone;
      this.json = json;
    }

    /** Whether all of a conversation was sent at other times than those wanted. */
    boolean isOutside(ArchivedConversation conversation) {
      Instant first = conversation.firstAt();
      Instant last = conversation.lastAt();
      return first == null
          || last == null
          || last.toEpochMilli() < query.since()
          || first.toEpochMilli() >= query.until();
    }

    void tell(ArchivedConversation conversation, Message message) throws IOException {
      found++;
      if (heading != null) {
        conversations++;
        session.line((conversations > 1 ? "\n" : "") + people.title(conversation.conversation()));
        heading = null;
      }
      if (json != null) {
        json.writeStartObject();
        json.writeStringField("conversation", people.title(conversation.conversation()));
        json.writeStringField("sender", people.name(message.senderId()));
        json.writeFieldName("message");
        RecordJson.write(message, json);
        json.writeEndObject();
        return;
      }
      List<String> texts = SearchedTexts.of(message);
      String text = texts.isEmpty() ? message.body().kind() : String.join(" · ", texts);
      session.line(
          "  %s  %s: "
              .formatted(
                  Times.of(message.sentAt(), session.locale(), zone),
                  people.name(message.senderId()).replaceAll("\\R", " ")),
          Snippet.of(text, query.needles()));
    }
  }
}
