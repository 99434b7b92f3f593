package app.afterglow.exporter.wickr.crypto;

import app.afterglow.secret.Secret;
import java.util.Arrays;

/**
 * A value that a password opens, as in {@code wickr_db.sqlite.wic} and {@code sk.wic}.
 *
 * <pre>
 * [0]      KDF id
 * [1..16]  salt
 * [17..]   cipher result: id 1 | nonce 12 | tag 16 | ciphertext
 * </pre>
 */
public final class PasswordProtected {

  private static final int CIPHER_RESULT_AT = 1 + PasswordKdf.SALT_LENGTH;

  /** Bytes before the ciphertext. */
  public static final int OVERHEAD = CIPHER_RESULT_AT + CipherResult.OVERHEAD;

  private final PasswordKdf kdf;
  private final byte[] salt;
  private final byte[] cipherResult;

  private PasswordProtected(PasswordKdf kdf, byte[] salt, byte[] cipherResult) {
    this.kdf = kdf;
    this.salt = salt;
    this.cipherResult = cipherResult;
  }

  /**
   * Reads the form, without a password.
   *
   * @throws NotAuthenticException where it is none, or one that is not authenticated
   */
  public static PasswordProtected parse(byte[] bytes) throws NotAuthenticException {
    if (bytes.length < OVERHEAD) {
      throw new NotAuthenticException(
          "it is %d bytes long, at least %d are needed".formatted(bytes.length, OVERHEAD));
    }
    PasswordKdf kdf = PasswordKdf.of(bytes[0]);
    byte[] cipherResult = Arrays.copyOfRange(bytes, CIPHER_RESULT_AT, bytes.length);
    CipherResult.requireForm(cipherResult, cipherResult.length);
    return new PasswordProtected(kdf, Arrays.copyOfRange(bytes, 1, CIPHER_RESULT_AT), cipherResult);
  }

  /** How the password becomes a key. */
  public PasswordKdf kdf() {
    return kdf;
  }

  /** Bytes of the plaintext. */
  public int plainLength() {
    return cipherResult.length - CipherResult.OVERHEAD;
  }

  /**
   * Decrypts with a password.
   *
   * @return the plaintext, for the caller to close
   * @throws NotAuthenticException where the password is another, or a byte was changed: one can't
   *     be told from the other
   */
  public Secret open(Secret password) throws NotAuthenticException {
    return open(password, PasswordKdf::derive);
  }

  /** How a key is derived: seconds a time, so that whoever opens much may keep what he derived. */
  public interface Derivation {
    /** The key, for the caller to close. */
    Secret derive(PasswordKdf kdf, Secret password, byte[] salt);
  }

  /** The same with a derivation of one's own. */
  public Secret open(Secret password, Derivation derivation) throws NotAuthenticException {
    try (Secret key = derivation.derive(kdf, password, salt.clone())) {
      return Secret.owning(CipherResult.open(key.bytes(), cipherResult));
    }
  }

  /** Protects a value; {@code salt} has 16 bytes and {@code nonce} 12, both fresh and random. */
  public static byte[] seal(
      PasswordKdf kdf, Secret password, byte[] salt, byte[] nonce, Secret plain) {
    try (Secret key = kdf.derive(password, salt)) {
      byte[] cipherResult = CipherResult.seal(key.bytes(), nonce, plain.bytes());
      byte[] sealed = new byte[CIPHER_RESULT_AT + cipherResult.length];
      sealed[0] = kdf.id();
      System.arraycopy(salt, 0, sealed, 1, PasswordKdf.SALT_LENGTH);
      System.arraycopy(cipherResult, 0, sealed, CIPHER_RESULT_AT, cipherResult.length);
      return sealed;
    }
  }
}
