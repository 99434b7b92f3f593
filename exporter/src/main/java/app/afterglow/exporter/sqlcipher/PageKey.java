package app.afterglow.exporter.sqlcipher;

import app.afterglow.secret.Secret;

/**
 * A key that has authenticated a page of a database, and what it goes with. Owns its secret:
 * closing wipes it.
 *
 * @param scheme the generation of SQLCipher and the page size that fit
 * @param candidate the {@link KeyCandidate#label()} it came from
 * @param key the 32 bytes that encrypt the pages
 * @param salt the database's salt, 16 bytes
 */
public record PageKey(CipherScheme scheme, String candidate, Secret key, byte[] salt)
    implements AutoCloseable {

  @Override
  public void close() {
    key.close();
  }
}
