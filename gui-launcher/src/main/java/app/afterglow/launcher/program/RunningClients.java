package app.afterglow.launcher.program;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Messengers that run right now: one that starts or runs deletes what has expired. */
public final class RunningClients {

  private static final String NAME = "wickr";

  private RunningClients() {}

  /**
   * A running client.
   *
   * @param name its program's file name
   * @param pid its process
   * @param started when it was started, null where the system doesn't say
   */
  public record Client(String name, long pid, @Nullable Instant started) {}

  /** The running clients, the oldest process first. */
  public static List<Client> clients() {
    return ProcessHandle.allProcesses()
        .flatMap(RunningClients::client)
        .sorted(Comparator.comparingLong(Client::pid))
        .toList();
  }

  private static Stream<Client> client(ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    Optional<String> command = info.command();
    if (command.isEmpty()) {
      return Stream.empty();
    }
    String name = fileName(command.get());
    return name.toLowerCase(Locale.ROOT).contains(NAME)
        ? Stream.of(new Client(name, process.pid(), info.startInstant().orElse(null)))
        : Stream.empty();
  }

  private static String fileName(String command) {
    try {
      Path name = Path.of(command).getFileName();
      return name == null ? command : name.toString();
    } catch (InvalidPathException e) {
      return command;
    }
  }
}
