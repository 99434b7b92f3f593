package app.afterglow.exporter.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files by which a store is known, each as its path below the store's root, such as {@code
 * databases/wickr_db}. Without any, everything is a store.
 *
 * @param paths the paths, names parted by {@code /}
 */
public record StoreMarkers(List<String> paths) {

  /** Marks everything: for sources whose files have no names of their own. */
  public static final StoreMarkers EVERYTHING = new StoreMarkers(List.of());

  public StoreMarkers {
    paths = List.copyOf(paths);
  }

  /**
   * The root, with its last {@code /}, of the store that a file of this path marks: the whole
   * container of a phone's application.
   */
  Optional<String> rootOf(String path) {
    if (paths.isEmpty()) {
      return Optional.of("");
    }
    String rooted = "/" + path.replace('\\', '/');
    return paths.stream()
        .filter(marker -> rooted.endsWith("/" + marker))
        .map(marker -> path.substring(0, path.length() - marker.length()))
        .map(AppContainer::around)
        .findFirst();
  }

  /** The root of the store that this very file marks; empty where it marks none. */
  public Optional<Path> rootOf(Path file) {
    for (String marker : paths) {
      if (file.endsWith(marker)) {
        Path root = file;
        for (int i = 0; root != null && i < Path.of(marker).getNameCount(); i++) {
          root = root.getParent();
        }
        return Optional.ofNullable(root);
      }
    }
    return Optional.empty();
  }
}
