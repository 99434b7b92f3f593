package app.afterglow.importer.delivery;

import app.afterglow.archive.History;
import app.afterglow.model.Attachment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sending a content out of the archive, checked on its way: what turns out to be damaged is cut off
 * and refused rather than sent, and is not taken for a broken connection.
 */
public final class Upload {

  private final Opening opening;
  private final @Nullable String sha256;
  private final String reason;
  private final AtomicBoolean damaged = new AtomicBoolean();

  /** Opens a content. */
  @FunctionalInterface
  public interface Opening {
    /** The content, from its beginning. */
    InputStream open() throws IOException;
  }

  /** A sending that takes the content from {@link #open()}. */
  @FunctionalInterface
  public interface Sending<T> {
    /** Sends it. */
    T send() throws IOException, InterruptedException;
  }

  private Upload(Opening opening, @Nullable String sha256, String reason) {
    this.opening = opening;
    this.sha256 = sha256;
    this.reason = reason;
  }

  /** The upload of an attachment that is present. */
  public static Upload of(History history, Attachment attachment) {
    String sha256 = Objects.requireNonNull(attachment.sha256(), "only present ones are sent");
    return new Upload(() -> history.attachment(sha256), sha256, "attachment-damaged");
  }

  /** The upload of something that is made out of the archive while it is sent. */
  public static Upload made(Opening opening) {
    return new Upload(opening, null, "archive-damaged");
  }

  /** The content, from its beginning. */
  public InputStream open() {
    try {
      return new CheckedContent(opening.open(), sha256, damaged);
    } catch (IOException e) {
      damaged.set(true);
      throw new UncheckedIOException(e);
    }
  }

  /** Does the sending, and tells a damaged content from a broken connection. */
  public <T> T sending(Sending<T> sending) throws IOException, InterruptedException {
    try {
      return sending.send();
    } catch (IOException | UncheckedIOException e) {
      if (damaged.get()) {
        throw new DeliveryException.Refused(reason, null);
      }
      throw e;
    }
  }
}
