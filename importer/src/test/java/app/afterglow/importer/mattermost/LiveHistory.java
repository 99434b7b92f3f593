package app.afterglow.importer.mattermost;

import static app.afterglow.importer.testing.Messages.message;

import app.afterglow.importer.testing.MemoryHistory;
import app.afterglow.importer.testing.Messages;
import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Histories for a running server. */
final class LiveHistory {

  static final String ROOM = "Garden & friends";
  static final String LONG = "A long text 🌻. ".repeat(1_500);

  private LiveHistory() {}

  /** One with everything in it that a message can be. */
  static MemoryHistory everything() {
    MemoryHistory history =
        new MemoryHistory()
            .account("p1", "alice")
            .person(new Person("p1", "alice", "Alice A.", true))
            .person("p2", "böb")
            .person("p3", "carol")
            .conversation(
                new Conversation(
                    "S1",
                    Conversation.Kind.ROOM,
                    ROOM,
                    "All about tomatoes",
                    List.of("p1", "p2"),
                    Map.of()))
            .conversation("D1", Conversation.Kind.DIRECT, "", "p1", "p2")
            .conversation("G1", Conversation.Kind.GROUP, "Trio", "p1", "p2", "p3");
    texts(history);
    files(history);
    others(history);
    history.message(message("D1", "d1").from("p2").at(at(0)).text("just us").made());
    history.message(message("D1", "d2").from(null).at(at(1)).text("who was it").made());
    history.message(message("G1", "g1").from("p3").at(at(0)).text("the three of us").made());
    return history;
  }

  static String at(int minute) {
    return String.format("2019-01-01T00:%02d:00Z", minute);
  }

  private static void texts(MemoryHistory history) {
    history
        .message(m("m01", "p1", 1).text("Hello *there* & 🌻").made())
        .message(m("m02", "p2", 2).text("Hi").replyTo("m01").made())
        .message(m("m03", "p1", 2).text("and hi again").replyTo("m02").made())
        .message(
            m("m04", "p1", 3)
                .text("second")
                .edited(at(4), "first")
                .reaction("p2", "👍", at(6))
                .reaction("p2", "👍", at(7))
                .reaction("p3", "🦖🦖", at(7))
                .made())
        .message(m("m05", "p3", 8).text("not a member").replyTo("gone").made())
        .message(m("m06", "p2", 9).text(LONG).replyTo("m01").made())
        .message(m("m07", null, 10).text("from nobody \0").made());
  }

  private static void files(MemoryHistory history) {
    Attachment photo = history.attachment("photo.jpg", "a picture");
    Attachment damaged = history.attachment("damaged.bin", "no more");
    history.forget(damaged);
    Attachment missing =
        new Attachment("lost.pdf", null, 5, null, Attachment.Status.MISSING, "guid-lost");
    Messages many = m("m11", "p1", 11).body(new MessageBody.FileBody(null));
    for (int i = 0; i < 12; i++) {
      many.file(history.attachment("été " + i + ".txt", i == 11 ? "" : "file " + i));
    }
    history
        .message(many.made())
        .message(m("m12", "p2", 12).text("look").file(photo).file(missing).file(damaged).made())
        .message(m("m13", "p2", 13).body(new MessageBody.FileBody("")).file(missing).made())
        .message(
            m("m14", "p3", 14)
                .text("too large")
                .file(history.attachment("film.mp4", "x".repeat(1_001)))
                .file(photo)
                .made());
  }

  private static void others(MemoryHistory history) {
    history
        .message(m("m21", "p1", 21).body(new MessageBody.Location(48.2, 16.4, null)).made())
        .message(
            m("m22", "p2", 22)
                .body(new MessageBody.Call("missed", 61L, List.of("p1"), null))
                .made())
        .message(m("m23", "p1", 23).body(new MessageBody.Verification(null)).made())
        .message(m("m24", "p2", 24).body(new MessageBody.Deleted("m01", null)).made())
        .message(m("m25", "p2", 25).body(new MessageBody.EditOf("m02", "Hi there")).made())
        .message(
            m("m26", "p1", 26).body(new MessageBody.ReactionTo("m02", "🍅", false, null)).made())
        .message(
            m("m27", "p3", 27).body(new MessageBody.ReactionTo("m02", "👍", false, null)).made())
        .message(
            m("m28", "p3", 28).body(new MessageBody.ReactionTo("m02", "👍", true, null)).made())
        .message(m("m29", "p1", 29).body(new MessageBody.Unknown("odd")).made());
  }

  private static Messages m(String id, @Nullable String from, int minute) {
    return message("S1", id).from(from).at(at(minute));
  }

  /** A plainer one, the same in every process. */
  static MemoryHistory plain(int conversations, int messages) {
    MemoryHistory history = new MemoryHistory().account("k1", "k1");
    for (int p = 1; p <= 3; p++) {
      history.person("k" + p, "k" + p);
    }
    Instant start = Instant.parse("2021-05-04T13:37:05Z");
    for (int c = 0; c < conversations; c++) {
      String id = "c" + c;
      history.conversation(id, Conversation.Kind.ROOM, "Room " + c, "k1", "k2");
      for (int m = 0; m < messages; m++) {
        Messages message =
            message(id, String.format("m%03d", m))
                .from("k" + (1 + m % 3))
                // Three messages share a second, as Wickr's do.
                .at(start.plusSeconds(m / 3))
                .text("message " + m + " of " + c);
        if (m % 7 == 3) {
          message.file(history.attachment("photo.jpg", "picture " + m + " of " + c));
        }
        if (m % 5 == 4) {
          message.replyTo(String.format("m%03d", m / 2)).reaction("k1", "👍", null);
        }
        history.message(message.made());
      }
    }
    return history;
  }
}
