package app.afterglow.importer.wickrio;

import app.afterglow.importer.TargetWords;
import app.afterglow.model.Attachment;
import app.afterglow.model.Edit;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Reaction;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A message as text: what it answers, what it says, its files, its edits and its reactions. The
 * author and the time come in front, see {@link #header}.
 */
final class MessageText {

  private static final int QUOTE = 80;

  private final TargetWords words;
  private final Names names;
  private final Quotes quotes;

  MessageText(TargetWords words, Names names, Quotes quotes) {
    this.words = words;
    this.names = names;
    this.quotes = quotes;
  }

  /** {@code [2021-05-04 13:37:05 UTC] alice: }, with the part where there are several. */
  String header(Message message, int part, int parts) {
    String time = Texts.time(message.sentAt());
    String author = names.of(message.senderId(), words);
    String header =
        parts == 1
            ? words.of("header", time, author)
            : words.of("header.part", time, author, part, parts);
    return header + " ";
  }

  /** Everything but the header. */
  String body(Message message) throws IOException {
    quotes.add(message, firstLine(message));
    StringJoiner lines = new StringJoiner("\n");
    if (message.replyTo() != null) {
      // The quote begins a line of its own, below the header.
      lines.add("").add(reply(message.replyTo()));
    }
    String content = content(message.body(), message.sourceType());
    if (!content.isEmpty()) {
      lines.add(content);
    }
    files(message.attachments(), lines);
    edits(message.edits(), lines);
    if (!message.reactions().isEmpty()) {
      lines.add(words.of("reactions", reactions(message.reactions())));
    }
    return Texts.sound(lines.toString());
  }

  private String reply(String messageId) throws IOException {
    Quotes.Quote quote = quotes.find(messageId, this::firstLine);
    return quote == null
        ? words.of("reply.unknown")
        : words.of("reply", names.of(quote.senderId(), words), quote.line());
  }

  /** How a message is quoted. */
  String firstLine(Message message) {
    String text = message.body().text();
    if (text != null && !text.isBlank()) {
      return Texts.firstLine(text, QUOTE);
    }
    for (Attachment attachment : message.attachments()) {
      return fileName(attachment);
    }
    return "[" + message.body().kind() + "]";
  }

  private String content(MessageBody body, String sourceType) throws IOException {
    String text = body.text() == null ? "" : body.text();
    return switch (body) {
      case MessageBody.Text _, MessageBody.FileBody _ -> text;
      case MessageBody.Location location -> with(location(location), text);
      case MessageBody.Call call -> with(call(call), text);
      case MessageBody.RoomEvent event -> with(roomEvent(event), text);
      case MessageBody.Verification _ -> with(words.of("verification"), text);
      case MessageBody.Deleted deleted -> with(deleted(deleted.targetId()), text);
      case MessageBody.EditOf edit -> with(words.of("edit.of", quoted(edit.targetId())), text);
      case MessageBody.ReactionTo reaction ->
          with(
              words.of(
                  reaction.removed() ? "reaction.removed" : "reaction.to",
                  reaction.emoji(),
                  quoted(reaction.targetId())),
              text);
      case MessageBody.Unknown _ -> with(words.of("unknown", sourceType), text);
    };
  }

  private static String with(String described, String text) {
    return text.isBlank() ? described : described + "\n" + text;
  }

  private String location(MessageBody.Location location) {
    Double latitude = location.latitude();
    Double longitude = location.longitude();
    return latitude == null || longitude == null
        ? words.of("location.unknown")
        : words.of("location", latitude.toString(), longitude.toString());
  }

  private String call(MessageBody.Call call) {
    List<String> facts = new ArrayList<>();
    if (call.status() != null) {
      facts.add(Texts.oneLine(call.status(), QUOTE));
    }
    Long seconds = call.durationSeconds();
    if (seconds != null) {
      facts.add(
          words.of("call.duration", Long.toString(seconds / 60), Long.toString(seconds % 60)));
    }
    if (!call.participantIds().isEmpty()) {
      facts.add(words.of("call.participants", people(call.participantIds())));
    }
    return words.of("call", facts.isEmpty() ? words.of("call.unknown") : String.join(", ", facts));
  }

  private String roomEvent(MessageBody.RoomEvent event) {
    String whom =
        event.memberIds().isEmpty() ? "" : words.of("room.whom", people(event.memberIds()));
    return words.of("room." + event.event().word(), whom);
  }

  private String deleted(@Nullable String targetId) throws IOException {
    Quotes.Quote quote = targetId == null ? null : quotes.find(targetId, this::firstLine);
    return quote == null ? words.of("deleted") : words.of("deleted.of", quote.line());
  }

  private String quoted(String messageId) throws IOException {
    Quotes.Quote quote = quotes.find(messageId, this::firstLine);
    return quote == null ? words.of("message.unknown") : quote.line();
  }

  private String people(List<String> ids) {
    StringJoiner people = new StringJoiner(", ");
    ids.forEach(id -> people.add(names.of(id, words)));
    return people.toString();
  }

  private void files(List<Attachment> attachments, StringJoiner lines) {
    for (int i = 0; i < attachments.size(); i++) {
      Attachment attachment = attachments.get(i);
      String name = fileName(attachment);
      lines.add(
          switch (attachment.status()) {
            case PRESENT ->
                words.of(
                    "file", Integer.toString(i + 1), Integer.toString(attachments.size()), name);
            case MISSING -> words.of("file.missing", name);
            case DAMAGED -> words.of("file.damaged", name);
          });
    }
  }

  private String fileName(Attachment attachment) {
    String name = attachment.name();
    return name == null || name.isBlank() ? words.of("file.unnamed") : Texts.oneLine(name, 200);
  }

  private void edits(List<Edit> edits, StringJoiner lines) {
    for (Edit edit : edits) {
      Instant at = edit.at();
      String time = at == null ? words.of("edited.sometime") : Texts.time(at);
      String before = edit.previousText();
      lines.add(
          before == null ? words.of("edited.unknown", time) : words.of("edited", time, before));
    }
  }

  private String reactions(List<Reaction> reactions) {
    Map<String, StringJoiner> byEmoji = new LinkedHashMap<>();
    for (Reaction reaction : reactions) {
      byEmoji
          .computeIfAbsent(Texts.oneLine(reaction.emoji(), 40), emoji -> new StringJoiner(", "))
          .add(names.of(reaction.senderId(), words));
    }
    StringJoiner all = new StringJoiner("; ");
    byEmoji.forEach((emoji, who) -> all.add(words.of("reaction", emoji, who.toString())));
    return all.toString();
  }
}
