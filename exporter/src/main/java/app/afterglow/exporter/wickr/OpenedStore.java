package app.afterglow.exporter.wickr;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.sqlcipher.KeyCandidate;
import app.afterglow.exporter.sqlcipher.KeySearch;
import app.afterglow.exporter.sqlcipher.LogCheck;
import app.afterglow.exporter.sqlcipher.PageKey;
import app.afterglow.exporter.sqlcipher.PrivateCopy;
import app.afterglow.exporter.sqlcipher.StoreDatabase;
import app.afterglow.exporter.wickr.crypto.CipherKey;
import app.afterglow.model.Loss;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Everything that is open while an encrypted store is read; closed in the reverse order. */
final class OpenedStore implements AutoCloseable {

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final StoreTables tables;
  private final List<Loss> losses;

  private OpenedStore(
      FoundStore found,
      KeyPlan plan,
      Credentials credentials,
      Function<CipherKey, List<KeyCandidate>> candidates,
      Progress progress)
      throws IOException {
    try {
      if (!Files.isRegularFile(found.database())) {
        throw WickrProblems.unsupported("no-database", found.database());
      }
      // What is no encrypted database at all is said before anybody's password is tried.
      KeySearch.requireEncrypted(found.database());
      CipherKey local = keep(plan.unlock(credentials));
      PrivateCopy copy = keep(PrivateCopy.of(found.database(), progress));
      Optional<Loss> damagedLog = LogCheck.of(copy);
      StoreDatabase database;
      try (PageKey key = pageKey(found, copy, candidates.apply(local), credentials, progress)) {
        database = keep(StoreDatabase.openEncrypted(copy, found.database(), key));
      }
      tables =
          keep(
              new SqlTables(
                  database,
                  copy.database(),
                  new ColumnCipher(local),
                  found.application(),
                  found.platform(),
                  progress));
      losses = damagedLog.stream().toList();
    } catch (IOException | RuntimeException e) {
      closeAfter(e);
      throw e;
    }
  }

  /**
   * Opens a store.
   *
   * @param candidates what may open the database once the local key is known
   */
  static OpenedStore open(
      FoundStore found,
      KeyPlan plan,
      Credentials credentials,
      Function<CipherKey, List<KeyCandidate>> candidates,
      Progress progress)
      throws IOException {
    return new OpenedStore(found, plan, credentials, candidates, progress);
  }

  private <T extends AutoCloseable> T keep(T resource) {
    open.push(resource);
    return resource;
  }

  private static PageKey pageKey(
      FoundStore found,
      PrivateCopy copy,
      List<KeyCandidate> candidates,
      Credentials credentials,
      Progress progress)
      throws IOException {
    try {
      Optional<PageKey> key = KeySearch.find(copy.database(), candidates, progress);
      if (key.isPresent()) {
        return key.get();
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

  StoreTables tables() {
    return tables;
  }

  /** What was lost before the first table was read. */
  List<Loss> losses() {
    return losses;
  }

  private void closeAfter(Exception failure) {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    IOException failure = new IOException("closing the store");
    closeAfter(failure);
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }
}
