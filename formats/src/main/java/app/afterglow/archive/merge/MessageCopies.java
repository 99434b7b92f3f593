package app.afterglow.archive.merge;

import app.afterglow.archive.RecordLines;
import app.afterglow.model.Attachment;
import app.afterglow.model.Edit;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Reaction;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Copies of one message become one (docs/merge.md, "The fuller copy"): the fullest, completed from
 * the others. What they say otherwise is kept under {@code raw}, and where it is about sender,
 * kind, text, time or files it is a conflict.
 */
final class MessageCopies {

  private static final Comparator<Copy> FULLEST_FIRST =
      Comparator.comparingLong((Copy copy) -> fullness(copy.message()))
          .reversed()
          .thenComparingInt(Copy::input);

  private final List<Origin> origins;
  private final Conflicts conflicts;
  private final List<Copy> copies;
  private final Instant sentAt;
  private final OtherCopies others = new OtherCopies();
  private Message message;

  private MessageCopies(List<Copy> sorted, List<Origin> origins, Conflicts conflicts) {
    this.origins = origins;
    this.conflicts = conflicts;
    this.copies = sorted;
    this.sentAt = SentTimes.kept(sorted);
    this.message = sorted.getFirst().message();
    for (Copy copy : sorted) {
      others.addKnown(copy.message().raw());
    }
  }

  /** One message out of copies that share its id. */
  static Message join(List<Copy> copies, List<Origin> origins, Conflicts conflicts)
      throws IOException {
    Message first = copies.getFirst().message();
    if (copies.stream().allMatch(copy -> copy.message().equals(first))) {
      return first;
    }
    List<Copy> sorted = copies.stream().sorted(FULLEST_FIRST).toList();
    MessageCopies joined = new MessageCopies(sorted, origins, conflicts);
    for (Copy copy : sorted) {
      joined.take(copy);
    }
    return joined.finished();
  }

  private static long fullness(Message message) {
    long present = message.attachments().stream().filter(a -> a.sha256() != null).count();
    String text = message.body().text();
    return Bodies.fullness(message.body()) * 1_000_000_000_000L
        + Math.min(message.edits().size(), 999) * 1_000_000_000L
        + Math.min(present, 999) * 1_000_000L
        + (text == null ? 0 : text.isEmpty() ? 1 : 2) * 100_000L
        + Math.min(message.reactions().size(), 999);
  }

  private void take(Copy copy) throws IOException {
    Message other = copy.message();
    ObjectNode differences = JsonNodeFactory.instance.objectNode();
    AttachmentCopies files = AttachmentCopies.of(message.attachments(), other.attachments());
    Map<String, JsonNode> raw = new HashMap<>(message.raw());
    OtherCopies.join(raw, other.raw(), differences);
    Message joined = completed(other, files.joined(), raw);
    Reported reported = differences(joined, other, differences);
    message = joined;
    if (!differences.isEmpty() && others.add(origins.get(copy.input()), differences)) {
      report(reported, copy);
    }
    if (files.differ()) {
      conflicts.found(
          message,
          "copies-differ-attachment",
          "a file has another content in %s; both were kept".formatted(label(copy)));
    }
  }

  private Message completed(
      Message other, List<Attachment> attachments, Map<String, JsonNode> raw) {
    return new Message(
        message.id(),
        message.conversationId(),
        Bodies.first(message.senderId(), other.senderId()),
        sentAt,
        Bodies.completed(message.body(), other.body()),
        attachments,
        Bodies.first(message.replyTo(), other.replyTo()),
        message.edits().isEmpty() ? other.edits() : message.edits(),
        reactions(message.reactions(), other.reactions()),
        Bodies.first(message.expiresAt(), other.expiresAt()),
        message.sourceType(),
        raw);
  }

  private static List<Reaction> reactions(List<Reaction> base, List<Reaction> other) {
    Set<Reaction> joined = new LinkedHashSet<>(base);
    for (Reaction reaction : other) {
      boolean known =
          base.stream()
              .anyMatch(
                  r ->
                      r.emoji().equals(reaction.emoji())
                          && Objects.equals(r.senderId(), reaction.senderId()));
      if (!known) {
        joined.add(reaction);
      }
    }
    return List.copyOf(joined);
  }

  /** Which of the differences are conflicts. */
  private record Reported(boolean kind, boolean text, boolean sender, boolean time) {}

  /** Puts those fields of the copy into {@code differences} that say otherwise than the kept. */
  private static Reported differences(Message kept, Message other, ObjectNode differences)
      throws IOException {
    ObjectNode fields = RecordLines.fields(bare(other));
    boolean kind =
        !kept.body().kind().equals(other.body().kind())
            && !(other.body() instanceof MessageBody.Unknown unknown && unknown.text() == null);
    boolean details = kind || Bodies.differ(kept.body(), other.body());
    boolean text = textsDiffer(kept, other);
    boolean sender = otherwise(kept.senderId(), other.senderId());
    boolean time = SentTimes.differ(kept.sentAt(), other.sentAt());
    copy(kind, "kind", fields, differences);
    copy(text, "text", fields, differences);
    if (details) {
      for (String field : List.of("location", "call", "roomEvent", "deleted", "edit", "reaction")) {
        copy(fields.has(field), field, fields, differences);
      }
    }
    copy(sender, "senderId", fields, differences);
    copy(time, "sentAt", fields, differences);
    copy(otherwise(kept.replyTo(), other.replyTo()), "replyTo", fields, differences);
    copy(otherwise(kept.expiresAt(), other.expiresAt()), "expiresAt", fields, differences);
    copy(!kept.sourceType().equals(other.sourceType()), "sourceType", fields, differences);
    copy(!kept.edits().containsAll(other.edits()), "edits", fields, differences);
    return new Reported(kind || details, text, sender, time);
  }

  private static Message bare(Message message) {
    return new Message(
        message.id(),
        message.conversationId(),
        message.senderId(),
        message.sentAt(),
        message.body(),
        List.of(),
        message.replyTo(),
        message.edits(),
        List.of(),
        message.expiresAt(),
        message.sourceType(),
        Map.of());
  }

  private static void copy(boolean wanted, String field, ObjectNode from, ObjectNode to) {
    if (wanted) {
      to.set(field, from.get(field));
    }
  }

  private static boolean otherwise(@Nullable Object kept, @Nullable Object other) {
    return other != null && !other.equals(kept);
  }

  /** A text that stands among the kept message's earlier ones is no conflict, but an edit. */
  private static boolean textsDiffer(Message kept, Message other) {
    String text = other.body().text();
    return text != null
        && !text.isBlank()
        && !text.equals(kept.body().text())
        && kept.edits().stream().map(Edit::previousText).noneMatch(text::equals);
  }

  private void report(Reported reported, Copy copy) throws IOException {
    if (reported.kind()) {
      report(copy, "kind", m -> m.body().kind());
    }
    if (reported.text()) {
      conflicts.found(
          message,
          "copies-differ-text",
          "the text of %s was kept; that of %s stands under raw"
              .formatted(keptFrom(m -> m.body().text()), label(copy)));
    }
    if (reported.sender()) {
      report(copy, "sender", Message::senderId);
    }
    if (reported.time()) {
      report(copy, "time", Message::sentAt);
    }
  }

  private void report(Copy copy, String field, Function<Message, @Nullable Object> value)
      throws IOException {
    conflicts.found(
        message,
        "copies-differ-" + field,
        "kept: %s (%s); otherwise: %s (%s)"
            .formatted(
                value.apply(message), keptFrom(value), value.apply(copy.message()), label(copy)));
  }

  /** The archive whose copy has the value that was kept. */
  private String keptFrom(Function<Message, @Nullable Object> value) {
    Object kept = value.apply(message);
    return copies.stream()
        .filter(copy -> Objects.equals(kept, value.apply(copy.message())))
        .findFirst()
        .map(this::label)
        .orElse("?");
  }

  private String label(Copy copy) {
    return origins.get(copy.input()).label();
  }

  /** Where all copies together are longer, or deeper, than any reader takes, the fullest alone. */
  private Message finished() throws IOException {
    Message whole = message.withRaw(others.in(message.raw()));
    if (RecordLines.isReadable(whole)) {
      return whole;
    }
    conflicts.found(
        whole,
        "copies-too-long",
        "all copies together are too long for a record; the one of %s was kept"
            .formatted(label(copies.getFirst())));
    return copies.getFirst().message();
  }
}
