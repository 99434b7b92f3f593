package app.afterglow.importer.mattermost;

import app.afterglow.archive.History;
import app.afterglow.importer.CheckedContent;
import app.afterglow.model.Attachment;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which files can be sent. A post names its files, so that one which turns out to be damaged on its
 * way would take the text with it: each content is read once beforehand. Used by several threads.
 */
final class FileCheck {

  private static final String NOT_TAKEN = "files-not-taken";
  private static final String TOO_LARGE = "too-large-for-server";

  private final Map<String, Boolean> whole = new ConcurrentHashMap<>();
  private final History history;
  private final long largest;

  /**
   * Files of a history.
   *
   * @param largest bytes a file may have on the server, negative where it takes none at all
   */
  FileCheck(History history, long largest) {
    this.history = history;
    this.largest = largest;
  }

  /** Whether it is the server that doesn't take a file. */
  static boolean isRefused(Loss loss) {
    return loss.reason().equals(NOT_TAKEN) || loss.reason().equals(TOO_LARGE);
  }

  /** Why a file can't be sent, null where it can. */
  @Nullable Loss loss(Message message, Attachment attachment) throws IOException {
    String sha256 = attachment.sha256();
    if (sha256 == null) {
      return lost(message, attachment, "attachment-" + attachment.status().word(), null);
    }
    if (largest < 0) {
      return lost(message, attachment, NOT_TAKEN, "FileSettings.EnableFileAttachments");
    }
    if (attachment.size() > largest) {
      return lost(
          message,
          attachment,
          TOO_LARGE,
          attachment.size() + " bytes, the server takes " + largest);
    }
    return isWhole(sha256) ? null : lost(message, attachment, "attachment-unreadable", null);
  }

  private boolean isWhole(String sha256) throws IOException {
    Boolean known = whole.get(sha256);
    if (known == null) {
      known = CheckedContent.copy(history, sha256, OutputStream::nullOutputStream);
      whole.put(sha256, known);
    }
    return known;
  }

  private static Loss lost(
      Message message, Attachment attachment, String reason, @Nullable String detail) {
    String id = attachment.sourceId() != null ? attachment.sourceId() : message.id();
    return Loss.whole(Loss.What.ATTACHMENT, id, reason, detail);
  }
}
