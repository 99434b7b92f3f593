package app.afterglow.importer.wickrio;

import app.afterglow.importer.testing.RunningTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The stub gateway for tests of every target. */
public final class RunningGateway {

  private RunningGateway() {}

  /** Starts one. */
  public static RunningTarget start(Path folder) throws IOException {
    RecordingBot bot = new RecordingBot();
    StubGateway gateway = new StubGateway(bot, folder.resolve("attachments"));
    return new RunningTarget(
        null,
        Map.of(
            "url",
            gateway.url(),
            "ledger",
            folder.resolve("ledger").toString(),
            "rate",
            "unlimited",
            "bot",
            WickrRun.BOT),
        Map.of("token-file", StubGateway.TOKEN, "api-key-file", StubGateway.API_KEY),
        () -> {
          bot.sendFiles();
          List<String> seen = new ArrayList<>();
          bot.rooms("").forEach(room -> seen.add(room.title + " " + room.delivered));
          long sent =
              gateway.requests().stream().filter(request -> !request.startsWith("GET")).count();
          seen.add(sent + " sent");
          return seen;
        },
        gateway::close);
  }
}
