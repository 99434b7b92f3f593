package app.afterglow.importer.matrix;

import static app.afterglow.importer.testing.Messages.message;

import app.afterglow.importer.testing.MemoryHistory;
import app.afterglow.importer.testing.Messages;
import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A history with everything in it that a message can be. */
final class SampleHistory {

  static final String ROOM = "S123";
  static final String LONG = "A long text. ".repeat(9_000);

  private SampleHistory() {}

  static MemoryHistory make() {
    MemoryHistory history =
        new MemoryHistory()
            .account("p1", "alice")
            .person(new Person("p1", "alice", "Alice <b>A.</b>", true))
            .person("p2", "böb")
            .person("p3", "carol")
            .conversation(
                new Conversation(
                    ROOM,
                    Conversation.Kind.ROOM,
                    "Garden & <i>friends</i>",
                    "All about \"tomatoes\"",
                    List.of("p1", "p2"),
                    Map.of()))
            .conversation("D1", Conversation.Kind.DIRECT, "", "p1", "p2");
    texts(history);
    files(history);
    others(history);
    history.message(message("D1", "d1").from("p2").at(at(0)).text("just us").made());
    return history;
  }

  static String at(int minute) {
    return String.format("2019-01-01T00:%02d:00.123Z", minute);
  }

  private static void texts(MemoryHistory history) {
    history
        .message(m("m01", "p1", 1).text("Hello <script>alert(1)</script> & 🌻").made())
        .message(m("m02", "p2", 2).text("Hi").replyTo("m01").made())
        .message(
            m("m03", "p1", 3)
                .text("third")
                .edited(at(4), "first")
                .edited(at(5), "second")
                .reaction("p2", "👍", at(6))
                .reaction("p3", "👍", null)
                .reaction("p2", "👍", at(7))
                .made())
        .message(m("m04", "p3", 8).text("not a member").replyTo("gone").made())
        .message(m("m05", "p2", 9).text(LONG).made())
        .message(m("m06", null, 10).text("from nobody \0").made());
  }

  private static void files(MemoryHistory history) {
    Attachment photo = history.attachment("photo.jpg", "a picture");
    Attachment image =
        new Attachment(
            "photo.jpg", "image/jpeg", photo.size(), photo.sha256(), photo.status(), "guid-1");
    Attachment large = history.attachment("film.mp4", "x".repeat(Synapse.LARGEST_UPLOAD + 1));
    Attachment missing =
        new Attachment("lost.pdf", null, 5, null, Attachment.Status.MISSING, "guid-lost");
    history
        .message(m("m11", "p1", 11).body(new MessageBody.FileBody(null)).file(image).made())
        .message(m("m12", "p2", 12).text("look").file(image).file(missing).file(large).made())
        .message(m("m13", "p2", 13).body(new MessageBody.FileBody("")).file(missing).made());
  }

  private static void others(MemoryHistory history) {
    history
        .message(m("m21", "p1", 21).body(new MessageBody.Location(48.2082, 16.3738, null)).made())
        .message(
            m("m22", "p2", 22)
                .body(new MessageBody.Call("completed", 61L, List.of("p1"), null))
                .made())
        .message(
            m("m23", "p1", 23)
                .body(
                    new MessageBody.RoomEvent(
                        MessageBody.RoomEvent.Event.MEMBERS_CHANGED, List.of("p3"), null))
                .made())
        .message(m("m24", "p1", 24).body(new MessageBody.Verification(null)).made())
        .message(m("m25", "p2", 25).body(new MessageBody.Deleted("m01", null)).made())
        .message(m("m26", "p2", 26).body(new MessageBody.EditOf("m02", "Hi there")).made())
        .message(
            m("m27", "p1", 27).body(new MessageBody.ReactionTo("m02", "🍅", false, "🍅")).made())
        .message(m("m28", "p1", 28).body(new MessageBody.Unknown("odd")).made());
  }

  private static Messages m(String id, @Nullable String from, int minute) {
    return message(ROOM, id).from(from).at(at(minute));
  }
}
