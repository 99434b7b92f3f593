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
    if (kind == Kind.RAW_KEY && secret.length() != CipherSettings.KEY_LENGTH) {
      throw new IllegalArgumentException("a raw key has 32 bytes");
    }
  }

  @Override
  public void close() {
    secret.close();
  }
}
