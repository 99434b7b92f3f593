package app.afterglow.importer.matrix;

import app.afterglow.model.Attachment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event of a message as it will stand in the room, without what only sending can tell.
 *
 * @param key its name within its message, which is the step's
 * @param senderId who it is from, null where the archive doesn't say it
 * @param at the time it will show
 * @param shape what it is
 * @param relation what it belongs to
 */
record Draft(String key, @Nullable String senderId, Instant at, Shape shape, Relation relation) {

  /** What an event is. */
  sealed interface Shape {

    /** The text by which it is compared when it is read back. */
    default String shown() {
      return switch (this) {
        case Text text -> text.body();
        case Media media -> media.name();
        case Location location -> location.body() + "\n" + location.geo();
        case Reaction reaction -> reaction.emoji();
      };
    }
  }

  /** Words. */
  record Text(String msgtype, String body) implements Shape {}

  /** A file. */
  record Media(String msgtype, String name, String mediaType, Attachment attachment)
      implements Shape {}

  /** A place, by RFC 5870. */
  record Location(String body, String geo) implements Shape {}

  /** A reaction. */
  record Reaction(String emoji) implements Shape {}

  /** What an event belongs to. */
  sealed interface Relation {
    /** Nothing. */
    Relation NONE = new None();
  }

  /** To nothing. */
  record None() implements Relation {}

  /** It answers a message. */
  record ReplyTo(String messageId) implements Relation {}

  /**
   * It changes an event, or reacts to it.
   *
   * @param key the event's step, null for the first event of the message
   */
  record About(String messageId, @Nullable String key) implements Relation {}
}
