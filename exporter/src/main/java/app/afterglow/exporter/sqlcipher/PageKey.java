package app.afterglow.exporter.sqlcipher;

import app.afterglow.secret.Secret;

/**
 * A key that has authenticated page 1 of a database, and what it goes with. Owns its secret:
 * closing wipes it.
 *
 * @param settings the generation of SQLCipher whose settings fit
 * @param pageSize bytes of a page
 * @param candidate the {@link KeyCandidate#label()} it came from
 * @param key the 32 bytes that encrypt the pages
 */
public record PageKey(CipherSettings settings, int pageSize, String candidate, Secret key)
    implements AutoCloseable {

  @Override
  public void close() {
    key.close();
  }
}
