package app.afterglow.exporter.wickr.crypto;

import app.afterglow.secret.Secret;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens the many small cipher results of a database under one key: looking the cipher up anew for
 * each takes longer than decrypting it. Not for several threads.
 */
public final class ValueOpener {

  private final SecretKeySpec key;
  private final Cipher cipher;

  /**
   * An opener.
   *
   * @param key 32 bytes; stays the caller's, and the JDK's copy of it lives as long as this
   */
  public ValueOpener(Secret key) {
    this.key = new SecretKeySpec(key.bytes(), "AES");
    try {
      this.cipher = Cipher.getInstance(CipherResult.TRANSFORMATION);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /** The plaintext of a cipher result under the key; empty where these bytes are none. */
  public Optional<byte[]> open(byte[] value) {
    if (!CipherResult.looksLike(value)) {
      return Optional.empty();
    }
    try {
      return Optional.of(CipherResult.open(cipher, key, value));
    } catch (NotAuthenticException e) {
      return Optional.empty();
    }
  }
}
