package app.afterglow.importer.mattermost;

import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import com.carrotsearch.hppc.LongIntHashMap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of a conversation others hang on (replies, reactions, edits), and how many: so
 * that a post is held back exactly until the last of them has come. Ids are kept as 64 bits of a
 * salted hash, and of at most {@value #MOST} messages.
 */
final class ThreadPlan {

  private static final int MOST = 2_000_000;

  private final LongIntHashMap waiting = new LongIntHashMap();
  private final MessageDigest sha256;
  private final byte[] salt = new byte[16];

  private ThreadPlan() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("SHA-256 is part of every Java", e);
    }
    new SecureRandom().nextBytes(salt);
  }

  /** Reads a conversation's messages once. */
  static ThreadPlan of(Stream<Message> messages) {
    ThreadPlan plan = new ThreadPlan();
    messages.forEach(
        message -> {
          String target = target(message);
          if (target != null) {
            long key = plan.key(target);
            if (plan.waiting.size() < MOST || plan.waiting.containsKey(key)) {
              plan.waiting.addTo(key, 1);
            }
          }
        });
    return plan;
  }

  /** The id of the message this one hangs on, null where it stands alone. */
  static @Nullable String target(Message message) {
    return switch (message.body()) {
      case MessageBody.ReactionTo reaction -> reaction.targetId();
      case MessageBody.EditOf edit -> edit.targetId();
      case MessageBody.Text _,
          MessageBody.FileBody _,
          MessageBody.Location _,
          MessageBody.Call _,
          MessageBody.RoomEvent _,
          MessageBody.Verification _,
          MessageBody.Deleted _,
          MessageBody.Unknown _ ->
          message.replyTo();
    };
  }

  /** What stands for an id. */
  long key(String id) {
    sha256.update(salt);
    return ByteBuffer.wrap(sha256.digest(id.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  /** How many messages hang on this one. */
  int waitingFor(long key) {
    return waiting.getOrDefault(key, 0);
  }
}
