package app.afterglow.exporter.wickr.crypto;

import app.afterglow.secret.Secret;

/**
 * A key together with the cipher it is for. Owns its secret: closing wipes it.
 *
 * <pre>
 * [0]      cipher id: 00 AES-256-GCM, 01 AES-256-CTR
 * [1..32]  key
 * </pre>
 */
public final class CipherKey implements AutoCloseable {

  /** Bytes of a serialised cipher key. */
  public static final int SERIALISED_LENGTH = 33;

  /** Bytes of the key alone. */
  public static final int KEY_LENGTH = 32;

  private final Secret serialised;
  private final Secret key;

  private CipherKey(Secret serialised) {
    this.serialised = serialised;
    this.key = serialised.slice(1, SERIALISED_LENGTH);
  }

  /**
   * Reads a serialised key; {@code bytes} stay the caller's to wipe.
   *
   * @throws NotAuthenticException where this is no key for AES-256-GCM: data under the other cipher
   *     can't be told from rubbish, so no key for it is taken
   */
  public static CipherKey parse(byte[] bytes) throws NotAuthenticException {
    if (bytes.length != SERIALISED_LENGTH) {
      throw new NotAuthenticException("a cipher key has 33 bytes, this has " + bytes.length);
    }
    if (bytes[0] != CipherResult.GCM) {
      throw new NotAuthenticException("the key is for cipher %d".formatted(bytes[0] & 0xff));
    }
    return new CipherKey(Secret.copyOf(bytes));
  }

  /** The key for AES-256-GCM made of these 32 bytes, which stay the caller's to wipe. */
  public static CipherKey ofGcm(byte[] key) {
    if (key.length != KEY_LENGTH) {
      throw new IllegalArgumentException("an AES-256 key has 32 bytes");
    }
    byte[] bytes = new byte[SERIALISED_LENGTH];
    bytes[0] = CipherResult.GCM;
    System.arraycopy(key, 0, bytes, 1, KEY_LENGTH);
    return new CipherKey(Secret.owning(bytes));
  }

  /** The whole 33 bytes: what a database's passphrase is made of. */
  public Secret serialised() {
    return serialised;
  }

  /** The 32 bytes of the key alone. */
  public Secret key() {
    return key;
  }

  /** A copy that is closed on its own. */
  public CipherKey copy() {
    return new CipherKey(Secret.copyOf(serialised.bytes()));
  }

  @Override
  public void close() {
    serialised.close();
    key.close();
  }

  @Override
  public String toString() {
    return "***";
  }
}
