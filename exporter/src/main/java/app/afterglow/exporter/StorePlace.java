package app.afterglow.exporter;

import app.afterglow.exporter.FoundStore.Origin;
import app.afterglow.exporter.container.ContainerKeys;
import app.afterglow.exporter.container.RescuedProfile;
import app.afterglow.exporter.container.StoreContainer;
import app.afterglow.exporter.container.StoreMarkers;
import app.afterglow.exporter.sqlcipher.PrivateFolder;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody points at, with the stores in it: a folder or file as it is, or a phone's backup,
 * an archive of folders or a rescue file, whose stores are unpacked into a private folder, as
 * encrypted as they are. Closing wipes that folder.
 */
public final class StorePlace implements AutoCloseable {

  private final List<FoundStore> stores;
  private final @Nullable PrivateFolder folder;

  private StorePlace(List<FoundStore> stores, @Nullable PrivateFolder folder) {
    this.stores = List.copyOf(stores);
    this.folder = folder;
  }

  /**
   * Looks into a place.
   *
   * @param path a folder, a file, or a container of any kind
   * @param source a {@link SourceProvider#name()}, or empty for all
   * @param keys what opens the container itself; stay the caller's
   * @throws app.afterglow.problem.UnsupportedInputException where there is nothing at this path, or
   *     no room to unpack
   * @throws app.afterglow.problem.WrongKeyException where what opens the container is missing or
   *     wrong
   * @throws app.afterglow.problem.DamagedInputException where the container can't be read
   */
  public static StorePlace open(Path path, String source, ContainerKeys keys, Progress progress)
      throws IOException {
    if (!StoreContainer.isOne(path)) {
      return new StorePlace(StoreFinder.in(path, source), null);
    }
    StoreMarkers markers = markers(source);
    PrivateFolder folder = PrivateFolder.create();
    try {
      Path into = Files.createDirectory(folder.path().resolve("store"));
      boolean found = StoreContainer.unpack(path, markers, keys, into, progress);
      List<FoundStore> stores = new ArrayList<>();
      if (found) {
        for (FoundStore store : StoreFinder.in(into, source)) {
          stores.add(named(store, path, into));
        }
      }
      return new StorePlace(stores, folder);
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static StoreMarkers markers(String source) throws IOException {
    List<SourceProvider> sources =
        source.isEmpty() ? StoreFinder.sources() : List.of(StoreFinder.source(source));
    List<String> paths = sources.stream().flatMap(each -> each.markers().paths().stream()).toList();
    // A source that was asked for by name, and whose files have none of their own, wants them all.
    return paths.isEmpty() ? StoreMarkers.EVERYTHING : new StoreMarkers(paths);
  }

  /** The store as it is told to people: by its container, and as what it was rescued from. */
  private static FoundStore named(FoundStore store, Path container, Path into) throws IOException {
    Path real = into.toRealPath();
    Path root = store.root().toRealPath();
    String inside =
        root.startsWith(real) ? real.relativize(root).toString().replace('\\', '/') : "";
    RescuedProfile rescued = RescuedProfile.in(root, real);
    return new FoundStore(
        store.source(),
        rescued == null ? store.application() : rescued.application(),
        rescued == null ? store.platform() : rescued.platform(),
        store.root(),
        store.database(),
        store.size(),
        store.lastUsed(),
        store.keys(),
        new Origin(container, rescued == null ? inside : ""));
  }

  /** The stores there, newest first; they can be read until this is closed. */
  public List<FoundStore> stores() {
    return stores;
  }

  @Override
  public void close() throws IOException {
    if (folder != null) {
      folder.close();
    }
  }
}
