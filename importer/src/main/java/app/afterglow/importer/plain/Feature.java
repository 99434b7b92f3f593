package app.afterglow.importer.plain;

import app.afterglow.model.Attachment;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import java.time.temporal.ChronoUnit;

/**
 * What a message can have beside its text, sender and time to the second. A target says which of
 * these its form keeps; of the others the loss report counts, conversation by conversation, how
 * many messages had them.
 */
public enum Feature {
  MILLISECONDS("time-milliseconds", "the time to the millisecond"),
  SECONDS("time-seconds", "the time to the second"),
  KIND("kind-as-text", "the kind of entry, which is told in words"),
  REPLY("reply-link", "the link to the message they answer"),
  EDITS("edits", "the texts that stood before a change"),
  EDIT_TIMES("edit-times", "when a change was made"),
  REACTIONS("reactions", "reactions"),
  REACTION_TIMES("reaction-times", "when somebody reacted"),
  EXPIRY("expiry", "when they were to be deleted"),
  MEDIA_TYPES("media-types", "the media type of an attachment"),
  SOURCE_FIELDS("source-fields", "fields of the source that no form but the archive knows");

  private final String reason;
  private final String detail;

  Feature(String reason, String detail) {
    this.reason = reason;
    this.detail = detail;
  }

  /** The stable word for it in a loss report. */
  public String reason() {
    return reason;
  }

  /** What it is, in English, to go on from "without". */
  public String detail() {
    return detail;
  }

  /** Whether a message has it. */
  public boolean isIn(Message message) {
    return switch (this) {
      case MILLISECONDS ->
          !message.sentAt().truncatedTo(ChronoUnit.SECONDS).equals(message.sentAt());
      case SECONDS -> message.sentAt().getEpochSecond() % 60 != 0;
      case KIND -> isToldInWords(message.body());
      case REPLY -> message.replyTo() != null;
      case EDITS -> !message.edits().isEmpty();
      case EDIT_TIMES -> message.edits().stream().anyMatch(e -> e.at() != null);
      case REACTIONS -> !message.reactions().isEmpty();
      case REACTION_TIMES -> message.reactions().stream().anyMatch(r -> r.at() != null);
      case EXPIRY -> message.expiresAt() != null;
      case MEDIA_TYPES -> message.attachments().stream().anyMatch(Feature::hasMediaType);
      case SOURCE_FIELDS -> !message.raw().isEmpty();
    };
  }

  private static boolean hasMediaType(Attachment attachment) {
    return attachment.mediaType() != null;
  }

  private static boolean isToldInWords(MessageBody body) {
    return switch (body) {
      case MessageBody.Text _, MessageBody.FileBody _ -> false;
      case MessageBody.Location _,
          MessageBody.Call _,
          MessageBody.RoomEvent _,
          MessageBody.Verification _,
          MessageBody.Deleted _,
          MessageBody.EditOf _,
          MessageBody.ReactionTo _,
          MessageBody.Unknown _ ->
          true;
    };
  }
}
