package app.afterglow.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message is. Every target switches over this without {@code default}, so that a new kind
 * can't be forgotten anywhere.
 *
 * <p>Every kind may carry a text: what the store shows for it. An absent text is null, an empty one
 * {@code ""}.
 */
public sealed interface MessageBody {

  /** The text that belongs to it, null where there is none. */
  @Nullable String text();

  /** The word that stands in the archive as {@code kind}. */
  default String kind() {
    return switch (this) {
      case Text _ -> "text";
      case FileBody _ -> "file";
      case Location _ -> "location";
      case Call _ -> "call";
      case RoomEvent _ -> "room-event";
      case Verification _ -> "verification";
      case Deleted _ -> "deleted";
      case EditOf _ -> "edit";
      case ReactionTo _ -> "reaction";
      case Unknown _ -> "unknown";
    };
  }

  /** Words somebody wrote. */
  record Text(@Nullable String text) implements MessageBody {}

  /** One file or more, which stand in {@link Message#attachments()}; the text is their caption. */
  record FileBody(@Nullable String text) implements MessageBody {}

  /**
   * A place on the map.
   *
   * @param latitude degrees north, null where the store's payload doesn't say it
   * @param longitude degrees east, null where the store's payload doesn't say it
   */
  record Location(@Nullable Double latitude, @Nullable Double longitude, @Nullable String text)
      implements MessageBody {}

  /**
   * A call.
   *
   * @param status the source's word for how it went, null where it doesn't say it
   * @param durationSeconds how long it lasted, null where the store doesn't say it
   * @param participantIds who took part, as far as the store says it
   */
  record Call(
      @Nullable String status,
      @Nullable Long durationSeconds,
      List<String> participantIds,
      @Nullable String text)
      implements MessageBody {
    public Call {
      participantIds = List.copyOf(participantIds);
    }
  }

  /**
   * Something that happened to the conversation itself.
   *
   * @param event what happened
   * @param memberIds whom it concerns, as far as the store says it
   */
  record RoomEvent(Event event, List<String> memberIds, @Nullable String text)
      implements MessageBody {
    public RoomEvent {
      memberIds = List.copyOf(memberIds);
    }

    /** What happened to a conversation. */
    public enum Event {
      CREATED("created"),
      MEMBERS_CHANGED("members-changed"),
      MEMBER_LEFT("member-left"),
      PARAMETERS_CHANGED("parameters-changed"),
      ROOM_DELETED("room-deleted");

      private final String word;

      Event(String word) {
        this.word = word;
      }

      /** The word that stands in the archive as {@code roomEvent.event}. */
      public String word() {
        return word;
      }
    }
  }

  /** Somebody verified somebody's identity, or asked to. */
  record Verification(@Nullable String text) implements MessageBody {}

  /**
   * A message was deleted or recalled.
   *
   * @param targetId the deleted message's id, null where the store doesn't say it
   */
  record Deleted(@Nullable String targetId, @Nullable String text) implements MessageBody {}

  /**
   * A change of an earlier message that the store keeps as a message of its own.
   *
   * @param targetId the changed message's id
   * @param text the new text
   */
  record EditOf(String targetId, @Nullable String text) implements MessageBody {}

  /**
   * A reaction that the store keeps as a message of its own.
   *
   * @param targetId the id of the message reacted to
   * @param emoji what was reacted with
   * @param removed true where the reaction was taken back
   */
  record ReactionTo(String targetId, String emoji, boolean removed, @Nullable String text)
      implements MessageBody {}

  /** Something this version doesn't know: its fields stand in {@link Message#raw()}. */
  record Unknown(@Nullable String text) implements MessageBody {}
}
