package app.afterglow.importer.mattermost;

import app.afterglow.model.Attachment;
import app.afterglow.model.Edit;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Reaction;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes posts out of one conversation's messages, one after the other. */
final class Posts {

  /** The server keeps the ids of a post's files in 300 characters: ten of them. */
  static final int MOST_FILES = 10;

  private static final int LONGEST_PROP = 256;

  private final Place place;
  private final Users users;
  private final Wording wording;
  private final AttachmentFiles files;
  private final int limit;
  private final Losses losses;
  private final ThreadPlan plan;
  private final Threads threads;
  private final PostClock clock = new PostClock();
  private long withRaw;

  Posts(
      Place place,
      Users users,
      Wording wording,
      AttachmentFiles files,
      int limit,
      Losses losses,
      ThreadPlan plan,
      Threads.Sink sink) {
    this.place = place;
    this.users = users;
    this.wording = wording;
    this.files = files;
    this.limit = limit;
    this.losses = losses;
    this.plan = plan;
    threads = new Threads(plan, sink);
  }

  /** The next message, by (time, id). */
  void add(Message message) throws IOException {
    withRaw += message.raw().isEmpty() ? 0 : 1;
    String target = ThreadPlan.target(message);
    Threads.Held parent = target == null ? null : threads.held(plan.key(target));
    if (message.body() instanceof MessageBody.ReactionTo reaction
        && parent != null
        && message.attachments().isEmpty()
        && fold(reaction, message, parent)) {
      return;
    }
    if (message.body() instanceof MessageBody.EditOf && parent != null) {
      parent.post().edited(PostClock.millis(message.sentAt()));
    }
    List<Draft> posts = posts(message, target != null && parent == null);
    long key = plan.key(message.id());
    if (parent != null) {
      threads.reply(parent, key, posts);
    } else {
      threads.root(key, posts);
    }
  }

  /** Writes what is held back still, and how much of the source's own fields stays behind. */
  void finish(String conversation) throws IOException {
    threads.finish();
    if (withRaw > 0) {
      losses.partial(
          Loss.What.CONVERSATION,
          conversation,
          "raw-fields-left-out",
          withRaw + " messages have fields of their source that only the archive keeps");
    }
  }

  /** A reaction kept as a message becomes one of its target, where both are known to the server. */
  private boolean fold(MessageBody.ReactionTo reaction, Message message, Threads.Held parent)
      throws IOException {
    String emoji = Emoji.name(reaction.emoji());
    if (emoji == null || message.senderId() == null) {
      return false;
    }
    Draft.Reaction folded = new Draft.Reaction(users.name(message.senderId()), emoji);
    if (reaction.removed()) {
      parent.post().reactions.remove(folded);
      losses.partial(
          Loss.What.MESSAGE,
          message.id(),
          "reaction-removal-folded",
          "a reaction was taken back: it isn't on the message any more");
    } else {
      parent.post().react(folded, PostClock.millis(message.sentAt()));
    }
    threads.arrived(parent, 220);
    return true;
  }

  private List<Draft> posts(Message message, boolean orphan) {
    List<Attachment> absent = new ArrayList<>();
    List<String> paths = files.paths(message, absent);
    List<String> texts = TextParts.split(text(message, orphan, absent), limit);
    int count = Math.max(texts.size(), (paths.size() + MOST_FILES - 1) / MOST_FILES);
    if (count > 1) {
      losses.partial(
          Loss.What.MESSAGE, message.id(), "message-split", "became " + count + " posts");
    }
    String user = message.senderId() != null ? users.name(message.senderId()) : voice(message);
    List<Draft> posts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> some =
          paths.subList(
              Math.min(paths.size(), i * MOST_FILES), Math.min(paths.size(), (i + 1) * MOST_FILES));
      posts.add(
          new Draft(
              user,
              clock.next(message.sentAt()),
              i < texts.size() ? texts.get(i) : "",
              some,
              props(message, i, count)));
    }
    Draft first = posts.getFirst();
    reportTime(message, first.createAt);
    message.reactions().forEach(r -> react(message, first, r));
    markEdited(message, first);
    return posts;
  }

  private String text(Message message, boolean orphan, List<Attachment> absent) {
    StringBuilder text = new StringBuilder();
    if (message.senderId() == null && place instanceof Place.Direct) {
      text.append(wording.senderUnknown());
    }
    if (orphan) {
      text.append(wording.orphan());
      losses.partial(
          Loss.What.MESSAGE,
          message.id(),
          "answer-unlinked",
          "the message it belongs to isn't in the wanted part before it, or its thread is too long");
    }
    text.append(wording.body(message.body(), message.sourceType()));
    if (message.body() instanceof MessageBody.Unknown) {
      losses.partial(
          Loss.What.MESSAGE,
          message.id(),
          "kind-unknown",
          "a line says that it is there; its fields are in the archive only");
    }
    text.append(wording.notes(message, absent));
    String whole = text.toString();
    String clean = Characters.clean(whole);
    if (!clean.equals(whole)) {
      losses.partial(
          Loss.What.MESSAGE,
          message.id(),
          "characters-replaced",
          "NUL and halves of surrogate pairs became U+FFFD");
    }
    return clean;
  }

  private String voice(Message message) {
    losses.partial(
        Loss.What.MESSAGE, message.id(), "sender-unknown", "the archive doesn't know who sent it");
    return switch (place) {
      case Place.Channel _ -> users.name(null);
      case Place.Direct direct -> direct.voice();
    };
  }

  private void react(Message message, Draft post, Reaction reaction) {
    String emoji = Emoji.name(reaction.emoji());
    if (reaction.senderId() == null || emoji == null) {
      losses.partial(
          Loss.What.MESSAGE,
          message.id(),
          "reaction-left-out",
          reaction.senderId() == null
              ? "a reaction whose sender isn't known: " + reaction.emoji()
              : "no emoji of Mattermost: " + reaction.emoji());
      return;
    }
    Instant at = reaction.at() == null ? message.sentAt() : reaction.at();
    post.react(new Draft.Reaction(users.name(reaction.senderId()), emoji), PostClock.millis(at));
  }

  private static void markEdited(Message message, Draft post) {
    for (Edit edit : message.edits()) {
      post.edited(edit.at() == null ? post.createAt : PostClock.millis(edit.at()));
    }
  }

  private void reportTime(Message message, long createAt) {
    Instant sentAt = message.sentAt();
    if (createAt / 1000 != sentAt.getEpochSecond()) {
      losses.partial(
          Loss.What.MESSAGE,
          message.id(),
          "time-shifted",
          sentAt + " became " + Instant.ofEpochMilli(createAt));
    }
  }

  private static Map<String, String> props(Message message, int part, int parts) {
    Map<String, String> props = new HashMap<>();
    props.put("id", prop(message.id()));
    props.put("kind", message.body().kind());
    props.put("sent_at", message.sentAt().toString());
    if (message.expiresAt() != null) {
      props.put("expires_at", message.expiresAt().toString());
    }
    if (message.replyTo() != null) {
      props.put("reply_to", prop(message.replyTo()));
    }
    if (parts > 1) {
      props.put("part", (part + 1) + "/" + parts);
    }
    return props;
  }

  private static String prop(String value) {
    String clean = Characters.clean(value);
    return clean.length() <= LONGEST_PROP ? clean : "sha256:" + Names.hash(value);
  }
}
