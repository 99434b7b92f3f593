package app.afterglow.exporter.wickr;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Compares the SHA-512 of what is read with the one a message gives, once it was read to its end.
 */
final class HashChecking extends FilterInputStream {

  /** Hears whether the hashes agree. */
  interface Verdict {
    void is(boolean fits) throws IOException;
  }

  /** The digest's fast path runs in compiled code only, and much-called methods compile first. */
  private static final int PIECE = 4096;

  private final MessageDigest digest = sha512();
  private final String expected;
  private final Verdict verdict;
  private boolean checked;

  HashChecking(InputStream in, String expected, Verdict verdict) {
    super(in);
    this.expected = expected;
    this.verdict = verdict;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    if (count < 0) {
      check();
      return count;
    }
    for (int at = 0; at < count; at += PIECE) {
      digest.update(target, offset + at, Math.min(PIECE, count - at));
    }
    return count;
  }

  /** Skips nothing: what is skipped would be missing from the hash. */
  @Override
  public long skip(long count) {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void check() throws IOException {
    if (checked) {
      return;
    }
    checked = true;
    verdict.is(HexFormat.of().formatHex(digest.digest()).equals(expected));
  }

  /** Whether a file as it stands on disk has this SHA-512. */
  static boolean fits(Optional<Path> file, String expected) throws IOException {
    if (file.isEmpty()) {
      return false;
    }
    MessageDigest digest = sha512();
    try (InputStream in = Files.newInputStream(file.get())) {
      byte[] buffer = new byte[PIECE];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest()).equals(expected);
  }

  private static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }
}
