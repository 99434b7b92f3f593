package app.afterglow.importer.slack;

import app.afterglow.archive.History;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.Target;
import app.afterglow.importer.plain.Feature;
import app.afterglow.importer.plain.FileSet;
import app.afterglow.importer.plain.Names;
import app.afterglow.importer.plain.PlainProblems;
import app.afterglow.importer.plain.Scope;
import app.afterglow.importer.plain.Tally;
import app.afterglow.importer.plain.Words;
import app.afterglow.model.Attachment;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.progress.Progress;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a ZIP in the layout of a Slack export. */
final class SlackTarget implements Target {

  /** The id of the workspace that all of it pretends to come from. */
  static final String TEAM = "TAFTERGLOW";

  private static final Set<Feature> KEPT =
      EnumSet.of(
          Feature.MILLISECONDS,
          Feature.SECONDS,
          Feature.REPLY,
          Feature.EDITS,
          Feature.EDIT_TIMES,
          Feature.REACTIONS,
          Feature.MEDIA_TYPES);

  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public ImportReport deliver(History history, ImportRequest request, Progress progress)
      throws IOException {
    Channel.Listing rooms = rooms(request);
    Scope scope = Scope.of(history, request.selection());
    Tally tally = new Tally(scope, KEPT);
    try (FileSet files = FileSet.zip(request)) {
      new Run(scope, tally, request, rooms, files, progress).write();
      return tally.report(files.finish());
    }
  }

  private static Channel.Listing rooms(ImportRequest request) throws IOException {
    String rooms = request.options().getOrDefault(SlackTargetProvider.ROOMS, "private");
    return switch (rooms) {
      case "private" -> Channel.Listing.PRIVATE;
      case "public" -> Channel.Listing.PUBLIC;
      default -> throw PlainProblems.option(SlackTargetProvider.ROOMS, rooms, "private, public");
    };
  }

  /** One delivery. */
  private static final class Run {
    private final Scope scope;
    private final Tally tally;
    private final FileSet files;
    private final Progress progress;
    private final Users users;
    private final Channels channels;
    private final SlackMessages messages;

    Run(
        Scope scope,
        Tally tally,
        ImportRequest request,
        Channel.Listing rooms,
        FileSet files,
        Progress progress) {
      Words words = new Words(request.locale(), request.zone());
      Names names = new Names(scope, words, tally);
      this.scope = scope;
      this.tally = tally;
      this.files = files;
      this.progress = progress;
      this.users = new Users(scope, names, request.options().get(SlackTargetProvider.EMAIL_DOMAIN));
      this.channels = new Channels(scope, users, names, rooms, tally);
      this.messages = new SlackMessages(users, names, words, tally);
    }

    void write() throws IOException {
      progress.start(Progress.Stage.IMPORTING, scope.messages(), scope.bytes());
      for (Channel.Listing list : Channel.Listing.values()) {
        try (JsonGenerator json = json(list.file())) {
          channels.write(list, json);
        }
      }
      // mmetl refuses an export without it.
      try (JsonGenerator json = json("integration_logs.json")) {
        json.writeStartArray();
        json.writeEndArray();
      }
      for (Channel channel : channels.all()) {
        write(channel);
        tally.conversation();
      }
      // Last, because it also lists people whom only a message names.
      try (JsonGenerator json = json("users.json")) {
        users.write(json);
      }
      for (Person _ : scope.people()) {
        tally.person();
      }
      progress.start(Progress.Stage.FINISHING, -1, -1);
    }

    private void write(Channel channel) throws IOException {
      Threads threads = Threads.of(scope, channel.wanted());
      try (Days days = new Days(channel.folder())) {
        Timestamps timestamps = new Timestamps();
        scope.forEach(channel.wanted(), m -> days.add(m, timestamps.next(m.sentAt()), threads));
      }
      if (files.takesContent() && channel.wanted().contents() > 0) {
        scope.forEach(channel.wanted(), this::copyFiles);
      }
    }

    private void copyFiles(Message message) throws IOException {
      for (int i = 0; i < message.attachments().size(); i++) {
        Attachment attachment = message.attachments().get(i);
        if (attachment.status() == Attachment.Status.PRESENT) {
          String path = SlackFiles.path(message, i);
          try (OutputStream out = files.file(path, message.sentAt(), attachment.mediaType())) {
            scope.copy(attachment, out);
          }
          progress.advance(0, attachment.size());
        }
      }
    }

    private JsonGenerator json(String path) throws IOException {
      return JSON.createGenerator(files.file(path, null, null));
    }

    /** Writes a channel's messages, a file for each day of UTC. */
    private final class Days implements AutoCloseable {
      private final String folder;
      private @Nullable LocalDate day;
      private @Nullable JsonGenerator json;

      Days(String folder) {
        this.folder = folder;
      }

      void add(Message message, long micros, Threads threads) throws IOException {
        tally.message(message);
        for (Attachment attachment : message.attachments()) {
          tally.attachment(message, attachment);
        }
        progress.advance(1, 0);
        if (threads.isGathered(message)) {
          tally.count(
              message.conversationId(),
              "reaction-gathered",
              "reactions held by the message they belong to, without their time");
          return;
        }
        if (micros != message.sentAt().toEpochMilli() * 1_000) {
          tally.count(
              message.conversationId(),
              "time-moved",
              "set some milliseconds later, since no two may have one time");
        }
        long root = threads.root(message, micros);
        boolean answers = Threads.answered(message) != null;
        if (answers && (root == Threads.NONE || root == micros)) {
          tally.count(
              message.conversationId(),
              "reply-unlinked",
              "without a thread, since what they answer is not there or comes later");
        }
        JsonGenerator out = at(LocalDate.ofInstant(instant(micros), ZoneOffset.UTC));
        messages.write(message, micros, root, threads.reactions(message), out);
        out.writeRaw('\n');
      }

      private JsonGenerator at(LocalDate date) throws IOException {
        if (json != null && date.equals(day)) {
          return json;
        }
        close();
        day = date;
        json = json(folder + "/" + date + ".json");
        json.writeStartArray();
        return json;
      }

      private static Instant instant(long micros) {
        return Instant.ofEpochMilli(micros / 1_000);
      }

      @Override
      public void close() throws IOException {
        if (json != null) {
          json.writeEndArray();
          json.close();
          json = null;
        }
      }
    }
  }
}
