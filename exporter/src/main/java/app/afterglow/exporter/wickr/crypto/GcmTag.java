package app.afterglow.exporter.wickr.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.modes.gcm.GCMMultiplier;
import org.bouncycastle.crypto.modes.gcm.Tables4kGCMMultiplier;

/** The tag of an AES-GCM message, computed piece by piece. */
sealed interface GcmTag {

  /** What the JDK's GCM takes in one message: it counts in an {@code int}. */
  long JDK_LIMIT = Integer.MAX_VALUE - 64L;

  /**
   * The fastest way for a message of this length. Beyond the JDK's limit it is a tenth as fast:
   * nobody sends such files often.
   */
  static GcmTag of(byte[] key, byte[] nonce, long length) {
    return of(key, nonce, length, JDK_LIMIT);
  }

  /** The same with another limit, so that a test need not encrypt gigabytes. */
  static GcmTag of(byte[] key, byte[] nonce, long length, long jdkLimit) {
    try {
      return length <= jdkLimit ? new Encrypting(key, nonce) : new Hashing(key, nonce);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES", e);
    }
  }

  /** The next {@code length} bytes, as ciphertext and as plaintext. */
  void add(byte[] cipherText, int offset, byte[] plainText, int length)
      throws GeneralSecurityException;

  /** The tag: 16 bytes. */
  byte[] finish();

  /**
   * Encrypts the plaintext once more: under the same key and nonce the same message comes out, and
   * with it its tag. Twice the AES, and still many times as fast as hashing in Java.
   */
  final class Encrypting implements GcmTag {
    private final Cipher cipher;
    private byte[] rubbish = new byte[0];

    private Encrypting(byte[] key, byte[] nonce) throws GeneralSecurityException {
      cipher = CipherResult.cipher(Cipher.ENCRYPT_MODE, key, nonce);
    }

    @Override
    public void add(byte[] cipherText, int offset, byte[] plainText, int length)
        throws GeneralSecurityException {
      int room = cipher.getOutputSize(length);
      if (rubbish.length < room) {
        rubbish = new byte[room];
      }
      cipher.update(plainText, 0, length, rubbish, 0);
    }

    @Override
    public byte[] finish() {
      try {
        byte[] end = cipher.doFinal();
        return Arrays.copyOfRange(end, end.length - CipherResult.TAG_LENGTH, end.length);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** GHASH over the ciphertext (NIST SP 800-38D, 6.4), with Bouncy Castle's multiplication. */
  final class Hashing implements GcmTag {
    private static final int BLOCK = 16;

    private final GCMMultiplier multiplier = new Tables4kGCMMultiplier();
    private final byte[] mask;
    private final byte[] state = new byte[BLOCK];
    private int filled;
    private long length;

    private Hashing(byte[] key, byte[] nonce) throws GeneralSecurityException {
      Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
      multiplier.init(aes.doFinal(new byte[BLOCK]));
      byte[] firstCounter = Arrays.copyOf(nonce, BLOCK);
      firstCounter[BLOCK - 1] = 1;
      mask = aes.doFinal(firstCounter);
    }

    @Override
    public void add(byte[] cipherText, int offset, byte[] plainText, int count) {
      for (int i = offset; i < offset + count; i++) {
        state[filled++] ^= cipherText[i];
        if (filled == BLOCK) {
          multiplier.multiplyH(state);
          filled = 0;
        }
      }
      length += count;
    }

    @Override
    public byte[] finish() {
      if (filled > 0) {
        multiplier.multiplyH(state);
      }
      long bits = length * 8;
      for (int i = 0; i < 8; i++) {
        state[BLOCK - 1 - i] ^= (byte) (bits >>> (8 * i));
      }
      multiplier.multiplyH(state);
      byte[] tag = new byte[BLOCK];
      for (int i = 0; i < BLOCK; i++) {
        tag[i] = (byte) (state[i] ^ mask[i]);
      }
      return tag;
    }
  }
}
