package app.afterglow.importer;

import app.afterglow.model.Attachment;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Reaction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Two copies of one message, as two people's archives hold it, become one: the fuller one. */
final class MessageCopies {

  /** Who hears what the copies of a message disagree about. */
  interface Conflicts {
    Conflicts IGNORED = (message, reason, detail) -> {};

    /** The copies of this message differ. */
    void found(Message message, String reason, String detail);
  }

  private MessageCopies() {}

  /** The fuller of two copies, completed from the other. */
  static Message join(Message first, Message second, Conflicts conflicts) {
    boolean secondIsFuller = fullness(second) > fullness(first);
    Message base = secondIsFuller ? second : first;
    Message other = secondIsFuller ? first : second;
    report(base, other, conflicts);
    return new Message(
        base.id(),
        base.conversationId(),
        base.senderId() != null ? base.senderId() : other.senderId(),
        base.sentAt(),
        base.body(),
        attachments(base.attachments(), other.attachments()),
        base.replyTo() != null ? base.replyTo() : other.replyTo(),
        base.edits().size() >= other.edits().size() ? base.edits() : other.edits(),
        reactions(base, other),
        base.expiresAt() != null ? base.expiresAt() : other.expiresAt(),
        base.sourceType(),
        base.raw().size() >= other.raw().size() ? base.raw() : other.raw());
  }

  private static void report(Message base, Message other, Conflicts conflicts) {
    // A copy with more edits is a newer one; that its text differs is what an edit means.
    boolean textsDiffer =
        base.body().text() != null
            && other.body().text() != null
            && !base.body().text().equals(other.body().text())
            && base.edits().size() == other.edits().size();
    if (textsDiffer) {
      conflicts.found(base, "copies-differ-text", "the fuller copy's text was kept");
    }
    if (!base.body().kind().equals(other.body().kind())) {
      conflicts.found(
          base,
          "copies-differ-kind",
          "kept as " + base.body().kind() + ", not as " + other.body().kind());
    }
    if (base.senderId() != null
        && other.senderId() != null
        && !base.senderId().equals(other.senderId())) {
      conflicts.found(
          base,
          "copies-differ-sender",
          "kept as sent by " + base.senderId() + ", not by " + other.senderId());
    }
    long unmatched =
        other.attachments().stream()
            .filter(a -> a.sha256() != null)
            .filter(
                a ->
                    base.attachments().stream()
                        .anyMatch(b -> same(a, b) && b.sha256() != null && !sameContent(a, b)))
            .count();
    if (unmatched > 0) {
      conflicts.found(
          base,
          "copies-differ-attachment",
          unmatched + " attached files have another content in another archive");
    }
  }

  private static long fullness(Message message) {
    long known =
        switch (message.body()) {
          case MessageBody.Unknown _ -> 0;
          case MessageBody.Deleted _ -> 1;
          case MessageBody.Text _,
              MessageBody.FileBody _,
              MessageBody.Location _,
              MessageBody.Call _,
              MessageBody.RoomEvent _,
              MessageBody.Verification _,
              MessageBody.EditOf _,
              MessageBody.ReactionTo _ ->
              2;
        };
    long present = message.attachments().stream().filter(a -> a.sha256() != null).count();
    String text = message.body().text();
    return known * 1_000_000_000_000L
        + Math.min(message.edits().size(), 999) * 1_000_000_000L
        + Math.min(present, 999) * 1_000_000L
        + (text == null ? 0 : text.isEmpty() ? 1 : 2) * 100_000L
        + Math.min(message.reactions().size(), 999);
  }

  private static List<Attachment> attachments(List<Attachment> base, List<Attachment> other) {
    List<Attachment> joined = new ArrayList<>();
    Set<Integer> used = new LinkedHashSet<>();
    for (Attachment attachment : base) {
      int match = -1;
      for (int i = 0; i < other.size(); i++) {
        if (!used.contains(i) && same(attachment, other.get(i))) {
          match = i;
          break;
        }
      }
      if (match >= 0) {
        used.add(match);
      }
      joined.add(
          match >= 0 && attachment.sha256() == null && other.get(match).sha256() != null
              ? other.get(match)
              : attachment);
    }
    for (int i = 0; i < other.size(); i++) {
      if (!used.contains(i)) {
        joined.add(other.get(i));
      }
    }
    return joined;
  }

  /** One file of a message, seen from two archives. */
  private static boolean same(Attachment a, Attachment b) {
    if (a.sourceId() != null && b.sourceId() != null) {
      return a.sourceId().equals(b.sourceId());
    }
    if (a.sha256() != null && b.sha256() != null) {
      return sameContent(a, b);
    }
    return Objects.equals(a.name(), b.name());
  }

  private static boolean sameContent(Attachment a, Attachment b) {
    return Objects.equals(a.sha256(), b.sha256());
  }

  private static List<Reaction> reactions(Message base, Message other) {
    Set<Reaction> reactions = new LinkedHashSet<>(base.reactions());
    for (Reaction reaction : other.reactions()) {
      boolean known =
          base.reactions().stream()
              .anyMatch(
                  r ->
                      r.emoji().equals(reaction.emoji())
                          && Objects.equals(r.senderId(), reaction.senderId()));
      if (!known) {
        reactions.add(reaction);
      }
    }
    return List.copyOf(reactions);
  }
}
