package app.afterglow.importer.slack;

import app.afterglow.importer.plain.Digests;
import app.afterglow.importer.plain.LongTable;
import app.afterglow.importer.plain.Scope;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Reaction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What in a channel refers to what: an export names the message a thread begins with by its {@code
 * ts}, and holds reactions inside the message they belong to. Found by reading the conversation
 * twice; only messages that others refer to are kept, 16 to 64 bytes each.
 *
 * <p>Reactions that are messages of their own are gathered up to {@value #MAX_REACTIONS} a channel;
 * the rest stay messages.
 */
final class Threads {

  /** No thread: what a message refers to isn't there, or comes later. */
  static final long NONE = -1;

  private static final int MAX_REACTIONS = 100_000;

  // Values of the table: UNSEEN and UNSEEN_ROOT until the message is met, then its time doubled,
  // plus one where a thread begins with it.
  private static final long UNSEEN = -2;
  private static final long UNSEEN_ROOT = -1;

  private final LongTable referred = new LongTable();
  private final Map<Long, List<Message>> reactions = new HashMap<>();
  private long gathered;
  private long met;

  private Threads() {}

  /** Reads a conversation. */
  static Threads of(Scope scope, Scope.Wanted conversation) throws IOException {
    Threads threads = new Threads();
    scope.forEach(conversation, threads::note);
    if (threads.referred.size() > 0) {
      Timestamps timestamps = new Timestamps();
      scope.forEach(conversation, m -> threads.locate(m, timestamps.next(m.sentAt())));
    }
    return threads;
  }

  private void note(Message message) {
    String answered = answered(message);
    if (answered != null) {
      referred.put(Digests.of(answered), UNSEEN_ROOT);
    }
    if (message.body() instanceof MessageBody.ReactionTo reaction
        && isNothingElse(message)
        && gathered < MAX_REACTIONS) {
      gathered++;
      long key = Digests.of(reaction.targetId());
      if (referred.get(key) == LongTable.ABSENT) {
        referred.put(key, UNSEEN);
      }
      reactions.computeIfAbsent(key, _ -> new ArrayList<>()).add(message);
    }
  }

  private void locate(Message message, long micros) {
    if (message.body() instanceof MessageBody.ReactionTo) {
      // It may end up inside another message, where nothing can refer to it.
      return;
    }
    long key = Digests.of(message.id());
    long value = referred.get(key);
    if (value == UNSEEN || value == UNSEEN_ROOT) {
      referred.put(key, micros * 2 + (value == UNSEEN_ROOT ? 1 : 0));
    }
  }

  /** The id of the message that this one is shown under, null where there is none. */
  static @Nullable String answered(Message message) {
    return switch (message.body()) {
      case MessageBody.EditOf edit -> edit.targetId();
      case MessageBody.Text _,
          MessageBody.FileBody _,
          MessageBody.Location _,
          MessageBody.Call _,
          MessageBody.RoomEvent _,
          MessageBody.Verification _,
          MessageBody.Deleted _,
          MessageBody.ReactionTo _,
          MessageBody.Unknown _ ->
          message.replyTo();
    };
  }

  /**
   * The time of the message that begins the thread this message belongs to, {@link #NONE} where it
   * belongs to none. Called once for each message, in order.
   */
  long root(Message message, long micros) {
    long root = NONE;
    String answered = answered(message);
    if (answered != null) {
      long target = time(Digests.of(answered));
      if (target != NONE && target < micros) {
        root = target;
      }
    }
    long own = Digests.of(message.id());
    if (time(own) == micros) {
      boolean begins = (referred.get(own) & 1) == 1;
      if (root != NONE) {
        // An answer to this message belongs to the thread this message is in: threads don't nest.
        referred.put(own, root * 2 + 1);
      } else if (begins) {
        root = micros;
      }
    }
    return root;
  }

  /** The time under which this message is known, {@link #NONE} where it isn't there. */
  private long time(long key) {
    long value = referred.get(key);
    return value == LongTable.ABSENT || value < 0 ? NONE : value / 2;
  }

  /**
   * Whether this message is a reaction that the message it belongs to holds. Called once for each
   * message, in order.
   */
  boolean isGathered(Message message) {
    if (!(message.body() instanceof MessageBody.ReactionTo reaction) || !isNothingElse(message)) {
      return false;
    }
    boolean within = met < MAX_REACTIONS;
    met++;
    return within && time(Digests.of(reaction.targetId())) != NONE;
  }

  /** Whether nothing of a message is left when its reaction is shown elsewhere. */
  private static boolean isNothingElse(Message message) {
    String text = message.body().text();
    return (text == null || text.isEmpty())
        && message.attachments().isEmpty()
        && message.reactions().isEmpty()
        && message.edits().isEmpty();
  }

  /** The reactions to a message: its own, and those that came as messages, in their order. */
  List<Reaction> reactions(Message message) {
    List<Message> later = reactions.get(Digests.of(message.id()));
    if (later == null) {
      return message.reactions();
    }
    List<Reaction> all = new ArrayList<>(message.reactions());
    for (Message one : later) {
      if (one.body() instanceof MessageBody.ReactionTo reaction) {
        Reaction same = new Reaction(one.senderId(), reaction.emoji(), one.sentAt());
        all.removeIf(r -> isSame(r, same));
        if (!reaction.removed()) {
          all.add(same);
        }
      }
    }
    return all;
  }

  private static boolean isSame(Reaction a, Reaction b) {
    return a.emoji().equals(b.emoji()) && java.util.Objects.equals(a.senderId(), b.senderId());
  }
}
