package app.afterglow.exporter;

import app.afterglow.exporter.container.StoreMarkers;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An application whose stores can be read. Found by {@link java.util.ServiceLoader}. */
public interface SourceProvider {

  /** The word for it on the command line, such as {@code wickr}. */
  String name();

  /** The application's name for people, such as {@code Wickr Me}. */
  String application();

  /**
   * The stores of this application in or directly below a folder, or in a file. Reads names and
   * first bytes only, needs no key, and never fails on what it doesn't know.
   */
  List<FoundStore> recognise(Path path) throws IOException;

  /**
   * The files by which its stores are known inside a backup or an archive of folders; none where
   * its files have no names of their own.
   */
  default StoreMarkers markers() {
    return StoreMarkers.EVERYTHING;
  }

  /**
   * Which of the files in a store's folder are its own; empty where all may be, as in a folder that
   * nobody but the application writes to.
   */
  default Optional<OwnFiles> ownFiles(FoundStore store) {
    return Optional.empty();
  }

  /** The usual places of its stores on this system, whether they exist or not. */
  List<Path> usualPlaces();

  /**
   * The places of its stores below somebody's home folder, on whatever system and disk that is;
   * only such as are there.
   */
  default List<Path> placesIn(Path home) {
    return List.of();
  }

  /**
   * Opens a store for reading. The store itself is never written to.
   *
   * @throws app.afterglow.problem.WrongKeyException where the credentials don't open it
   * @throws app.afterglow.problem.DamagedInputException where it can't be read
   * @throws app.afterglow.problem.UnsupportedInputException where it is none of this application's
   */
  Source open(FoundStore store, Credentials credentials, Progress progress) throws IOException;

  /**
   * Opens a store whose database is damaged, to read what is left of it. Asked for once a source of
   * {@link #open} has said that it {@linkplain Source#needsSalvage needs} it.
   */
  default Source salvage(FoundStore store, Credentials credentials, Progress progress)
      throws IOException {
    return open(store, credentials, progress);
  }
}
