package app.afterglow.launcher.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Messengers that run right now: one that starts or runs deletes what has expired. */
final class RunningClients {

  private static final String NAME = "wickr";

  private RunningClients() {}

  /** The file names of running clients' programs, each once. */
  static List<String> find() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().command().stream())
        .map(RunningClients::fileName)
        .filter(name -> name.toLowerCase(Locale.ROOT).contains(NAME))
        .distinct()
        .sorted()
        .toList();
  }

  private static String fileName(String command) {
    Path name = Path.of(command).getFileName();
    return name == null ? command : name.toString();
  }

  /** Warns of them; without any, reminds not to start one. */
  static void warn(Session session) {
    List<String> running = find();
    if (running.isEmpty()) {
      session.note("client.advice");
    } else {
      session.note("client.running", String.join(", ", running));
    }
  }
}
