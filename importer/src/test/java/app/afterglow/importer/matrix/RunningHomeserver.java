package app.afterglow.importer.matrix;

import app.afterglow.importer.testing.RunningTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The stub homeserver for tests of every target. */
public final class RunningHomeserver {

  private RunningHomeserver() {}

  /** Starts one. */
  public static RunningTarget start(Path folder) throws IOException {
    StubHomeserver server = new StubHomeserver();
    return new RunningTarget(
        null,
        Map.of(
            "url",
            server.url(),
            "ledger",
            folder.resolve("ledger").toString(),
            "rate",
            "unlimited",
            "server-name",
            Synapse.SERVER_NAME),
        Map.of("as-token-file", "token"),
        () -> {
          List<String> seen = new ArrayList<>(server.events());
          // Registering who is registered changes nothing: it is how the service finds itself.
          long sent =
              server.requests().stream()
                  .filter(request -> !request.startsWith("GET"))
                  .filter(request -> !request.endsWith("/register"))
                  .count();
          seen.add(sent + " sent");
          return seen;
        },
        server::close);
  }
}
