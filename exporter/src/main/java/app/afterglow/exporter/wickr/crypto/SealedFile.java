package app.afterglow.exporter.wickr.crypto;

import app.afterglow.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/**
 * Opens an attachment file: one cipher result, however long. Not a byte comes out before the whole
 * file has been authenticated. A small file is decrypted in memory; a large one is read twice, once
 * to authenticate it and once to hand it out, and authenticated again the second time, should
 * somebody have changed it in between. Memory stays at a few megabytes either way.
 */
public final class SealedFile {

  /** Plaintext up to this size is decrypted in memory. */
  private static final int SMALL = 4 << 20;

  private static final int BUFFER = 1 << 16;

  private SealedFile() {}

  /**
   * Opens a file.
   *
   * @param key 32 bytes; stays the caller's, and must stay open as long as the stream
   * @return the plaintext, authenticated; reading it throws a {@link FileChangedException} where
   *     somebody changes the file meanwhile
   * @throws NotAuthenticException where the file is cut off, changed, or made with another key
   */
  public static InputStream open(Path file, Secret key) throws IOException, NotAuthenticException {
    return open(file, key, SMALL);
  }

  static InputStream open(Path file, Secret key, int small)
      throws IOException, NotAuthenticException {
    long size = Files.size(file);
    if (size - CipherResult.OVERHEAD <= small) {
      return openSmall(file, key);
    }
    try (Decrypting stream = new Decrypting(Files.newInputStream(file), size, key)) {
      byte[] buffer = new byte[BUFFER];
      while (stream.read(buffer) >= 0) {
        // Only the end of it matters: whether the tag fits.
      }
      Arrays.fill(buffer, (byte) 0);
    } catch (FileChangedException e) {
      throw new NotAuthenticException("its tag does not fit the key");
    }
    return new Decrypting(Files.newInputStream(file), size, key);
  }

  private static InputStream openSmall(Path file, Secret key)
      throws IOException, NotAuthenticException {
    byte[] bytes = Files.readAllBytes(file);
    CipherResult.requireForm(bytes, bytes.length);
    int length = bytes.length - CipherResult.OVERHEAD;
    GcmDecryption gcm = new GcmDecryption(key.bytes(), CipherResult.nonce(bytes), length);
    gcm.update(bytes, CipherResult.OVERHEAD, length);
    if (!MessageDigest.isEqual(gcm.tag(), CipherResult.tag(bytes))) {
      Arrays.fill(bytes, (byte) 0);
      throw new NotAuthenticException("its tag does not fit the key");
    }
    return new WipingStream(bytes, CipherResult.OVERHEAD, length);
  }

  /** A stream over an array that is wiped when it is closed. */
  private static final class WipingStream extends ByteArrayInputStream {
    WipingStream(byte[] bytes, int offset, int length) {
      super(bytes, offset, length);
    }

    @Override
    public void close() {
      Arrays.fill(buf, (byte) 0);
      pos = count;
    }
  }

  /** Decrypts as it is read, and throws at the end where the tag doesn't fit. */
  private static final class Decrypting extends InputStream {
    private final InputStream in;
    private final GcmDecryption gcm;
    private final byte[] tag;
    private long left;
    private boolean checked;

    Decrypting(InputStream in, long size, Secret key) throws IOException, NotAuthenticException {
      this.in = in;
      byte[] start = in.readNBytes(CipherResult.OVERHEAD);
      try {
        CipherResult.requireForm(start, start.length);
      } catch (NotAuthenticException e) {
        in.close();
        throw e;
      }
      this.left = size - CipherResult.OVERHEAD;
      this.tag = CipherResult.tag(start);
      this.gcm = new GcmDecryption(key.bytes(), CipherResult.nonce(start), left);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      if (length == 0) {
        return 0;
      }
      if (left == 0) {
        check();
        return -1;
      }
      int count = in.read(target, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new FileChangedException("it became shorter");
      }
      gcm.update(target, offset, count);
      left -= count;
      if (left == 0) {
        check();
      }
      return count;
    }

    private void check() throws IOException {
      if (!checked && !MessageDigest.isEqual(gcm.tag(), tag)) {
        throw new FileChangedException("its tag no longer fits");
      }
      checked = true;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
