package app.afterglow.exporter;

import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads a store the usual way, and where damage to its database shows up on the way, once more from
 * the beginning with what can be salvaged of it: what is damaged is known then before the first
 * item is handed on.
 */
final class DamageTolerantReading {

  private DamageTolerantReading() {}

  /** What is done with an opened store. */
  interface Reader<T> {

    /** Does it; empty where {@link Source#needsSalvage} turned true meanwhile. */
    Optional<T> read(Source source) throws IOException;
  }

  /**
   * Opens, reads and closes.
   *
   * @throws app.afterglow.problem.WrongKeyException where the credentials don't open the store
   * @throws app.afterglow.problem.DamagedInputException where it can't be read
   */
  static <T> T of(FoundStore store, Credentials credentials, Progress progress, Reader<T> reader)
      throws IOException {
    SourceProvider provider = StoreFinder.source(store.source());
    try (Source source = provider.open(store, credentials, progress)) {
      Optional<T> read = attempt(source, reader);
      if (read.isPresent()) {
        return read.get();
      }
    }
    try (Source source = provider.salvage(store, credentials, progress)) {
      return reader
          .read(source)
          .orElseThrow(() -> new IllegalStateException("what was salvaged is damaged again"));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Empty where the database turned out damaged. */
  private static <T> Optional<T> attempt(Source source, Reader<T> reader) throws IOException {
    try {
      return reader.read(source);
    } catch (UncheckedIOException e) {
      return emptyIfDamaged(source, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      return emptyIfDamaged(source, e);
    }
  }

  private static <T> Optional<T> emptyIfDamaged(Source source, IOException failure)
      throws IOException {
    if (source.needsSalvage()) {
      return Optional.empty();
    }
    throw failure;
  }
}
