package app.afterglow.importer.mattermost;

import java.io.IOException;
import java.nio.file.Path;

/** A run in a process of its own, so that it can be killed. */
final class LiveKilledRun {

  static final int CONVERSATIONS = 4;
  static final int MESSAGES = 40;

  private LiveKilledRun() {}

  /** Arguments: the server's address, the ledger's file, in whose name. */
  public static void main(String[] args) throws IOException {
    new LiveRun(args[0], Path.of(args[1]))
        .with("post-as", args[2])
        .deliver(LiveHistory.plain(CONVERSATIONS, MESSAGES));
  }
}
