package app.afterglow.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file that belongs to a message.
 *
 * @param name the name its sender gave it, null where the store doesn't say it; never to be used as
 *     a path
 * @param mediaType the media type its sender gave it, null where the store doesn't say it
 * @param size plaintext size in bytes: the real one where the file is present, else the one the
 *     message claims, -1 where nothing says it
 * @param sha256 64 lower-case hex digits of the plaintext's SHA-256; null unless present
 * @param status whether the archive holds its content
 * @param sourceId the source's name for the file (for Wickr its GUID), null where there is none
 */
public record Attachment(
    @Nullable String name,
    @Nullable String mediaType,
    long size,
    @Nullable String sha256,
    Status status,
    @Nullable String sourceId) {

  /** Whether the archive holds an attachment's content. */
  public enum Status {
    /** The content is there, whole and authenticated. */
    PRESENT,
    /** The store names the file but doesn't hold it. */
    MISSING,
    /** The store holds the file, but it can't be decrypted or is not whole. */
    DAMAGED;

    /** The word that stands in the archive: {@code present}, {@code missing} or {@code damaged}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Attachment {
    if ((sha256 != null) != (status == Status.PRESENT)) {
      throw new IllegalArgumentException(
          "a hash goes with a present attachment, and only with one");
    }
    if (size < -1) {
      throw new IllegalArgumentException("a size of %d bytes".formatted(size));
    }
  }

  /** The same file as one whose content is damaged. */
  public Attachment asDamaged() {
    return new Attachment(name, mediaType, size, null, Status.DAMAGED, sourceId);
  }
}
