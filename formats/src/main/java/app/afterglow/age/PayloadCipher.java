package app.afterglow.age;

import app.afterglow.secret.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The payload's chunks (C2SP age.md, "Payload"): ChaCha20-Poly1305 under HKDF(file key, nonce).
 *
 * <table>
 * <caption>Nonce of a chunk, 12 bytes</caption>
 * <tr><td>0..10</td><td>the chunk's number from 0, big-endian</td></tr>
 * <tr><td>11</td><td>1 for the final chunk, else 0</td></tr>
 * </table>
 *
 * <p>One object serves one thread.
 */
final class PayloadCipher {

  static final int NONCE_LENGTH = 16;
  static final int CHUNK = 64 * 1024;
  static final int TAG = 16;
  static final int SEALED_CHUNK = CHUNK + TAG;

  /** Whether a chunk is the payload's last. */
  enum Place {
    INNER,
    FINAL
  }

  private static final byte[] INFO = "payload".getBytes(StandardCharsets.US_ASCII);

  private final SecretKeySpec key;
  private final Cipher cipher;

  PayloadCipher(Secret fileKey, byte[] nonce) {
    this(new SecretKeySpec(KeyWrap.hkdf(fileKey.bytes(), nonce, INFO), "ChaCha20"));
  }

  private PayloadCipher(SecretKeySpec key) {
    this.key = key;
    try {
      this.cipher = Cipher.getInstance("ChaCha20-Poly1305");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same key for another thread. */
  PayloadCipher fork() {
    return new PayloadCipher(key);
  }

  /** Encrypts a chunk; returns the bytes written, {@code length} + 16. */
  int seal(long number, Place place, byte[] in, int offset, int length, byte[] out, int outOffset) {
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, nonce(number, place));
      return cipher.doFinal(in, offset, length, out, outOffset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Decrypts a chunk; returns the plaintext's length, or -1 where it isn't authentic. */
  int open(long number, Place place, byte[] in, int offset, int length, byte[] out) {
    if (length < TAG) {
      return -1;
    }
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, nonce(number, place));
      return cipher.doFinal(in, offset, length, out, 0);
    } catch (AEADBadTagException e) {
      return -1;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static IvParameterSpec nonce(long number, Place place) {
    byte last = (byte) (place == Place.FINAL ? 1 : 0);
    return new IvParameterSpec(
        ByteBuffer.allocate(12).position(3).putLong(number).put(last).array());
  }
}
