package app.afterglow.launcher.cli;

import app.afterglow.exporter.FoundStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code afterglow find}: which stores are there. */
@Command(name = "find")
final class FindCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "FOLDER", descriptionKey = "folder", arity = "0..*")
  List<Path> folders = new ArrayList<>();

  @Option(names = "--source", paramLabel = "SOURCE")
  String source = "";

  FindCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    StoreChoice choice = new StoreChoice(session);
    // Folders may lie in one another: each store is named once.
    SequencedSet<FoundStore> found = new LinkedHashSet<>();
    if (folders.isEmpty()) {
      found.addAll(choice.all(null, source));
    }
    for (Path folder : folders) {
      found.addAll(choice.all(folder, source));
    }
    RunningClients.warn(session);
    if (found.isEmpty()) {
      session.say("find.nothing");
    } else {
      session.say("find.head", found.size());
      for (FoundStore store : found) {
        session.line("");
        session.line(choice.describe(store));
      }
      session.line("");
      session.say("find.next", found.getFirst().root().toString());
    }
    session.answer(
        out -> {
          out.writeStringField("command", "find");
          out.writeArrayFieldStart("stores");
          for (FoundStore store : found) {
            JsonAnswer.store(store, out);
          }
          out.writeEndArray();
          out.writeArrayFieldStart("runningClients");
          for (String client : RunningClients.find()) {
            out.writeString(client);
          }
          out.writeEndArray();
        });
    return found.isEmpty() ? ExitCodes.BAD_INPUT : ExitCodes.DONE;
  }
}
