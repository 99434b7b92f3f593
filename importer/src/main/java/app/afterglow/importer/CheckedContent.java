package app.afterglow.importer;

import app.afterglow.archive.History;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An attachment's content on its way out of an archive, checked against its hash. */
public final class CheckedContent {

  private CheckedContent() {}

  /** Where a content goes. */
  @FunctionalInterface
  public interface Sink {
    /** Begins it; closing the stream ends it. */
    OutputStream begin() throws IOException;
  }

  /**
   * Copies a content.
   *
   * @param sha256 its hash, 64 lower-case hex digits
   * @return false where the archive can't give it whole: then what was copied is not it
   * @throws IOException where the sink fails
   */
  public static boolean copy(History history, String sha256, Sink sink) throws IOException {
    DigestInputStream content;
    try {
      content = new DigestInputStream(open(history, sha256), digest());
    } catch (ReadFailure e) {
      return false;
    }
    try (content;
        OutputStream out = sink.begin()) {
      content.transferTo(out);
    } catch (ReadFailure e) {
      return false;
    }
    return HexFormat.of().formatHex(content.getMessageDigest().digest()).equals(sha256);
  }

  /**
   * Opens a content for whoever compares its hash himself.
   *
   * @throws ReadFailure here and at every read, where the archive can't give it
   */
  public static InputStream open(History history, String sha256) throws ReadFailure {
    try {
      return new Reading(history.attachment(sha256));
    } catch (IOException e) {
      throw new ReadFailure(e);
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("SHA-256 is part of every Java", e);
    }
  }

  /** Failures of the archive, told from those of the disk that is written to. */
  public static final class ReadFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private ReadFailure(IOException cause) {
      super(cause);
    }
  }

  private static final class Reading extends FilterInputStream {
    Reading(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException e) {
        throw new ReadFailure(e);
      }
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        return super.read(bytes, from, length);
      } catch (IOException e) {
        throw new ReadFailure(e);
      }
    }
  }
}
