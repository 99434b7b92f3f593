package app.afterglow.importer.wickrio;

import static app.afterglow.importer.testing.Messages.message;

import app.afterglow.importer.testing.MemoryHistory;
import app.afterglow.importer.testing.Messages;
import app.afterglow.model.Conversation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** A run in a process of its own, so that it can be killed. */
final class KilledRun {

  static final int ROOMS = 4;
  static final int MESSAGES = 35;

  private KilledRun() {}

  /** Arguments: the gateway's address, the ledger's file. */
  public static void main(String[] args) throws IOException {
    new WickrRun(args[0], Path.of(args[1]), null).deliver(history());
  }

  /** The same history in every process. */
  static MemoryHistory history() {
    MemoryHistory history = new MemoryHistory().account("p1", "alice").person("p1", "alice");
    Instant start = Instant.parse("2021-05-04T13:37:05Z");
    for (int c = 0; c < ROOMS; c++) {
      history.conversation("c" + c, Conversation.Kind.ROOM, "Room " + c, "p1");
      for (int m = 0; m < MESSAGES; m++) {
        Messages message =
            message("c" + c, String.format("m%03d", m)).from("p1").at(start.plusSeconds(m));
        message.text("message " + m + " of " + c);
        if (m % 7 == 3) {
          message.file(history.attachment("photo.jpg", "picture " + m + " of " + c));
        }
        if (m % 5 == 4) {
          message.replyTo(String.format("m%03d", m / 2));
        }
        history.message(message.made());
      }
    }
    return history;
  }
}
