package app.afterglow.exporter.wickr;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.sqlcipher.KeyCandidate;
import app.afterglow.exporter.sqlcipher.KeySearch;
import app.afterglow.exporter.sqlcipher.PrivateCopy;
import app.afterglow.exporter.wickr.crypto.CipherKey;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** Everything that is open while an encrypted store is read; closed in the reverse order. */
final class OpenedStore implements AutoCloseable {

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final DatabaseReading reading;

  private OpenedStore(
      FoundStore found,
      KeyPlan plan,
      Credentials credentials,
      Function<CipherKey, List<KeyCandidate>> candidates,
      DatabaseReading.Way way,
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
      ColumnCipher columns = new ColumnCipher(local);
      try (DatabaseKey key =
          DatabaseKey.find(found, copy, candidates.apply(local), credentials, progress)) {
        reading =
            keep(
                DatabaseReading.encrypted(
                    found,
                    copy,
                    key,
                    way,
                    (database, file) ->
                        SqlTables.read(
                            database,
                            file,
                            columns,
                            found.application(),
                            found.platform(),
                            progress),
                    progress));
      }
    } catch (IOException | RuntimeException e) {
      closeAfter(e);
      throw e;
    }
  }

  /** Opens a store whose database is not encrypted, but most of its values are. */
  private OpenedStore(
      FoundStore found, Credentials credentials, DatabaseReading.Way way, Progress progress)
      throws IOException {
    try {
      if (!Files.isRegularFile(found.database())) {
        throw WickrProblems.unsupported("no-database", found.database());
      }
      PrivateCopy copy = keep(PrivateCopy.of(found.database(), progress));
      reading =
          keep(
              DatabaseReading.plain(
                  found,
                  copy,
                  way,
                  (database, file) ->
                      CoreDataTables.read(
                          database,
                          file,
                          new ColumnCipher(
                              keepAll(ContentKey.unlock(database, found.database(), credentials))),
                          found.application(),
                          found.platform(),
                          progress),
                  progress));
    } catch (IOException | RuntimeException e) {
      closeAfter(e);
      throw e;
    }
  }

  /** Opens a store whose keys stand in its database. */
  static OpenedStore openPlain(
      FoundStore found, Credentials credentials, DatabaseReading.Way way, Progress progress)
      throws IOException {
    return new OpenedStore(found, credentials, way, progress);
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
      DatabaseReading.Way way,
      Progress progress)
      throws IOException {
    return new OpenedStore(found, plan, credentials, candidates, way, progress);
  }

  private <T extends AutoCloseable> T keep(T resource) {
    open.push(resource);
    return resource;
  }

  private <T extends AutoCloseable> List<T> keepAll(List<T> resources) {
    resources.forEach(open::push);
    return resources;
  }

  DatabaseReading reading() {
    return reading;
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
