package app.afterglow.importer.matrix;

import app.afterglow.importer.TargetWords;
import app.afterglow.importer.plain.Texts;
import app.afterglow.model.Attachment;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What Matrix has no event for, in words. */
final class Wording {

  private static final int LONGEST_FACT = 80;

  private final TargetWords words;
  private final Function<String, Person> people;

  Wording(TargetWords words, Function<String, Person> people) {
    this.words = words;
    this.people = people;
  }

  /** A message of a kind that becomes a notice; its text follows on a line of its own. */
  String notice(Message message) {
    MessageBody body = message.body();
    String text = body.text();
    String described =
        switch (body) {
          case MessageBody.Text _, MessageBody.FileBody _ -> "";
          case MessageBody.Location _ -> words.of("location.unknown");
          case MessageBody.Call call -> call(call);
          case MessageBody.RoomEvent event -> roomEvent(event);
          case MessageBody.Verification _ -> words.of("verification");
          case MessageBody.Deleted _ -> words.of("deleted");
          case MessageBody.EditOf _ -> words.of("edit.of");
          case MessageBody.ReactionTo reaction ->
              words.of(
                  reaction.removed() ? "reaction.removed" : "reaction.to",
                  Texts.oneLine(reaction.emoji()));
          case MessageBody.Unknown _ ->
              words.of("unknown", Texts.clip(Texts.oneLine(message.sourceType()), LONGEST_FACT));
        };
    if (text == null || text.isBlank() || repeats(body, text)) {
      return described;
    }
    return described.isEmpty() ? text : described + "\n" + text;
  }

  private static boolean repeats(MessageBody body, String text) {
    return body instanceof MessageBody.ReactionTo reaction && text.equals(reaction.emoji());
  }

  /** The words beside a place on the map. */
  String location(MessageBody.Location location, double latitude, double longitude) {
    String text = location.text();
    String described = words.of("location", Double.toString(latitude), Double.toString(longitude));
    return text == null || text.isBlank() ? described : text;
  }

  /** What stands for a file that isn't there. */
  String missing(Attachment attachment, boolean tooLarge) {
    String name = fileName(attachment);
    if (tooLarge) {
      return words.of("file.too-large", name);
    }
    return switch (attachment.status()) {
      case PRESENT, MISSING -> words.of("file.missing", name);
      case DAMAGED -> words.of("file.damaged", name);
    };
  }

  /** What a file is called. */
  String fileName(Attachment attachment) {
    String name = attachment.name();
    String plain = name == null ? "" : Texts.clip(Texts.oneLine(name.replace('\0', ' ')), 200);
    return plain.isBlank() ? words.of("file.unnamed") : plain;
  }

  /** What a room is called whose conversation had no title. */
  String title(List<String> memberIds) {
    if (memberIds.isEmpty()) {
      return words.of("title.untitled");
    }
    String names = names(memberIds.subList(0, Math.min(6, memberIds.size())));
    return memberIds.size() > 6 ? names + " …" : names;
  }

  private String call(MessageBody.Call call) {
    List<String> facts = new ArrayList<>();
    if (call.status() != null) {
      facts.add(Texts.clip(Texts.oneLine(call.status()), LONGEST_FACT));
    }
    Long seconds = call.durationSeconds();
    if (seconds != null) {
      facts.add(
          words.of("call.duration", Long.toString(seconds / 60), Long.toString(seconds % 60)));
    }
    if (!call.participantIds().isEmpty()) {
      facts.add(words.of("call.participants", names(call.participantIds())));
    }
    return words.of("call", facts.isEmpty() ? words.of("call.unknown") : String.join(", ", facts));
  }

  private String roomEvent(MessageBody.RoomEvent event) {
    String whom =
        event.memberIds().isEmpty() ? "" : words.of("room.whom", names(event.memberIds()));
    return words.of("room." + event.event().word(), whom);
  }

  private String names(List<String> ids) {
    StringJoiner names = new StringJoiner(", ");
    ids.forEach(id -> names.add(name(id)));
    return names.toString();
  }

  private String name(@Nullable String id) {
    return id == null ? words.of("somebody") : Names.shown(people.apply(id));
  }
}
