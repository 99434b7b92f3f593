package app.afterglow.exporter.wickr.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens and makes cipher results, the form in which Wickr keeps everything it encrypts. The tag
 * stands before the ciphertext.
 *
 * <pre>
 * [0]       cipher id: 00 AES-256-GCM, 01 AES-256-CTR
 * [1..12]   nonce
 * [13..28]  tag (GCM only)
 * [29..]    ciphertext
 * </pre>
 *
 * <p>Nothing under AES-256-CTR is ever opened: it carries no tag, so rubbish can't be told from
 * what was written.
 */
public final class CipherResult {

  /** The id of AES-256-GCM. */
  public static final byte GCM = 0;

  static final String TRANSFORMATION = "AES/GCM/NoPadding";
  static final int NONCE_LENGTH = 12;
  static final int TAG_LENGTH = 16;

  /** Bytes before the ciphertext: id, nonce and tag. */
  public static final int OVERHEAD = 1 + NONCE_LENGTH + TAG_LENGTH;

  private static final int NONCE_AT = 1;
  private static final int TAG_AT = NONCE_AT + NONCE_LENGTH;

  private CipherResult() {}

  /** Whether these bytes have the form of a cipher result, whatever key it is under. */
  public static boolean looksLike(byte[] bytes) {
    return bytes.length >= OVERHEAD && bytes[0] == GCM;
  }

  /**
   * Decrypts and authenticates.
   *
   * @param key 32 bytes
   * @param serialised a whole cipher result
   * @return the plaintext, the caller's to wipe where it is secret
   */
  public static byte[] open(byte[] key, byte[] serialised) throws NotAuthenticException {
    try {
      return open(Cipher.getInstance(TRANSFORMATION), new SecretKeySpec(key, "AES"), serialised);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /** The same with a cipher that was looked up before. */
  static byte[] open(Cipher cipher, SecretKeySpec key, byte[] serialised)
      throws NotAuthenticException {
    requireForm(serialised, serialised.length);
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, parameters(nonce(serialised)));
      // The JCA wants the tag at the end.
      int length = serialised.length - OVERHEAD;
      byte[] plain = new byte[cipher.getOutputSize(length + TAG_LENGTH)];
      int count = cipher.update(serialised, OVERHEAD, length, plain, 0);
      count += cipher.doFinal(serialised, TAG_AT, TAG_LENGTH, plain, count);
      return count == plain.length ? plain : Arrays.copyOf(plain, count);
    } catch (AEADBadTagException e) {
      throw new NotAuthenticException("its tag does not fit the key");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  private static GCMParameterSpec parameters(byte[] nonce) {
    return new GCMParameterSpec(TAG_LENGTH * 8, nonce);
  }

  /**
   * Encrypts.
   *
   * @param key 32 bytes
   * @param nonce 12 bytes, never used with this key before
   */
  public static byte[] seal(byte[] key, byte[] nonce, byte[] plain) {
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(plain);
      byte[] result = new byte[OVERHEAD + plain.length];
      result[0] = GCM;
      System.arraycopy(nonce, 0, result, NONCE_AT, NONCE_LENGTH);
      System.arraycopy(sealed, plain.length, result, TAG_AT, TAG_LENGTH);
      System.arraycopy(sealed, 0, result, OVERHEAD, plain.length);
      return result;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /** Checks the first bytes of a cipher result that is {@code length} bytes long. */
  static void requireForm(byte[] start, long length) throws NotAuthenticException {
    if (length < OVERHEAD) {
      throw new NotAuthenticException(
          "it is %d bytes long, an encrypted value has at least %d".formatted(length, OVERHEAD));
    }
    if (start[0] != GCM) {
      throw new NotAuthenticException(
          "its cipher id is %d, only AES-256-GCM (0) is authenticated".formatted(start[0] & 0xff));
    }
  }

  static byte[] nonce(byte[] start) {
    return Arrays.copyOfRange(start, NONCE_AT, TAG_AT);
  }

  static byte[] tag(byte[] start) {
    return Arrays.copyOfRange(start, TAG_AT, OVERHEAD);
  }

  static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(TRANSFORMATION);
    cipher.init(mode, new SecretKeySpec(key, "AES"), parameters(nonce));
    return cipher;
  }
}
