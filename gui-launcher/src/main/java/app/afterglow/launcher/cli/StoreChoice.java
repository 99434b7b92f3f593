package app.afterglow.launcher.cli;

import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.StoreFinder;
import app.afterglow.exporter.container.StoreContainer;
import app.afterglow.exporter.places.StoreSearch;
import app.afterglow.exporter.places.Surroundings;
import app.afterglow.launcher.program.Times;
import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.launcher.terminal.Prompt;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.problem.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the store somebody means. */
final class StoreChoice {

  private final Session session;

  StoreChoice(Session session) {
    this.session = session;
  }

  /**
   * The stores at a path, or in the usual places where none is given.
   *
   * @param source the name of the source that reads it, empty for any
   */
  List<FoundStore> all(@Nullable Path path, String source) throws IOException {
    if (!source.isEmpty()) {
      StoreFinder.source(source);
    }
    if (path != null) {
      return StoreFinder.in(path, source);
    }
    return StoreSearch.everywhere(Surroundings.ofThisUser(), source).stores();
  }

  /** As {@link #all(Path, String)}, but what stands at the path may also be a container. */
  List<FoundStore> all(StorePlaces places, @Nullable Path path, String source) throws IOException {
    if (path == null) {
      return all(null, source);
    }
    if (!source.isEmpty()) {
      StoreFinder.source(source);
    }
    return places.in(path, source);
  }

  /** The one store meant: the only one there is, or the one chosen. */
  FoundStore one(StorePlaces places, @Nullable Path path, String source) throws IOException {
    List<FoundStore> found = all(places, path, source);
    if (found.isEmpty()) {
      if (path != null && StoreContainer.isOne(path)) {
        throw new UnsupportedInputException(LauncherProblem.of("no-store-inside", path.toString()));
      }
      if (path != null) {
        // Knows better why there is none.
        return StoreFinder.only(path, source);
      }
      throw new UnsupportedInputException(LauncherProblem.of("no-store-anywhere"));
    }
    if (found.size() == 1) {
      session.note("store.found", describe(found.getFirst()));
      return found.getFirst();
    }
    Prompt prompt = session.prompt();
    if (prompt == null) {
      throw new UsageException(LauncherProblem.of("several-stores", list(found)));
    }
    session.note("store.several", list(found));
    while (true) {
      String typed = prompt.line(session.words().say("store.which", found.size()));
      if (typed == null) {
        throw new UsageException(LauncherProblem.of("several-stores", list(found)));
      }
      int number = number(typed.strip());
      if (number >= 1 && number <= found.size()) {
        return found.get(number - 1);
      }
    }
  }

  private static int number(String typed) {
    return typed.matches("[0-9]{1,6}") ? Integer.parseInt(typed) : 0;
  }

  private String list(List<FoundStore> stores) {
    return java.util.stream.IntStream.range(0, stores.size())
        .mapToObj(i -> "  " + (i + 1) + "  " + describe(stores.get(i)))
        .collect(Collectors.joining("\n"));
  }

  /** A store in a line of words and one with its folder. */
  String describe(FoundStore store) {
    return session
        .words()
        .say(
            "store.line",
            store.application(),
            store.platform(),
            Times.of(store.lastUsed(), session.locale(), ZoneId.systemDefault()),
            session.words().size(store.size()),
            keys(store),
            store.place());
  }

  private String keys(FoundStore store) {
    return store.keys().stream()
        .map(key -> session.words().say("key." + JsonAnswer.word(key)))
        .collect(Collectors.joining(", "));
  }
}
