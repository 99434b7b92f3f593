package app.afterglow.importer.mattermost;

import app.afterglow.model.Attachment;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Reaction;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The posts and reactions that a message becomes on a running server. Comes out the same in every
 * run. Used by one thread at a time.
 */
final class LiveDrafts {

  private final LiveMessenger messenger;
  private final FileCheck files;
  private final Turns turns = new Turns();

  LiveDrafts(LiveMessenger messenger, FileCheck files) {
    this.messenger = messenger;
    this.files = files;
  }

  /**
   * Who is shown as an author.
   *
   * @param account the user name of their own account, null where the token's account posts
   * @param name what is shown instead in that case
   */
  record Speaker(@Nullable String account, String name) {}

  /**
   * A post.
   *
   * @param key its step
   * @param at the time that the server shows, in ms since 1970; 0 leaves it to the server
   */
  record Post(String key, String text, List<Attachment> files, long at) {}

  /** A reaction of somebody with an account of their own; {@code removed} takes it back. */
  record Reacted(String key, String account, String emoji, boolean removed) {}

  /**
   * What a message becomes: posts, or nothing but one reaction.
   *
   * @param about the message it answers or reacts to, null where there is none before it
   */
  record Drafted(
      Speaker speaker,
      @Nullable String about,
      List<Post> posts,
      List<Reacted> reactions,
      List<Loss> losses) {}

  Drafted of(Message message) throws IOException {
    List<Loss> losses = new ArrayList<>();
    String target = ThreadPlan.target(message);
    String about = target != null && turns.isBefore(target, message) ? target : null;
    Speaker speaker = speaker(message.senderId());
    Reacted only = onlyReaction(message, about, speaker);
    if (only != null) {
      turns.add(message, 1);
      return new Drafted(speaker, about, List.of(), List.of(only), losses);
    }
    List<Attachment> present = new ArrayList<>();
    Absent absent = new Absent(new ArrayList<>(), new ArrayList<>());
    for (Attachment attachment : message.attachments()) {
      Loss loss = files.loss(message, attachment);
      if (loss == null) {
        present.add(attachment);
      } else {
        losses.add(loss);
        (FileCheck.isRefused(loss) ? absent.refused() : absent.lost()).add(attachment);
      }
    }
    List<String> others = new ArrayList<>();
    List<Reacted> reactions = reactions(message, others, losses);
    String text = text(message, speaker, target != null && about == null, absent, others, losses);
    return new Drafted(speaker, about, posts(message, text, present, losses), reactions, losses);
  }

  /** Files that can't be sent: the archive lacks them, or the server doesn't take them. */
  private record Absent(List<Attachment> lost, List<Attachment> refused) {}

  private Speaker speaker(@Nullable String personId) {
    Cast cast = messenger.cast();
    String name = personId == null ? messenger.wording.unknownSender() : cast.shownName(personId);
    return new Speaker(messenger.settings.asAuthors() ? cast.account(personId) : null, name);
  }

  /** A reaction kept as a message is nothing else where its author can react. */
  private @Nullable Reacted onlyReaction(Message message, @Nullable String about, Speaker speaker) {
    if (about == null
        || speaker.account() == null
        || !message.attachments().isEmpty()
        || !(message.body() instanceof MessageBody.ReactionTo reaction)) {
      return null;
    }
    String emoji = Emoji.name(reaction.emoji());
    return emoji == null
        ? null
        : new Reacted("message", speaker.account(), emoji, reaction.removed());
  }

  private List<Reacted> reactions(Message message, List<String> others, List<Loss> losses) {
    List<Reacted> reactions = new ArrayList<>();
    Set<String> given = new LinkedHashSet<>();
    for (int i = 0; i < message.reactions().size(); i++) {
      Reaction reaction = message.reactions().get(i);
      Speaker who = speaker(reaction.senderId());
      String emoji = Emoji.name(reaction.emoji());
      if (who.account() == null || emoji == null) {
        others.add(messenger.wording.reaction(reaction.emoji(), who.name()));
        lose(losses, message, "reaction-in-text", "reaction." + i);
      } else if (given.add(who.account() + " " + emoji)) {
        reactions.add(new Reacted("reaction." + i, who.account(), emoji, false));
      } else {
        lose(losses, message, "reaction-repeated", "reaction." + i);
      }
    }
    if (!reactions.isEmpty()) {
      lose(losses, message, "reaction-time", "reactions show the time of the import");
    }
    return reactions;
  }

  private String text(
      Message message,
      Speaker speaker,
      boolean orphan,
      Absent absent,
      List<String> reactions,
      List<Loss> losses) {
    Wording wording = messenger.wording;
    boolean own = speaker.account() != null;
    boolean shown = own || messenger.showsNames();
    Instant time = messenger.settings.asAuthors() ? message.sentAt() : null;
    StringBuilder text = new StringBuilder(wording.head(shown ? null : speaker.name(), time));
    if (orphan) {
      text.append(wording.orphan());
      lose(losses, message, "answer-unlinked", "what it belongs to is not in the wanted part");
    }
    text.append(wording.body(message.body(), message.sourceType()));
    text.append(wording.reactions(reactions)).append(wording.refused(absent.refused()));
    text.append(wording.notes(message, absent.lost()));
    describe(message, losses);
    String clean = Characters.clean(text.toString());
    if (!clean.contentEquals(text)) {
      lose(losses, message, "characters-replaced", "NUL and halves of characters became U+FFFD");
    }
    // A post without a file has to say something.
    return clean.isEmpty() && message.attachments().isEmpty() ? "—" : clean;
  }

  private static void describe(Message message, List<Loss> losses) {
    if (message.senderId() == null) {
      lose(losses, message, "sender-unknown", "the archive doesn't know who sent it");
    }
    if (message.body() instanceof MessageBody.Unknown) {
      lose(losses, message, "kind-unknown", "its fields are in the archive only");
    }
    if (!message.edits().isEmpty()) {
      lose(losses, message, "edit-in-text", "what stood before is below the text");
    }
  }

  private List<Post> posts(
      Message message, String text, List<Attachment> present, List<Loss> losses) {
    List<String> texts = TextParts.split(text, messenger.messageLimit());
    int many = Posts.MOST_FILES;
    int count = Math.max(texts.size(), (present.size() + many - 1) / many);
    if (count > 1) {
      lose(losses, message, "message-split", "became " + count + " posts");
    }
    long at = turns.add(message, count);
    if (!messenger.settings.asAuthors() && at / 1000 != message.sentAt().getEpochSecond()) {
      lose(losses, message, "time-shifted", "shown as " + Instant.ofEpochMilli(at));
    }
    List<Post> posts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      posts.add(
          new Post(
              i == 0 ? "message" : "part." + (i + 1),
              i < texts.size() ? texts.get(i) : "",
              present.subList(
                  Math.min(present.size(), i * many), Math.min(present.size(), (i + 1) * many)),
              messenger.settings.asAuthors() ? 0 : at + i));
    }
    return posts;
  }

  private static void lose(List<Loss> losses, Message message, String reason, String detail) {
    losses.add(Loss.partial(Loss.What.MESSAGE, message.id(), reason, detail));
  }
}
