package app.afterglow.exporter.wickr;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.sqlcipher.KeyCandidate;
import app.afterglow.exporter.sqlcipher.KeySearch;
import app.afterglow.exporter.sqlcipher.PageKey;
import app.afterglow.exporter.sqlcipher.PrivateCopy;
import app.afterglow.exporter.sqlcipher.salvage.PageKeySearch;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The key of a store's database. Owns it: closing wipes it.
 *
 * @param key the key
 * @param opensPageOne whether page 1 authenticates under it; else another page does
 */
record DatabaseKey(PageKey key, boolean opensPageOne) implements AutoCloseable {

  /**
   * Finds it.
   *
   * @param candidates what may be it; closed here
   * @throws app.afterglow.problem.WrongKeyException where the database key that was given is none
   * @throws app.afterglow.problem.DamagedInputException where the keys are the store's own and yet
   *     open no page
   */
  static DatabaseKey find(
      FoundStore found,
      PrivateCopy copy,
      List<KeyCandidate> candidates,
      Credentials credentials,
      Progress progress)
      throws IOException {
    try {
      Optional<PageKey> usual = KeySearch.find(copy.database(), candidates, progress);
      if (usual.isPresent()) {
        return new DatabaseKey(usual.get(), true);
      }
      Optional<PageKey> other = PageKeySearch.find(copy, found.database(), candidates, progress);
      if (other.isPresent()) {
        return new DatabaseKey(other.get(), false);
      }
      String tried = KeySearch.tried(candidates);
      // A key out of an authenticated file is the store's own: then it is the database that is odd.
      throw credentials.databaseKey() != null
          ? WickrProblems.wrongKey("wrong-database-key", found.database(), tried)
          : WickrProblems.damaged("page-one", found.database(), tried);
    } finally {
      candidates.forEach(KeyCandidate::close);
    }
  }

  @Override
  public void close() {
    key.close();
  }
}
