package app.afterglow.importer.delivery;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An attachment's content on its way out. Its end is only given once all of it hashes to what it
 * should, so that a request with a damaged content is cut off before it is whole.
 */
final class CheckedContent extends FilterInputStream {

  private final @Nullable String sha256;
  private final AtomicBoolean damaged;
  private final MessageDigest digest;

  /**
   * A content.
   *
   * @param sha256 what it has to hash to, null where nothing says it
   * @param damaged set where the content can't be read or isn't what it should be
   */
  CheckedContent(InputStream content, @Nullable String sha256, AtomicBoolean damaged) {
    super(content);
    this.sha256 = sha256;
    this.damaged = damaged;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int count = read(one, 0, 1);
    return count < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      int count = in.read(buffer, offset, length);
      if (count > 0) {
        digest.update(buffer, offset, count);
      } else if (count < 0) {
        check();
      }
      return count;
    } catch (IOException e) {
      damaged.set(true);
      throw e;
    }
  }

  private void check() throws IOException {
    if (sha256 != null && !HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
      throw new IOException("the content is not what its hash says");
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
