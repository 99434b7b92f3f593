package app.afterglow.importer.xmpp;

import app.afterglow.importer.Import;
import app.afterglow.importer.plain.MemoryHistory;
import app.afterglow.importer.plain.Messages;
import app.afterglow.importer.plain.Samples;
import app.afterglow.importer.testing.KilledProcess;
import app.afterglow.model.Conversation;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Writes an import's folder in a process of its own, so that it can be killed. */
final class KilledWriting {

  private static final int MESSAGES = 50;

  private KilledWriting() {}

  /** Arguments: the folder to write. */
  public static void main(String[] args) throws IOException {
    MemoryHistory history = history();
    KilledProcess.begin();
    write(history, Path.of(args[0]));
  }

  /** Writes the folder in the usual manner. */
  static void write(MemoryHistory history, Path output) throws IOException {
    Map<String, String> options =
        Map.of("host", Prosody.HOST, "muc-host", Prosody.ROOMS, "media-url", "https://f.test/");
    Import.run(Import.target("xmpp"), history, Samples.request(output, options), Progress.SILENT);
  }

  /** The same history in every process. */
  static MemoryHistory history() {
    MemoryHistory history =
        new MemoryHistory()
            .person("a", "alice", "Alice", true)
            .person("b", "bob", "Bob", false)
            .person("c", "carol", "Carol", false)
            .conversation("d1", Conversation.Kind.DIRECT, null, "a", "b")
            .conversation("d2", Conversation.Kind.DIRECT, null, "a", "c")
            .conversation("r1", Conversation.Kind.ROOM, "Garden", "a", "b", "c");
    Instant start = Instant.parse("2021-05-04T13:37:05.250Z");
    for (int i = 0; i < MESSAGES; i++) {
      Instant at = start.plusSeconds(60L * i);
      for (String conversation : new String[] {"d1", "d2", "r1"}) {
        Messages said =
            Messages.in(conversation, conversation + "-" + i, at)
                .by(i % 3 == 0 ? "a" : conversation.equals("d2") ? "c" : "b")
                .text("message " + i + " of " + conversation);
        if (i % 9 == 8) {
          said.answering(conversation + "-" + (i - 2)).reaction("a", "\uD83D\uDC4D", at.toString());
        }
        if (i % 13 == 12) {
          said.edited(at.plusSeconds(1).toString(), "before " + i);
        }
        if (i % 17 == 16) {
          said.with(history.content("photo.jpg", "image/jpeg", Samples.bytes("picture " + i)));
        }
        history.message(said.done());
      }
    }
    return history;
  }
}
