package app.afterglow.importer.matrix;

import static app.afterglow.importer.testing.Messages.message;

import app.afterglow.importer.testing.KilledProcess;
import app.afterglow.importer.testing.MemoryHistory;
import app.afterglow.importer.testing.Messages;
import app.afterglow.model.Conversation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** A run in a process of its own, so that it can be killed. */
final class KilledRun {

  static final int CONVERSATIONS = 3;
  static final int MESSAGES = 180;

  private KilledRun() {}

  /** Arguments: the homeserver's address, the ledger's file; the token comes from outside. */
  public static void main(String[] args) throws IOException {
    MemoryHistory history = history();
    KilledProcess.begin();
    new MatrixRun(args[0], System.getenv("AFTERGLOW_TEST_TOKEN"), Path.of(args[1]))
        .deliver(history);
  }

  /** The same history in every process. */
  static MemoryHistory history() {
    MemoryHistory history = new MemoryHistory().account("k1", "alice");
    for (int p = 1; p <= 4; p++) {
      history.person("k" + p, "killed" + p);
    }
    Instant start = Instant.parse("2021-05-04T13:37:05Z");
    for (int c = 0; c < CONVERSATIONS; c++) {
      history.conversation("k" + c, Conversation.Kind.ROOM, "Killed " + c, "k1", "k2");
      for (int m = 0; m < MESSAGES / CONVERSATIONS; m++) {
        Messages message =
            message("k" + c, String.format("k%03d", m))
                .from("k" + (1 + m % 4))
                .at(start.plusSeconds(m))
                .text("message " + m + " of " + c);
        if (m % 7 == 3) {
          message.file(history.attachment("photo.jpg", "picture " + m % 14 + " of " + c));
        }
        if (m % 5 == 4) {
          message.replyTo(String.format("k%03d", m / 2)).reaction("k1", "🌻", null);
        }
        if (m % 9 == 8) {
          message.edited(start.plusSeconds(m + 1).toString(), "before " + m);
        }
        history.message(message.made());
      }
    }
    return history;
  }
}
