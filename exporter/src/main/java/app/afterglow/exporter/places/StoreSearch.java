package app.afterglow.exporter.places;

import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.SourceProvider;
import app.afterglow.exporter.StoreFinder;
import app.afterglow.exporter.container.FoundBackup;
import app.afterglow.exporter.container.StoreMarkers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Searches for stores, and for backups that may hold one, everywhere they usually are: by names and
 * first bytes only, without any key. What can't be looked into is told and never ends the search.
 */
public final class StoreSearch {

  /** Where people put backups. */
  private static final List<String> DESKS = List.of("Downloads", "Desktop", "Documents");

  /** Where Finder and iTunes put theirs, below a home folder. */
  private static final List<String> PHONE_BACKUPS =
      List.of(
          "Library/Application Support/MobileSync/Backup",
          "AppData/Roaming/Apple Computer/MobileSync/Backup",
          "AppData/Roaming/Apple/MobileSync/Backup",
          "Apple/MobileSync/Backup");

  /** Where a disk of another computer has its home folders. */
  private static final List<String> HOMES = List.of("Users", "home", "Documents and Settings");

  /** A backup's own folder, or one more that somebody sorts them into. */
  private static final int LEVELS_OF_PHONE_BACKUPS = 2;

  private static final int LEVELS_ON_DESKS = 3;
  private static final int LEVELS_ON_VOLUMES = 4;
  private static final int LEVELS_IN_NAMED = 5;
  private static final int MOST_HOMES = 100;

  /** What names of the application's own folders and ids have in them. */
  private static final String WORD = "wickr";

  /** A share that went away lets whoever looks at it wait for ever. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<SourceProvider> sources;
  private final ShallowSearch search;
  private final Map<Path, FoundStore> stores = new LinkedHashMap<>();
  private final Set<Path> closed = new LinkedHashSet<>();

  private StoreSearch(String source) throws IOException {
    this.sources = source.isEmpty() ? StoreFinder.sources() : List.of(StoreFinder.source(source));
    List<String> markers =
        sources.stream().flatMap(each -> each.markers().paths().stream()).toList();
    this.search = new ShallowSearch(new StoreMarkers(markers), WORD, PATIENCE);
  }

  /**
   * Searches everywhere.
   *
   * @param source a {@link SourceProvider#name()}, or empty for all
   */
  public static Findings everywhere(Surroundings surroundings, String source) throws IOException {
    StoreSearch mine = new StoreSearch(source);
    for (SourceProvider each : mine.sources) {
      each.usualPlaces().forEach(place -> mine.recognise(each, place));
    }
    mine.home(surroundings.home());
    mine.recogniseRoots();
    List<Findings> all = new ArrayList<>(List.of(mine.findings()));
    for (Path volume : surroundings.volumes()) {
      all.add(patiently(volume, source));
    }
    return together(all);
  }

  /** Searches a folder that somebody named, a few levels deep, by names only. */
  public static Findings in(Path folder, String source) throws IOException {
    StoreSearch search = new StoreSearch(source);
    search.search.look(folder.toAbsolutePath().normalize(), LEVELS_IN_NAMED);
    search.recogniseRoots();
    return together(List.of(search.findings()));
  }

  private static Findings patiently(Path volume, String source) throws IOException {
    Findings[] found = new Findings[1];
    StoreSearch search = new StoreSearch(source);
    Thread looking =
        Thread.ofPlatform()
            .daemon()
            .name("looking into " + volume)
            .start(
                () -> {
                  search.volume(volume);
                  synchronized (found) {
                    found[0] = search.findings();
                  }
                });
    try {
      looking.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    looking.interrupt();
    synchronized (found) {
      // What it found so far is still being written to: only a finished search can be read.
      return found[0] == null ? new Findings(List.of(), List.of(), List.of(volume)) : found[0];
    }
  }

  private void home(Path home) {
    for (SourceProvider source : sources) {
      source.placesIn(home).forEach(place -> recognise(source, place));
    }
    for (String place : PHONE_BACKUPS) {
      // Many have put a link there, to a larger disk.
      if (Files.isDirectory(home.resolve(place))) {
        search.look(home.resolve(place), LEVELS_OF_PHONE_BACKUPS);
      }
    }
    for (String desk : DESKS) {
      if (isDirectory(home.resolve(desk))) {
        search.look(home.resolve(desk), LEVELS_ON_DESKS);
      }
    }
  }

  private void volume(Path volume) {
    home(volume);
    for (String homes : HOMES) {
      folders(volume.resolve(homes)).forEach(this::home);
    }
    search.look(volume, LEVELS_ON_VOLUMES);
    recogniseRoots();
  }

  private static boolean isDirectory(Path folder) {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
  }

  private List<Path> folders(Path parent) {
    List<Path> folders = new ArrayList<>();
    if (!isDirectory(parent)) {
      return folders;
    }
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(parent)) {
      for (Path each : listing) {
        if (isDirectory(each) && folders.size() < MOST_HOMES) {
          folders.add(each);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      closed.add(parent);
    }
    return folders;
  }

  private void recogniseRoots() {
    for (Path root : search.roots()) {
      sources.forEach(source -> recognise(source, root));
    }
  }

  private void recognise(SourceProvider source, Path place) {
    if (!Files.isDirectory(place)) {
      return;
    }
    try {
      for (FoundStore store : source.recognise(place)) {
        stores.putIfAbsent(key(store), store);
      }
      if (!Files.isReadable(place)) {
        closed.add(place);
      }
    } catch (NoSuchFileException e) {
      // Gone meanwhile.
      return;
    } catch (IOException | UncheckedIOException | SecurityException e) {
      closed.add(place);
    }
  }

  /** Two places may be one folder under two names. */
  private static Path key(FoundStore store) {
    try {
      return store.root().toRealPath().resolve(String.valueOf(store.database().getFileName()));
    } catch (IOException e) {
      return store.database().toAbsolutePath().normalize();
    }
  }

  private Findings findings() {
    Set<Path> all = new LinkedHashSet<>(closed);
    all.addAll(search.closed());
    return new Findings(List.copyOf(stores.values()), search.backups(), List.copyOf(all));
  }

  private static Findings together(List<Findings> parts) {
    Map<Path, FoundStore> stores = new LinkedHashMap<>();
    Map<Path, FoundBackup> backups = new LinkedHashMap<>();
    Set<Path> closed = new LinkedHashSet<>();
    for (Findings part : parts) {
      part.stores().forEach(store -> stores.putIfAbsent(key(store), store));
      part.backups().forEach(backup -> backups.putIfAbsent(backup.path(), backup));
      closed.addAll(part.closed());
    }
    return new Findings(
        stores.values().stream()
            .sorted(Comparator.comparing(StoreSearch::lastUsed).reversed())
            .toList(),
        backups.values().stream()
            .sorted(
                Comparator.comparing(FoundBackup::holds)
                    .thenComparing(FoundBackup::modified, Comparator.reverseOrder()))
            .toList(),
        List.copyOf(closed));
  }

  private static Instant lastUsed(FoundStore store) {
    return store.lastUsed() == null ? Instant.MIN : store.lastUsed();
  }
}
