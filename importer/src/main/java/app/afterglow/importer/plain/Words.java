package app.afterglow.importer.plain;

import app.afterglow.importer.TargetWords;
import app.afterglow.model.Attachment;
import app.afterglow.model.Edit;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Reaction;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says every kind of message in a language people read. */
public final class Words {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final TargetWords words;
  private final ZoneId zone;

  /** Words in this language, with times in this zone. */
  public Words(Locale locale, ZoneId zone) {
    this.zone = zone;
    this.words = new TargetWords(Words.class, locale);
  }

  /** The words under this key. */
  public String say(String key, Object... arguments) {
    return words.of(key, arguments);
  }

  /** Who did it, where nothing says it. */
  public String nobody() {
    return say("nobody");
  }

  /** A moment in the zone, to the second. */
  public String moment(Instant instant) {
    return MOMENT.format(instant.atZone(zone));
  }

  /**
   * A whole message in words: what it is where that isn't plain, its text, and a line for each
   * attachment that is not there.
   *
   * @param names shows people by their ids
   */
  public String message(Message message, Function<@Nullable String, String> names) {
    List<String> lines = new ArrayList<>();
    String kind = kind(message, names);
    String text = message.body().text();
    if (kind == null) {
      lines.add(text == null ? "" : text);
    } else if (text == null || text.isEmpty()) {
      lines.add(kind);
    } else {
      lines.add(message.body() instanceof MessageBody.EditOf ? kind + " " + text : kind);
      if (!(message.body() instanceof MessageBody.EditOf)) {
        lines.add(text);
      }
    }
    for (Attachment attachment : message.attachments()) {
      String absent = absent(attachment);
      if (absent != null) {
        lines.add(absent);
      }
    }
    if (lines.size() > 1 && lines.getFirst().isEmpty()) {
      lines.removeFirst();
    }
    return String.join("\n", lines);
  }

  /** What a message is, null where its text or files say it all. */
  private @Nullable String kind(Message message, Function<@Nullable String, String> names) {
    return switch (message.body()) {
      case MessageBody.Text _, MessageBody.FileBody _ -> null;
      case MessageBody.Location location -> location(location);
      case MessageBody.Call call -> call(call, names);
      case MessageBody.RoomEvent event -> event(event, names);
      case MessageBody.Verification _ -> say("verification");
      case MessageBody.Deleted _ -> say("deleted");
      case MessageBody.EditOf edit -> say(edit.text() == null ? "edit-unknown" : "edit");
      case MessageBody.ReactionTo reaction ->
          say(
              reaction.removed() ? "reaction-removed" : "reaction",
              Texts.oneLine(reaction.emoji()));
      case MessageBody.Unknown _ -> say("unknown", Texts.oneLine(message.sourceType()));
    };
  }

  private String location(MessageBody.Location location) {
    return location.latitude() == null || location.longitude() == null
        ? say("location-unknown")
        : say("location", location.latitude().toString(), location.longitude().toString());
  }

  private String call(MessageBody.Call call, Function<@Nullable String, String> names) {
    List<String> parts = new ArrayList<>();
    if (call.status() != null) {
      parts.add(Texts.oneLine(call.status()));
    }
    if (call.durationSeconds() != null) {
      parts.add(duration(call.durationSeconds()));
    }
    if (!call.participantIds().isEmpty()) {
      parts.add(people(call.participantIds(), names));
    }
    return parts.isEmpty() ? say("call") : say("call-with", String.join(", ", parts));
  }

  private String event(MessageBody.RoomEvent event, Function<@Nullable String, String> names) {
    String what =
        switch (event.event()) {
          case CREATED -> say("room-created");
          case MEMBERS_CHANGED -> say("room-members");
          case MEMBER_LEFT -> say("room-left");
          case PARAMETERS_CHANGED -> say("room-parameters");
          case ROOM_DELETED -> say("room-deleted");
        };
    return event.memberIds().isEmpty()
        ? what
        : say("concerning", what, people(event.memberIds(), names));
  }

  private static String people(List<String> ids, Function<@Nullable String, String> names) {
    return String.join(", ", ids.stream().map(names).toList());
  }

  /** A number of seconds as hours, minutes and seconds: {@code 1:02:03}. */
  private static String duration(long seconds) {
    long s = Math.max(0, seconds);
    return s >= 3600
        ? String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60);
  }

  /** The line for an attachment whose content isn't there, null where it is. */
  public @Nullable String absent(Attachment attachment) {
    return switch (attachment.status()) {
      case PRESENT -> null;
      case MISSING -> say("attachment-missing", name(attachment));
      case DAMAGED -> say("attachment-damaged", name(attachment));
    };
  }

  /** The line for a former text of a message. */
  public String former(Edit edit) {
    String before = edit.previousText() == null ? say("former-lost") : edit.previousText();
    return edit.at() == null ? say("former", before) : say("former-at", moment(edit.at()), before);
  }

  /** Lines for what else there is of a message: former texts, reactions, when it was to go. */
  public List<String> extras(Message message, Function<@Nullable String, String> names) {
    List<String> lines = new ArrayList<>();
    for (Edit edit : message.edits()) {
      lines.add(former(edit));
    }
    for (Reaction reaction : message.reactions()) {
      String emoji = Texts.oneLine(reaction.emoji());
      String person = names.apply(reaction.senderId());
      lines.add(
          reaction.at() == null
              ? say("reacted", emoji, person)
              : say("reacted-at", emoji, person, moment(reaction.at())));
    }
    if (message.expiresAt() != null) {
      lines.add(say("expires", moment(message.expiresAt())));
    }
    return lines;
  }

  private String name(Attachment attachment) {
    String name = attachment.name() == null ? "" : Texts.oneLine(attachment.name());
    return name.isEmpty() ? say("attachment-unnamed") : Texts.clip(name, 200);
  }
}
