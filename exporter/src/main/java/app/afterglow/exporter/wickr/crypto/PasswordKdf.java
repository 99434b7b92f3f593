package app.afterglow.exporter.wickr.crypto;

import app.afterglow.secret.Secret;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * The functions that turn a password into a key, by the id that stands before the salt. All are
 * scrypt with r = 8, p = 1 and 16 bytes of salt.
 */
public enum PasswordKdf {
  /** 128 MiB of memory. */
  SCRYPT_17(1, 17),
  /** 256 MiB of memory. */
  SCRYPT_18(2, 18),
  /** 512 MiB of memory. */
  SCRYPT_19(3, 19),
  /** 1 GiB of memory. */
  SCRYPT_20(4, 20);

  /** Bytes of salt. */
  public static final int SALT_LENGTH = 16;

  private static final int BLOCK_SIZE = 8;
  private static final int PARALLELISM = 1;

  private final int id;
  private final int costExponent;

  PasswordKdf(int id, int costExponent) {
    this.id = id;
    this.costExponent = costExponent;
  }

  /** The id in the first byte. */
  public byte id() {
    return (byte) id;
  }

  /**
   * The function with this id.
   *
   * @throws NotAuthenticException for ids that are unknown, of bcrypt (which the vendor's library
   *     refuses for encryption), or of HKDF (which is none for passwords)
   */
  static PasswordKdf of(byte id) throws NotAuthenticException {
    for (PasswordKdf kdf : values()) {
      if (kdf.id == id) {
        return kdf;
      }
    }
    throw new NotAuthenticException(
        "its key derivation id is %d, known are 1 to 4".formatted(id & 0xff));
  }

  /** Bytes of memory that {@link #derive} takes. */
  public long memory() {
    return 128L * BLOCK_SIZE << costExponent;
  }

  /** The 32-byte key of a password, for the caller to close. */
  public Secret derive(Secret password, byte[] salt) {
    return Secret.owning(
        SCrypt.generate(
            password.bytes(),
            salt,
            1 << costExponent,
            BLOCK_SIZE,
            PARALLELISM,
            CipherKey.KEY_LENGTH));
  }
}
