package app.afterglow.exporter.sqlcipher;

import app.afterglow.secret.Secret;
import org.jspecify.annotations.Nullable;

/** What opens a database. Owns its secret: closing wipes it. */
public sealed interface KeyMaterial extends AutoCloseable {

  /** A passphrase, as the bytes that SQLCipher hashes with the database's salt. */
  static KeyMaterial passphrase(Secret bytes) {
    return new Passphrase(bytes);
  }

  /** A raw key of 32 bytes; the salt for the pages' HMAC is the database's own. */
  static KeyMaterial rawKey(Secret key) {
    return new RawKey(key, null);
  }

  /** A raw key of 32 bytes with the salt of 16 bytes that goes with it. */
  static KeyMaterial rawKey(Secret key, byte[] salt) {
    return new RawKey(key, salt.clone());
  }

  /** No key: a plain SQLite database. */
  static KeyMaterial none() {
    return new Unencrypted();
  }

  @Override
  void close();

  /** Hashed into the key with the database's salt. */
  record Passphrase(Secret bytes) implements KeyMaterial {
    @Override
    public void close() {
      bytes.close();
    }
  }

  /** The key itself. */
  record RawKey(Secret key, byte @Nullable [] salt) implements KeyMaterial {

    /** A key and, where it is known apart from the file, the salt. */
    public RawKey {
      if (key.length() != CipherScheme.KEY_BYTES
          || salt != null && salt.length != CipherScheme.SALT_BYTES) {
        throw new IllegalArgumentException("a raw key has 32 bytes, its salt 16");
      }
    }

    @Override
    public void close() {
      key.close();
    }
  }

  /** A database that is not encrypted, and whose pages nothing authenticates. */
  record Unencrypted() implements KeyMaterial {
    @Override
    public void close() {
      // There is nothing to wipe.
    }
  }
}
