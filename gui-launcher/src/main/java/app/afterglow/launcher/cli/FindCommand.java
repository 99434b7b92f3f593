package app.afterglow.launcher.cli;

import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.container.FoundBackup;
import app.afterglow.exporter.places.Findings;
import app.afterglow.exporter.places.StoreSearch;
import app.afterglow.exporter.places.Surroundings;
import app.afterglow.launcher.program.ExitCodes;
import app.afterglow.launcher.program.RunningClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code afterglow find}: which stores are there, and which backups may hold one. */
@Command(name = "find")
final class FindCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "PATH", descriptionKey = "path", arity = "0..*")
  List<Path> paths = new ArrayList<>();

  @Option(names = "--source", paramLabel = "SOURCE")
  String source = "";

  @Mixin ContainerOptions container = new ContainerOptions();

  FindCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    ClientWarning.warn(session);
    try (StorePlaces places = new StorePlaces(session, container)) {
      Findings found = search(places);
      FindWords words = new FindWords(session);
      words.say(found);
      List<RunningClients.Client> running = RunningClients.clients();
      session.answer(
          out -> {
            out.writeStringField("command", "find");
            out.writeArrayFieldStart("stores");
            for (FoundStore store : found.stores()) {
              JsonAnswer.store(store, out);
            }
            out.writeEndArray();
            out.writeArrayFieldStart("backups");
            for (FoundBackup backup : found.backups()) {
              FindWords.write(backup, out);
            }
            out.writeEndArray();
            out.writeArrayFieldStart("closed");
            for (Path folder : found.closed()) {
              out.writeString(folder.toString());
            }
            out.writeEndArray();
            ClientWarning.write(running, out);
          });
      boolean nothing = found.stores().isEmpty() && found.backups().isEmpty();
      return nothing ? ExitCodes.BAD_INPUT : ExitCodes.DONE;
    }
  }

  private Findings search(StorePlaces places) throws IOException {
    if (paths.isEmpty()) {
      return StoreSearch.everywhere(Surroundings.ofThisUser(), source);
    }
    // Folders may lie in one another: each store is named once.
    Map<Path, FoundStore> stores = new LinkedHashMap<>();
    List<FoundBackup> backups = new ArrayList<>();
    List<Path> closed = new ArrayList<>();
    StoreChoice choice = new StoreChoice(session);
    for (Path path : paths) {
      List<FoundStore> here = choice.all(places, path, source);
      here.forEach(store -> stores.putIfAbsent(key(store), store));
      if (Files.isDirectory(path) && here.stream().allMatch(store -> store.origin() == null)) {
        Findings below = StoreSearch.in(path, source);
        below.stores().forEach(store -> stores.putIfAbsent(key(store), store));
        backups.addAll(below.backups());
        closed.addAll(below.closed());
      }
    }
    return new Findings(List.copyOf(stores.values()), backups.stream().distinct().toList(), closed);
  }

  private static Path key(FoundStore store) {
    return store.database().toAbsolutePath().normalize();
  }
}
