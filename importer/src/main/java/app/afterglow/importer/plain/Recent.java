package app.afterglow.importer.plain;

import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last {@value #KEPT} messages of a conversation, of each who said it, when, and its first
 * words, to be quoted where another refers to it.
 */
public final class Recent {

  private static final int KEPT = 5_000;
  private static final int WORDS = 60;

  /** What is remembered of a message. */
  public record Said(@Nullable String senderId, Instant at, String words) {}

  private final Map<String, Said> last =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Said> eldest) {
          return size() > KEPT;
        }
      };

  /** Remembers a message under the words it is shown with. */
  public void add(Message message, String shown) {
    String begin = shown.length() > 4 * WORDS ? shown.substring(0, 4 * WORDS) : shown;
    String words = Texts.clip(Texts.oneLine(begin), WORDS);
    last.put(message.id(), new Said(message.senderId(), message.sentAt(), words));
  }

  /** What was said under this id, null where it was not said, or too long ago. */
  public @Nullable Said find(String id) {
    return last.get(id);
  }

  /** The id of the message another one refers to, null where it refers to none. */
  public static @Nullable String referred(Message message) {
    return switch (message.body()) {
      case MessageBody.EditOf edit -> edit.targetId();
      case MessageBody.ReactionTo reaction -> reaction.targetId();
      case MessageBody.Deleted deleted ->
          deleted.targetId() != null ? deleted.targetId() : message.replyTo();
      case MessageBody.Text _,
          MessageBody.FileBody _,
          MessageBody.Location _,
          MessageBody.Call _,
          MessageBody.RoomEvent _,
          MessageBody.Verification _,
          MessageBody.Unknown _ ->
          message.replyTo();
    };
  }
}
