package app.afterglow.exporter.sqlcipher;

import app.afterglow.secret.Secret;

/**
 * Something that may open a database. Owns its secret: closing wipes it.
 *
 * @param label what it is, for messages; never the secret itself
 * @param kind how it becomes the page key
 * @param secret the passphrase's bytes, or the 32 bytes of a raw key
 */
public record KeyCandidate(String label, Kind kind, Secret secret) implements AutoCloseable {

  /** How a secret becomes the page key. */
  public enum Kind {
    /** Through PBKDF2 over the database's salt. */
    PASSPHRASE,
    /** It is the page key. */
    RAW_KEY
  }

  public KeyCandidate {
    if (kind == Kind.RAW_KEY && secret.length() != CipherScheme.KEY_BYTES) {
      throw new IllegalArgumentException("a raw key has 32 bytes");
    }
  }

  /** The same secret as the key material it is; both are wiped together. */
  public KeyMaterial material() {
    return switch (kind) {
      case PASSPHRASE -> KeyMaterial.passphrase(secret);
      case RAW_KEY -> KeyMaterial.rawKey(secret);
    };
  }

  @Override
  public void close() {
    secret.close();
  }
}
