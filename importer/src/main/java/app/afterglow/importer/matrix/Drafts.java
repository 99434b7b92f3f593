package app.afterglow.importer.matrix;

import app.afterglow.importer.matrix.Draft.About;
import app.afterglow.importer.matrix.Draft.Relation;
import app.afterglow.importer.matrix.Draft.ReplyTo;
import app.afterglow.importer.matrix.Draft.Shape;
import app.afterglow.importer.plain.Texts;
import app.afterglow.model.Attachment;
import app.afterglow.model.Edit;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Reaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events that a message becomes: its text as it was first, its changes, its files, and what
 * people reacted with. Comes out the same in every run.
 */
final class Drafts {

  /** Bytes of a text as JSON; an event as a whole has 65,536 (Client-Server API, "Size limits"). */
  static final int LARGEST_TEXT = 50_000;

  /** Bytes of a changed text, which stands in its event twice. */
  static final int LARGEST_CHANGE = 25_000;

  /** Characters that take no more bytes than a changed text may have, whatever they are. */
  static final int SURELY_ONE_EVENT = LARGEST_CHANGE / 6;

  private static final int LONGEST_EMOJI = 64;

  private final Wording wording;
  private final Seen seen;
  private final long largestMedia;
  private final Message message;
  private final List<Draft> drafts = new ArrayList<>();
  private final List<Loss> losses = new ArrayList<>();

  private Drafts(Wording wording, Seen seen, long largestMedia, Message message) {
    this.wording = wording;
    this.seen = seen;
    this.largestMedia = largestMedia;
    this.message = message;
  }

  /**
   * What a message becomes.
   *
   * @param events never none; the first one is the message itself
   */
  record Drafted(List<Draft> events, List<Loss> losses) {}

  static Drafted of(Wording wording, Seen seen, long largestMedia, Message message) {
    seen.add(message);
    Drafts drafts = new Drafts(wording, seen, largestMedia, message);
    drafts.all();
    return new Drafted(drafts.drafts, drafts.losses);
  }

  private void all() {
    if (message.senderId() == null) {
      lose("author-unknown", "posted by the service itself");
    }
    if (message.sentAt().isBefore(Instant.EPOCH)) {
      lose("time-before-1970", "shown as 1970");
    }
    body();
    for (int i = 0; i < message.attachments().size(); i++) {
      attachment(i, message.attachments().get(i));
    }
    reactions();
  }

  private void body() {
    switch (message.body()) {
      case MessageBody.Text text -> text(text.text());
      case MessageBody.FileBody file -> text(file.text());
      case MessageBody.Location location -> location(location);
      case MessageBody.EditOf edit -> editOf(edit);
      case MessageBody.ReactionTo reaction -> reactionTo(reaction);
      case MessageBody.Deleted deleted -> notice(deleted.targetId());
      case MessageBody.Unknown _ -> {
        lose("unknown-kind", "only its type " + message.sourceType() + " and its text are carried");
        notice(null);
      }
      case MessageBody.Call _, MessageBody.RoomEvent _, MessageBody.Verification _ -> notice(null);
    }
  }

  /** The text as it was first, then each change of it. */
  private void text(@Nullable String text) {
    String newest = sound(text == null ? "" : text);
    if (newest.isEmpty() && message.edits().isEmpty() && !message.attachments().isEmpty()) {
      return;
    }
    List<State> states = states(newest);
    boolean tooLong = states.stream().anyMatch(state -> bytesExceed(state.text(), LARGEST_CHANGE));
    if (states.size() > 1 && tooLong) {
      lose("edit-not-carried", "the text is too long for changes; only the newest is carried");
      states = List.of(new State(newest, time(message.sentAt())));
    }
    parts("m.text", states.getFirst().text(), reply(message.replyTo()));
    for (int i = 1; i < states.size(); i++) {
      Shape shape = new Draft.Text("m.text", states.get(i).text());
      add("edit." + i, states.get(i).at(), shape, new About(message.id(), null));
      seen.changed(message.id(), states.get(i).at());
    }
  }

  /** A text and since when it stood. */
  private record State(String text, Instant at) {}

  private List<State> states(String newest) {
    List<State> states = new ArrayList<>();
    Instant since = time(message.sentAt());
    for (Edit edit : message.edits()) {
      String before = edit.previousText();
      if (before == null) {
        lose("earlier-text-unknown", null);
      } else {
        states.add(new State(sound(before), since));
      }
      Instant at = edit.at();
      if (at == null) {
        lose("edit-time-unknown", null);
      }
      since = after(since, at);
    }
    // Where no earlier text is known, the newest stands for the message itself.
    states.add(new State(newest, states.isEmpty() ? time(message.sentAt()) : since));
    return states;
  }

  /**
   * When a change is to stand: later than what was before it, since of several changes homeservers
   * show the one of the latest time, and of one millisecond any.
   */
  private static Instant after(Instant before, @Nullable Instant at) {
    Instant earliest = before.plusMillis(1);
    return at == null || time(at).isBefore(earliest) ? earliest : time(at);
  }

  private void parts(String msgtype, String text, Relation relation) {
    List<String> parts = TextParts.of(text, LARGEST_TEXT);
    if (parts.size() > 1) {
      lose("split", parts.size() + " events");
    }
    for (int i = 0; i < parts.size(); i++) {
      String key = i == 0 ? "message" : "text." + (i + 1);
      Shape shape = new Draft.Text(msgtype, parts.get(i));
      add(key, message.sentAt(), shape, i == 0 ? relation : Relation.NONE);
    }
  }

  private void notice(@Nullable String about) {
    String answered = about != null ? about : message.replyTo();
    parts("m.notice", sound(wording.notice(message)), reply(answered));
  }

  private Relation reply(@Nullable String messageId) {
    if (messageId == null) {
      return Relation.NONE;
    }
    if (!seen.isBefore(messageId, message)) {
      lose("reply-target-unknown", "what it belongs to is not in the archive before it");
      return Relation.NONE;
    }
    return new ReplyTo(messageId);
  }

  private void location(MessageBody.Location location) {
    Double latitude = location.latitude();
    Double longitude = location.longitude();
    if (latitude == null || longitude == null || !isOnEarth(latitude, longitude)) {
      notice(null);
      return;
    }
    String words = sound(wording.location(location, latitude, longitude));
    String geo = String.format(Locale.ROOT, "geo:%.7f,%.7f", latitude, longitude);
    List<String> parts = TextParts.of(words, LARGEST_TEXT);
    Shape shape = new Draft.Location(parts.getFirst(), geo);
    add("message", message.sentAt(), shape, reply(message.replyTo()));
    for (int i = 1; i < parts.size(); i++) {
      Shape more = new Draft.Text("m.text", parts.get(i));
      add("text." + (i + 1), message.sentAt(), more, Relation.NONE);
    }
  }

  private static boolean isOnEarth(double latitude, double longitude) {
    return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  }

  /** A change that the archive keeps as a message: only of a person's own text it can be one. */
  private void editOf(MessageBody.EditOf edit) {
    String text = sound(edit.text() == null ? "" : edit.text());
    if (!seen.mayChange(edit.targetId(), message) || bytesExceed(text, LARGEST_CHANGE)) {
      notice(edit.targetId());
      return;
    }
    Shape shape = new Draft.Text("m.text", text);
    Instant at = changedAt(edit.targetId());
    add("message", at, shape, new About(edit.targetId(), null));
  }

  /** The same however often the conversation is gone through. */
  private Instant changedAt(String targetId) {
    Instant known = seen.lastChange(message.id());
    if (known != null) {
      return known;
    }
    Instant before = seen.lastChange(targetId);
    Instant at = before == null ? time(message.sentAt()) : after(before, message.sentAt());
    seen.changed(targetId, at);
    seen.changed(message.id(), at);
    return at;
  }

  private void reactionTo(MessageBody.ReactionTo reaction) {
    String emoji = emoji(reaction.emoji());
    boolean plain = !reaction.removed() && !emoji.isEmpty();
    if (!plain || !seen.isBefore(reaction.targetId(), message)) {
      notice(reaction.targetId());
      return;
    }
    Shape shape = new Draft.Reaction(emoji);
    add("message", message.sentAt(), shape, new About(reaction.targetId(), null));
  }

  private void attachment(int number, Attachment attachment) {
    boolean present = attachment.status() == Attachment.Status.PRESENT;
    boolean tooLarge = present && attachment.size() > largestMedia;
    Relation relation = drafts.isEmpty() ? reply(message.replyTo()) : Relation.NONE;
    if (present && !tooLarge) {
      String type = mediaType(attachment.mediaType());
      Shape shape = new Draft.Media(msgtype(type), wording.fileName(attachment), type, attachment);
      add("attachment." + number, message.sentAt(), shape, relation);
      return;
    }
    String id = attachment.sourceId() != null ? attachment.sourceId() : message.id();
    losses.add(
        tooLarge
            ? Loss.whole(
                Loss.What.ATTACHMENT,
                id,
                "too-large-for-server",
                attachment.size() + " bytes, the homeserver takes " + largestMedia)
            : Loss.whole(
                Loss.What.ATTACHMENT, id, "attachment-" + attachment.status().word(), null));
    Shape shape = new Draft.Text("m.notice", wording.missing(attachment, tooLarge));
    add("missing." + number, message.sentAt(), shape, relation);
  }

  private static String mediaType(@Nullable String claimed) {
    String type = claimed == null ? "" : claimed.strip().toLowerCase(Locale.ROOT);
    return type.matches("[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,100}") ? type : "application/octet-stream";
  }

  private static String msgtype(String mediaType) {
    return switch (mediaType.substring(0, mediaType.indexOf('/'))) {
      case "image" -> "m.image";
      case "audio" -> "m.audio";
      case "video" -> "m.video";
      default -> "m.file";
    };
  }

  private void reactions() {
    Set<String> given = new HashSet<>();
    for (int i = 0; i < message.reactions().size(); i++) {
      Reaction reaction = message.reactions().get(i);
      String emoji = emoji(reaction.emoji());
      String who = Objects.requireNonNullElse(reaction.senderId(), "");
      if (emoji.isEmpty() || !given.add(who + "\n" + emoji)) {
        lose(emoji.isEmpty() ? "reaction-without-emoji" : "reaction-repeated", "reaction." + i);
        continue;
      }
      if (reaction.senderId() == null) {
        lose("reaction-author-unknown", "reaction." + i);
      }
      Instant at = Objects.requireNonNullElse(reaction.at(), message.sentAt());
      drafts.add(
          new Draft(
              "reaction." + i,
              reaction.senderId(),
              time(at),
              new Draft.Reaction(emoji),
              new About(message.id(), drafts.getFirst().key())));
    }
  }

  private static String emoji(String text) {
    return Texts.clip(Texts.wellFormed(text).replace("\0", "").strip(), LONGEST_EMOJI);
  }

  private void add(String key, Instant at, Shape shape, Relation relation) {
    drafts.add(new Draft(key, message.senderId(), time(at), shape, relation));
  }

  /** Matrix counts milliseconds from 1970 on. */
  private static Instant time(Instant at) {
    return at.isBefore(Instant.EPOCH) ? Instant.EPOCH : Instant.ofEpochMilli(at.toEpochMilli());
  }

  /** Half surrogate pairs can't be written as UTF-8, and databases of homeservers take no NUL. */
  private String sound(String text) {
    String sound = Texts.wellFormed(text).replace('\0', '\uFFFD');
    if (!sound.equals(text) && losses.stream().noneMatch(l -> l.reason().equals("characters"))) {
      lose("characters", "characters that can't be written became U+FFFD");
    }
    return sound;
  }

  private static boolean bytesExceed(String text, int most) {
    return text.length() > most / 6 && TextParts.of(text, most).size() > 1;
  }

  private void lose(String reason, @Nullable String detail) {
    losses.add(Loss.partial(Loss.What.MESSAGE, message.id(), reason, detail));
  }
}
