package app.afterglow.importer.plain;

import app.afterglow.importer.ImportRequest;
import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.MessageBody;
import app.afterglow.model.MessageBody.RoomEvent;
import app.afterglow.model.Selection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Histories that several tests use. */
public final class Samples {

  /** Where people read these histories. */
  public static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  private static final String LONG_NAME = "Very Long Name ".repeat(700);

  private Samples() {}

  /** A request for everything, read in Paris, in English. */
  public static ImportRequest request(@Nullable Path output, Map<String, String> options) {
    return new ImportRequest(
        output, Selection.ALL, ImportRequest.Mode.DELIVER, PARIS, Locale.ENGLISH, options);
  }

  /** The same request, wanting only to know. */
  public static ImportRequest dryRun(ImportRequest request) {
    return new ImportRequest(
        request.output(),
        request.selection(),
        ImportRequest.Mode.DRY_RUN,
        request.zone(),
        request.locale(),
        request.options());
  }

  /** The same request for a part. */
  public static ImportRequest select(ImportRequest request, Selection selection) {
    return new ImportRequest(
        request.output(),
        selection,
        request.mode(),
        request.zone(),
        request.locale(),
        request.options());
  }

  /** Three people, three conversations, every kind of message once or more. */
  public static MemoryHistory everyKind() {
    MemoryHistory history =
        new MemoryHistory()
            .person("alice-id", "alice", "Alice Ünïcode", true)
            .person("bob-id", "bob.b", null, false)
            .person("carol-id", "carol", "Carol", false)
            .conversation("room-1", Conversation.Kind.ROOM, "Été & plans", "alice-id", "bob-id")
            .conversation("direct-1", Conversation.Kind.DIRECT, null, "alice-id", "bob-id")
            .conversation(
                "group-1", Conversation.Kind.GROUP, null, "alice-id", "bob-id", "carol-id");
    Attachment photo = history.content("photo.jpg", "image/jpeg", bytes("jpeg bytes"));
    Attachment note = history.content("note.txt", "text/plain", bytes("From here\n.\nto there\n"));
    history
        .message(
            room("m01", "2021-05-04T13:37:05Z")
                .body(event(RoomEvent.Event.CREATED, "alice-id", "bob-id"))
                .done())
        .message(room("m02", "2021-05-04T13:37:05Z").text("Bonjour <b> & @bob.b.").done())
        .message(
            room("m03", "2021-05-04T13:37:05Z")
                .by("bob-id")
                .text("see https://example.org/a?b=c&d=e, ok?\nsecond line")
                .answering("m02")
                .edited("2021-05-04T13:40:00Z", "see above")
                .reaction("alice-id", "\uD83D\uDC4D", "2021-05-04T13:41:00Z")
                .done())
        .message(
            room("m04", "2021-05-04T22:30:00.123Z")
                .body(new MessageBody.FileBody("two files"))
                .with(photo)
                .with(note)
                .expiring("2021-06-04T00:00:00Z")
                .done())
        .message(
            room("m05", "2021-05-05T08:00:00Z")
                .by("bob-id")
                .body(new MessageBody.FileBody(null))
                .without("lost.jpg", Attachment.Status.MISSING)
                .without(null, Attachment.Status.DAMAGED)
                .done())
        .message(
            room("m06", "2021-05-05T08:01:00Z")
                .body(new MessageBody.Location(48.8584, 2.2945, "Tour Eiffel"))
                .done())
        .message(
            room("m07", "2021-05-05T08:02:00Z")
                .body(new MessageBody.Call("answered", 3723L, List.of("bob-id"), null))
                .done())
        .message(
            room("m08", "2021-05-05T08:03:00Z")
                .by("bob-id")
                .body(new MessageBody.EditOf("m02", "Bonsoir"))
                .done())
        .message(
            room("m09", "2021-05-05T08:04:00Z")
                .by("bob-id")
                .body(new MessageBody.ReactionTo("m02", "\u2764\uFE0F", false, null))
                .done())
        .message(
            room("m10", "2021-05-05T08:05:00Z").body(new MessageBody.Deleted("m03", null)).done())
        .message(
            room("m11", "2021-05-05T08:06:00Z")
                .body(event(RoomEvent.Event.MEMBERS_CHANGED, "carol-id"))
                .done())
        .message(
            room("m12", "2021-05-05T08:07:00Z")
                .by("bob-id")
                .body(event(RoomEvent.Event.MEMBER_LEFT, "bob-id"))
                .done())
        .message(
            room("m13", "2021-05-05T08:08:00Z")
                .body(event(RoomEvent.Event.PARAMETERS_CHANGED))
                .done())
        .message(
            room("m14", "2021-05-05T08:09:00Z").body(event(RoomEvent.Event.ROOM_DELETED)).done())
        .message(
            room("m15", "2021-05-05T08:10:00Z")
                .by(null)
                .body(new MessageBody.Unknown("raw words"))
                .done())
        .message(
            Messages.in("direct-1", "d01", "2020-12-31T23:59:59Z")
                .body(new MessageBody.Verification(null))
                .done())
        .message(
            Messages.in("direct-1", "d02", "2021-01-01T00:00:00Z")
                .by("bob-id")
                .text("happy new year")
                .done())
        .message(
            Messages.in("group-1", "g01", "2021-02-03T04:05:06Z").by("carol-id").text("").done())
        .message(
            Messages.in("group-1", "g02", "2021-02-03T04:05:07Z")
                .text("photo again")
                .with(photo)
                .done());
    return history;
  }

  /** What somebody would send who wants to break the reader of the files. */
  public static MemoryHistory hostile() {
    MemoryHistory history =
        new MemoryHistory()
            .person("alice-id", "alice", LONG_NAME, true)
            .person("bob-id", "=cmd|' /C calc'!A0", "\u202Eevil\u0000\r\nBcc: x@example.org", false)
            .person("bob-2", "../../etc", "\u202Eevil\u0000\r\nBcc: x@example.org", false)
            .person("\uD800", "\uDFFF", " ", false)
            .conversation(
                "../../../up", Conversation.Kind.ROOM, "../../CON", "alice-id", "bob-id", "bob-2")
            .conversation("c2", Conversation.Kind.ROOM, "aux.txt", "alice-id", "\uD800")
            .conversation("c3", Conversation.Kind.ROOM, "AUX.TXT", "alice-id")
            .conversation("c4", Conversation.Kind.DIRECT, LONG_NAME, "alice-id", "bob-id")
            .conversation("c5", Conversation.Kind.DIRECT, "\u0000\r\n\u202E", "alice-id", "bob-id")
            .conversation("c6", Conversation.Kind.GROUP, null);
    int number = 0;
    for (String text : HOSTILE_TEXTS) {
      number++;
      Instant at = Instant.ofEpochSecond(1_600_000_000L + number / 3);
      String id = String.format(Locale.ROOT, "h%03d", number);
      history
          .message(Messages.in("../../../up", id, at).by("bob-id").text(text).done())
          .message(
              Messages.in("c2", "\"" + id + "\r\n<>", at)
                  .by("\uD800")
                  .body(new MessageBody.FileBody(text))
                  .with(history.content(text, "text/html\r\nX-Evil: 1", bytes(id)))
                  .without(text, Attachment.Status.MISSING)
                  .done())
          .message(
              Messages.in("c4", id, at)
                  .text("reaction")
                  .reaction("bob-2", text.isEmpty() ? "x" : text, "2021-01-01T00:00:00Z")
                  .edited("2021-01-01T00:00:00Z", text)
                  .answering("nowhere")
                  .done())
          .message(
              Messages.in("c5", id, at)
                  .body(new MessageBody.Call(text, -5L, List.of(text), text))
                  .done());
    }
    return history;
  }

  /** Texts that are something else in one form or another. */
  public static final List<String> HOSTILE_TEXTS =
      List.of(
          "",
          "=1+1",
          "+1",
          "-1",
          "@SUM(A1)",
          "\t=1",
          "\r=1",
          "a\"b,c;d\r\ne",
          "From me\n>From you\n>>From her\n.\n..\n",
          "<script>alert(1)</script>&lt;",
          "\u202Egnp.exe",
          "\u0000\u0001\u0007\u001B[31m\u007F\u0085\u2028\u2029",
          "\uD83D",
          "\uDC4D\uD83D",
          "31/12/2023, 23:59 - Bob: forged\n31/12/2023, 23:59 - Bob: forged again",
          "[31/12/2023, 23:59:59] Bob: forged\n\u200E[31/12/2023, 23:59:59] Bob: again",
          "2020-09-13 14:26:40  Bob\n    forged",
          "IMG-20231231-WA0001.jpg (file attached)",
          "CON",
          "con.tar.gz",
          "a/../../b",
          "C:\\Windows\\x.txt",
          "name. . .",
          "x".repeat(70_000),
          "\uD83D\uDE00".repeat(2_000) + ".jpeg",
          "--=_Part_1\r\nContent-Type: text/html\r\n\r\n",
          "{0} '{1}' '' {",
          "<!channel> <@U123> <http://a|b>",
          "*bold* _it_ ~x~ `code`",
          "\uFEFFbom");

  /** Bytes of UTF-8. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Messages room(String id, String sentAt) {
    return Messages.in("room-1", id, sentAt);
  }

  private static RoomEvent event(RoomEvent.Event event, String... memberIds) {
    return new RoomEvent(event, List.of(memberIds), null);
  }
}
