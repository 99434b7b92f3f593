package app.afterglow.importer.mattermost;

import app.afterglow.model.Attachment;
import app.afterglow.model.Edit;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a message says as a post. Words that people wrote are kept character by character; what
 * isn't words (calls, room events ...) becomes a readable line in the import's language.
 *
 * <p>Times in such lines are in UTC whatever the machine's zone: the server recognises a post by
 * its text, and a second run must come to the same one.
 */
final class Wording {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final ResourceBundle words;
  private final Locale locale;
  private final Map<String, Person> people;

  Wording(Locale locale, Map<String, Person> people) {
    this.locale = locale;
    this.people = people;
    words =
        ResourceBundle.getBundle(
            "app.afterglow.importer.mattermost.words",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** The message's own text, or the line that stands for it. */
  String body(MessageBody body, String sourceType) {
    return switch (body) {
      case MessageBody.Text text -> orEmpty(text.text());
      case MessageBody.FileBody file -> orEmpty(file.text());
      case MessageBody.Location location -> with(location(location), location.text());
      case MessageBody.Call call -> with(call(call), call.text());
      case MessageBody.RoomEvent event -> with(event(event), event.text());
      case MessageBody.Verification check -> with(line("verification"), check.text());
      case MessageBody.Deleted deleted -> with(line("deleted"), deleted.text());
      case MessageBody.EditOf edit -> with(line("edit"), edit.text());
      case MessageBody.ReactionTo reaction ->
          with(
              line(
                  reaction.removed() ? "reaction-removed" : "reaction",
                  Characters.escaped(Characters.first(reaction.emoji(), 64))),
              reaction.text());
      case MessageBody.Unknown unknown ->
          with(
              line("unknown", Characters.escaped(Characters.first(sourceType, 64))),
              unknown.text());
    };
  }

  private String location(MessageBody.Location location) {
    return location.latitude() == null || location.longitude() == null
        ? line("location-unknown")
        : line("location", location.latitude().toString(), location.longitude().toString());
  }

  private String call(MessageBody.Call call) {
    StringBuilder said = new StringBuilder(words.getString("line.call"));
    if (call.status() != null && !call.status().isBlank()) {
      said.append(": ").append(Characters.escaped(Characters.first(call.status(), 64)));
    }
    if (call.durationSeconds() != null) {
      long seconds = call.durationSeconds();
      said.append(", ")
          .append(
              String.format(
                  Locale.ROOT,
                  "%d:%02d:%02d",
                  seconds / 3600,
                  Math.abs(seconds / 60 % 60),
                  Math.abs(seconds % 60)));
    }
    if (!call.participantIds().isEmpty()) {
      said.append(", ").append(names(call.participantIds()));
    }
    return "*" + said + "*";
  }

  private String event(MessageBody.RoomEvent event) {
    String key =
        switch (event.event()) {
          case CREATED -> "event-created";
          case MEMBERS_CHANGED -> "event-members";
          case MEMBER_LEFT -> "event-left";
          case PARAMETERS_CHANGED -> "event-parameters";
          case ROOM_DELETED -> "event-deleted";
        };
    String said = words.getString("line." + key);
    return "*"
        + (event.memberIds().isEmpty() ? said : said + ": " + names(event.memberIds()))
        + "*";
  }

  private String names(List<String> ids) {
    String names =
        ids.stream()
            .limit(50)
            .map(id -> people.getOrDefault(id, new Person(id, null, null, false)).shownName())
            .map(name -> Characters.escaped(Characters.first(name, 64)))
            .collect(Collectors.joining(", "));
    return ids.size() > 50 ? names + ", … (+" + (ids.size() - 50) + ")" : names;
  }

  /** What goes below the text: files that aren't there, and what stood before edits. */
  String notes(Message message, List<Attachment> absent) {
    StringBuilder notes = new StringBuilder();
    notes.append(files("file-absent", absent));
    for (Edit edit : message.edits()) {
      notes.append("\n\n> ").append(edited(edit.at()));
      if (edit.previousText() != null) {
        notes.append("\n> ").append(edit.previousText().replace("\n", "\n> "));
      }
    }
    return notes.toString();
  }

  /** What goes below the text: files that the server doesn't take. */
  String refused(List<Attachment> files) {
    return files("file-refused", files);
  }

  private String files(String key, List<Attachment> files) {
    StringBuilder lines = new StringBuilder();
    for (Attachment attachment : files) {
      String name = attachment.name() == null ? "?" : Characters.first(attachment.name(), 200);
      lines.append("\n").append(line(key, Characters.escaped(name)));
    }
    return lines.toString();
  }

  private String edited(@Nullable Instant at) {
    return at == null ? line("edited") : line("edited-at", time(at));
  }

  /**
   * Stands above a post that shows another author or another time: theirs, where they are given.
   */
  String head(@Nullable String author, @Nullable Instant at) {
    String name = author == null ? "" : "**" + escapedName(author) + "**";
    String time = at == null ? "" : "*" + time(at) + "*";
    String between = name.isEmpty() || time.isEmpty() ? "" : " ";
    String head = name + between + time;
    return head.isEmpty() ? "" : head + "\n";
  }

  /** Who is shown where the archive doesn't know who it was. */
  String unknownSender() {
    return words.getString("line.sender-unknown");
  }

  /** Goes below the text: what people reacted with who can't do it themselves. */
  String reactions(List<String> each) {
    return each.isEmpty() ? "" : "\n" + line("reactions", String.join(", ", each));
  }

  /** A reaction of somebody, within {@link #reactions}. */
  String reaction(String emoji, String name) {
    return Characters.escaped(Characters.first(Characters.clean(emoji), 64))
        + " "
        + escapedName(name);
  }

  private static String escapedName(String name) {
    return Characters.escaped(Characters.first(Characters.clean(name), 64));
  }

  /** Stands above a reply whose question can't be linked. */
  String orphan() {
    return line("orphan") + "\n";
  }

  /** Stands above what has no known sender. */
  String senderUnknown() {
    return line("sender-unknown") + "\n";
  }

  /** What an import creates, in sentences for the person who runs it. */
  List<String> notes(boolean dry, Object... counts) {
    return List.of(
        new MessageFormat(words.getString(dry ? "note.plan" : "note.written"), locale)
            .format(counts),
        words.getString("note.users"));
  }

  private static String time(Instant at) {
    return TIME.format(Instant.ofEpochMilli(PostClock.millis(at)));
  }

  private String line(String key, Object... arguments) {
    return "*" + new MessageFormat(words.getString("line." + key), locale).format(arguments) + "*";
  }

  private static String with(String line, @Nullable String text) {
    return text == null || text.isBlank() ? line : line + "\n" + text;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
