package app.afterglow.archive.merge;

import app.afterglow.model.MessageBody;
import app.afterglow.model.MessageBody.Call;
import app.afterglow.model.MessageBody.Deleted;
import app.afterglow.model.MessageBody.EditOf;
import app.afterglow.model.MessageBody.FileBody;
import app.afterglow.model.MessageBody.Location;
import app.afterglow.model.MessageBody.ReactionTo;
import app.afterglow.model.MessageBody.RoomEvent;
import app.afterglow.model.MessageBody.Text;
import app.afterglow.model.MessageBody.Unknown;
import app.afterglow.model.MessageBody.Verification;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What two copies of one message say it is. */
final class Bodies {

  private Bodies() {}

  /** How much a body says: nothing that is known, that it is gone, or what it was. */
  static int fullness(MessageBody body) {
    return switch (body) {
      case Unknown _ -> 0;
      case Deleted _ -> 1;
      case Text _,
          FileBody _,
          Location _,
          Call _,
          RoomEvent _,
          Verification _,
          EditOf _,
          ReactionTo _ ->
          2;
    };
  }

  /** A body, completed from another of its kind; of another kind, left as it is. */
  static MessageBody completed(MessageBody body, MessageBody other) {
    if (!body.kind().equals(other.kind())) {
      return body;
    }
    String text = filled(body.text(), other.text());
    return switch (body) {
      case Text _ -> new Text(text);
      case FileBody _ -> new FileBody(text);
      case Verification _ -> new Verification(text);
      case Unknown _ -> new Unknown(text);
      case Location here -> completed(here, (Location) other, text);
      case Call call -> completed(call, (Call) other, text);
      case RoomEvent event ->
          new RoomEvent(
              event.event(), filled(event.memberIds(), ((RoomEvent) other).memberIds()), text);
      case Deleted deleted ->
          new Deleted(first(deleted.targetId(), ((Deleted) other).targetId()), text);
      case EditOf edit -> new EditOf(edit.targetId(), text);
      case ReactionTo reaction ->
          new ReactionTo(reaction.targetId(), reaction.emoji(), reaction.removed(), text);
    };
  }

  private static Location completed(Location here, Location other, @Nullable String text) {
    return new Location(
        first(here.latitude(), other.latitude()), first(here.longitude(), other.longitude()), text);
  }

  private static Call completed(Call call, Call other, @Nullable String text) {
    return new Call(
        first(call.status(), other.status()),
        first(call.durationSeconds(), other.durationSeconds()),
        filled(call.participantIds(), other.participantIds()),
        text);
  }

  /** Whether two bodies of one kind say different things beside their texts. */
  static boolean differ(MessageBody one, MessageBody other) {
    return one.kind().equals(other.kind())
        && !withText(completed(one, other), null).equals(withText(completed(other, one), null));
  }

  private static MessageBody withText(MessageBody body, @Nullable String text) {
    return switch (body) {
      case Text _ -> new Text(text);
      case FileBody _ -> new FileBody(text);
      case Verification _ -> new Verification(text);
      case Unknown _ -> new Unknown(text);
      case Location(Double latitude, Double longitude, _) ->
          new Location(latitude, longitude, text);
      case Call(String status, Long seconds, List<String> people, _) ->
          new Call(status, seconds, people, text);
      case RoomEvent(RoomEvent.Event event, List<String> people, _) ->
          new RoomEvent(event, people, text);
      case Deleted(String target, _) -> new Deleted(target, text);
      case EditOf(String target, _) -> new EditOf(target, text);
      case ReactionTo(String target, String emoji, boolean removed, _) ->
          new ReactionTo(target, emoji, removed, text);
    };
  }

  /** The first text, unless it is empty and the second isn't. */
  static @Nullable String filled(@Nullable String first, @Nullable String second) {
    return first != null && !first.isBlank() ? first : second != null ? second : first;
  }

  private static List<String> filled(List<String> first, List<String> second) {
    return first.isEmpty() ? second : first;
  }

  static <T> @Nullable T first(@Nullable T first, @Nullable T second) {
    return first != null ? first : second;
  }
}
