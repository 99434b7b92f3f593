package app.afterglow.exporter;

import app.afterglow.problem.UnsupportedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds stores of every source. */
public final class StoreFinder {

  private StoreFinder() {}

  /** Every source there is, by name. */
  public static List<SourceProvider> sources() {
    return ServiceLoader.load(SourceProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(SourceProvider::name))
        .toList();
  }

  /**
   * The source of this name.
   *
   * @throws app.afterglow.problem.UsageException where there is none
   */
  public static SourceProvider source(String name) throws IOException {
    List<SourceProvider> sources = sources();
    for (SourceProvider source : sources) {
      if (source.name().equals(name)) {
        return source;
      }
    }
    throw ExportProblems.usage(
        "no-source",
        name,
        sources.stream().map(SourceProvider::name).collect(Collectors.joining(", ")));
  }

  /** What stands in the usual places of this system, newest first. */
  public static List<FoundStore> inUsualPlaces() throws IOException {
    List<FoundStore> found = new ArrayList<>();
    for (SourceProvider source : sources()) {
      for (Path place : source.usualPlaces()) {
        if (Files.isDirectory(place)) {
          found.addAll(source.recognise(place));
        }
      }
    }
    return newestFirst(found);
  }

  /**
   * What stands in a folder or some levels below, or in a file, for all sources or one; newest
   * first, and empty where nothing is known.
   *
   * @param source a {@link SourceProvider#name()}, or empty for all
   * @throws UnsupportedInputException where there is nothing at this path at all
   */
  public static List<FoundStore> in(Path path, String source) throws IOException {
    if (!Files.exists(path)) {
      throw ExportProblems.unsupported("nothing-there", path.toString());
    }
    List<SourceProvider> sources = source.isEmpty() ? sources() : List.of(source(source));
    List<FoundStore> found = new ArrayList<>();
    for (SourceProvider each : sources) {
      found.addAll(each.recognise(path));
    }
    return newestFirst(found);
  }

  /**
   * The one store in a folder or file.
   *
   * @param source a {@link SourceProvider#name()}, or empty for all
   * @throws UnsupportedInputException where there is nothing, an empty folder, or no store of any
   *     source
   * @throws app.afterglow.problem.UsageException where there are several
   */
  public static FoundStore only(Path path, String source) throws IOException {
    List<FoundStore> found = in(path, source);
    if (found.isEmpty()) {
      throw ExportProblems.unsupported(
          isEmptyFolder(path) ? "empty-folder" : "no-store", path.toString());
    }
    if (found.size() > 1) {
      throw ExportProblems.usage(
          "several-stores",
          path.toString(),
          found.stream().map(store -> store.root().toString()).collect(Collectors.joining("; ")));
    }
    return found.getFirst();
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (var entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  /** Two usual places may be one folder under two names: each database is listed once. */
  private static List<FoundStore> newestFirst(List<FoundStore> found) {
    Map<Path, FoundStore> distinct = new LinkedHashMap<>();
    for (FoundStore store : found) {
      distinct.putIfAbsent(store.database().toAbsolutePath().normalize(), store);
    }
    return distinct.values().stream()
        .sorted(Comparator.comparing(StoreFinder::lastUsed).reversed())
        .toList();
  }

  private static Instant lastUsed(FoundStore store) {
    return store.lastUsed() == null ? Instant.MIN : store.lastUsed();
  }
}
