package app.afterglow.importer.mattermost;

import app.afterglow.importer.testing.RunningTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The stub server for tests of every target. */
public final class RunningServer {

  private RunningServer() {}

  /** Starts one. */
  public static RunningTarget start(Path folder) throws IOException {
    StubServer server = new StubServer();
    return new RunningTarget(
        null,
        Map.of(
            "url",
            server.url(),
            "ledger",
            folder.resolve("ledger").toString(),
            "rate",
            "unlimited",
            "create-users",
            "yes"),
        Map.of("token-file", StubState.ADMIN),
        () -> {
          long sent =
              server.requests().stream()
                  .filter(request -> !request.startsWith("GET"))
                  .filter(request -> !request.endsWith("/users/usernames"))
                  .count();
          return List.of(Contents.of(server.state).toString(), sent + " sent");
        },
        server::close);
  }
}
