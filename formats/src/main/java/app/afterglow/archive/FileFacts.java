package app.afterglow.archive;

import app.afterglow.model.Attachment;
import app.afterglow.model.Message;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a look at one file of an archive finds: its hash, and what its lines say together. */
final class FileFacts {

  private final String path;
  private final Tally tally = new Tally();
  private final UseSum uses = new UseSum();
  private byte[] sha256 = new byte[0];
  private long lines;
  private String conversationId = "";
  private @Nullable Position first;
  private @Nullable Position last;

  /** Where a message stands in its conversation's order. */
  record Position(Instant at, String id) {
    boolean isBefore(Position other) {
      int order = at.compareTo(other.at);
      return order < 0 || (order == 0 && id.compareTo(other.id) < 0);
    }
  }

  FileFacts(String path) {
    this.path = path;
  }

  void hash(byte[] hash) {
    sha256 = hash;
  }

  void line() {
    lines++;
  }

  void message(Message message) throws IOException {
    lines++;
    tally.message(message);
    conversationId = message.conversationId();
    last = new Position(message.sentAt(), message.id());
    first = first == null ? last : first;
    for (Attachment attachment : message.attachments()) {
      String hash = attachment.sha256();
      if (hash != null) {
        uses.add(AttachmentUse.of(message, attachment, hash));
      }
    }
  }

  String path() {
    return path;
  }

  byte[] sha256() {
    return sha256;
  }

  Tally tally() {
    return tally;
  }

  /** The uses of attachments that its lines name. */
  UseSum uses() {
    return uses;
  }

  long lines() {
    return lines;
  }

  /** Whose messages they are; empty in a file without messages. */
  String conversationId() {
    return conversationId;
  }

  /** Where its first message stands, null in a file without messages. */
  @Nullable Position first() {
    return first;
  }

  /** Where its last message stands, null in a file without messages. */
  @Nullable Position last() {
    return last;
  }
}
