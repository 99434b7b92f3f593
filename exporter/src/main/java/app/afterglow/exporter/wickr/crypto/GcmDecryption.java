package app.afterglow.exporter.wickr.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-GCM decryption piece by piece. The JDK's own keeps everything back until it has seen the tag,
 * which takes as much memory as the file is long; this one hands each piece out and computes the
 * tag beside it. So whoever uses it must not let a piece go before {@link #tag()} was compared.
 *
 * <p>GCM's encryption is CTR mode beginning at counter 2 (NIST SP 800-38D, 7.2).
 */
final class GcmDecryption {

  /**
   * Bytes handed to the JDK at a time. It runs its fast path only in compiled code, and compiles a
   * method once it was called often: with large pieces the first gigabytes would crawl.
   */
  private static final int PIECE = 4096;

  private static final int COUNTER_OF_FIRST_BLOCK = 2;

  private final Cipher counterMode;
  private final GcmTag tag;

  /**
   * Begins.
   *
   * @param length bytes of ciphertext altogether, without id, nonce and tag
   */
  GcmDecryption(byte[] key, byte[] nonce, long length) {
    byte[] counter = Arrays.copyOf(nonce, 16);
    counter[15] = COUNTER_OF_FIRST_BLOCK;
    try {
      counterMode = Cipher.getInstance("AES/CTR/NoPadding");
      counterMode.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(counter));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-CTR", e);
    }
    tag = GcmTag.of(key, nonce, length);
  }

  /** Decrypts the next {@code length} bytes in place. */
  void update(byte[] bytes, int offset, int length) {
    byte[] plain = new byte[PIECE];
    try {
      for (int at = offset; at < offset + length; at += PIECE) {
        int count = Math.min(PIECE, offset + length - at);
        counterMode.update(bytes, at, count, plain, 0);
        tag.add(bytes, at, plain, count);
        System.arraycopy(plain, 0, bytes, at, count);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** The tag of everything so far, to be compared with the one that came along. */
  byte[] tag() {
    return tag.finish();
  }
}
