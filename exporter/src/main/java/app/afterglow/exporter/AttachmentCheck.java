package app.afterglow.exporter;

import app.afterglow.files.IoReason;
import app.afterglow.model.Attachment;
import app.afterglow.model.Attachment.Status;
import app.afterglow.model.Loss;
import app.afterglow.problem.DamagedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads an attachment once to its end, to learn whether it is there and what it hashes to. */
final class AttachmentCheck {

  /** The digest's fast path runs in compiled code only, and much-called methods compile first. */
  private static final int PIECE = 4096;

  private AttachmentCheck() {}

  /**
   * What came of it.
   *
   * @param attachment the attachment as the message is to carry it
   * @param losses a line for it where it isn't there, or not as the message says
   */
  record Result(Attachment attachment, List<Loss> losses) {}

  static Result of(
      Source source, FoundAttachment found, String messageId, UnsteadyAttachments unsteady)
      throws IOException {
    String id = found.sourceId() == null ? messageId : found.sourceId();
    String known = unsteady.reason(found.handle());
    if (known != null) {
      return unreadable(found, id, messageId, known);
    }
    try (InputStream content = source.attachment(found.handle())) {
      return present(found, id, content);
    } catch (NoSuchFileException e) {
      return lost(found, id, Status.MISSING, "of message " + messageId);
    } catch (DamagedInputException e) {
      return lost(
          found,
          id,
          Status.DAMAGED,
          "of message %s: %s".formatted(messageId, e.problem().what(Locale.ROOT)));
    } catch (InterruptedIOException | ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      // A bad sector, a lock, a permission: one file's trouble is not the other messages'.
      return unreadable(found, id, messageId, IoReason.of(e));
    }
  }

  private static Result unreadable(FoundAttachment found, String id, String messageId, String why) {
    return new Result(
        attachment(found, found.size(), null, Status.DAMAGED),
        List.of(
            Loss.whole(
                Loss.What.ATTACHMENT,
                id,
                "attachment-unreadable",
                "of message %s: %s".formatted(messageId, why))));
  }

  private static Result present(FoundAttachment found, String id, InputStream content)
      throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[PIECE];
    long size = 0;
    for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
      digest.update(buffer, 0, count);
      size += count;
    }
    Arrays.fill(buffer, (byte) 0);
    String sha256 = HexFormat.of().formatHex(digest.digest());
    List<Loss> losses =
        found.size() < 0 || found.size() == size
            ? List.of()
            : List.of(
                Loss.partial(
                    Loss.What.ATTACHMENT,
                    id,
                    "size-differs",
                    "%d bytes, the message says %d".formatted(size, found.size())));
    return new Result(attachment(found, size, sha256, Status.PRESENT), losses);
  }

  private static Result lost(FoundAttachment found, String id, Status status, String detail) {
    return new Result(
        attachment(found, found.size(), null, status),
        List.of(Loss.whole(Loss.What.ATTACHMENT, id, "attachment-" + status.word(), detail)));
  }

  private static Attachment attachment(
      FoundAttachment found, long size, @Nullable String sha256, Status status) {
    return new Attachment(found.name(), found.mediaType(), size, sha256, status, found.sourceId());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
