package app.afterglow.exporter.wickr;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.OwnFiles;
import app.afterglow.exporter.Source;
import app.afterglow.exporter.SourceProvider;
import app.afterglow.exporter.container.StoreMarkers;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Wickr's clients as a source. */
public final class WickrProvider implements SourceProvider {

  static final String NAME = "wickr";

  private static final List<StoreLayout> LAYOUTS =
      List.of(new DesktopLayout(), new AndroidLayout(), new IosLayout());

  /** For the {@link java.util.ServiceLoader}. */
  public WickrProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String application() {
    return "Wickr Me";
  }

  @Override
  public List<FoundStore> recognise(Path path) {
    // A phone's store is seen from several of its folders, and is one all the same.
    Map<Path, FoundStore> found = new LinkedHashMap<>();
    Path start = Files.isRegularFile(path) ? path.toAbsolutePath().getParent() : path;
    if (start == null) {
      return List.of();
    }
    for (Path folder :
        FolderWalk.below(start, Files.isRegularFile(path) ? 0 : FolderWalk.DEEPEST)) {
      for (StoreLayout layout : LAYOUTS) {
        layout.recognise(folder).ifPresent(store -> found.putIfAbsent(store.database(), store));
      }
    }
    return List.copyOf(found.values());
  }

  @Override
  public StoreMarkers markers() {
    return WickrMarkers.ALL;
  }

  @Override
  public Optional<OwnFiles> ownFiles(FoundStore store) {
    return LAYOUTS.stream()
        .filter(layout -> layout.isOf(store))
        .findFirst()
        .map(layout -> layout.files(store));
  }

  @Override
  public List<Path> placesIn(Path home) {
    return DesktopPlaces.in(home);
  }

  @Override
  public List<Path> usualPlaces() {
    return LAYOUTS.stream().flatMap(layout -> layout.usualPlaces().stream()).toList();
  }

  @Override
  public Source open(FoundStore store, Credentials credentials, Progress progress)
      throws IOException {
    return open(store, credentials, DatabaseReading.Way.USUAL, progress);
  }

  @Override
  public Source salvage(FoundStore store, Credentials credentials, Progress progress)
      throws IOException {
    return open(store, credentials, DatabaseReading.Way.SALVAGE, progress);
  }

  private static Source open(
      FoundStore store, Credentials credentials, DatabaseReading.Way way, Progress progress)
      throws IOException {
    for (StoreLayout layout : LAYOUTS) {
      if (layout.isOf(store)) {
        return WickrSource.open(store, layout, credentials, way, progress);
      }
    }
    throw WickrProblems.unsupported("no-store", store.root());
  }
}
