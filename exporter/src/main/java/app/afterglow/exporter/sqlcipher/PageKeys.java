package app.afterglow.exporter.sqlcipher;

import app.afterglow.secret.Secret;

/**
 * The two keys of a database's pages. Closing wipes them.
 *
 * @param cipher AES-256 key
 * @param hmac PBKDF2 of the cipher key, two rounds, the salt's bytes each XOR 0x3a
 */
public record PageKeys(Secret cipher, Secret hmac) implements AutoCloseable {

  private static final int HMAC_SALT_MASK = 0x3a;
  private static final int HMAC_ITERATIONS = 2;

  /** The keys of an encrypted database with this salt (its first 16 bytes). */
  public static PageKeys derive(KeyMaterial material, CipherSettings settings, byte[] salt) {
    Secret cipher =
        switch (material) {
          case KeyMaterial.Passphrase(Secret bytes) ->
              Secret.owning(settings.kdf().derive(bytes.bytes(), salt, settings.iterations()));
          case KeyMaterial.RawKey raw -> Secret.copyOf(raw.key().bytes());
          case KeyMaterial.Unencrypted() ->
              throw new IllegalArgumentException("a plain database has no keys");
        };
    byte[] masked = salt.clone();
    for (int i = 0; i < masked.length; i++) {
      masked[i] ^= HMAC_SALT_MASK;
    }
    Secret hmac = Secret.owning(settings.kdf().derive(cipher.bytes(), masked, HMAC_ITERATIONS));
    return new PageKeys(cipher, hmac);
  }

  @Override
  public void close() {
    cipher.close();
    hmac.close();
  }
}
