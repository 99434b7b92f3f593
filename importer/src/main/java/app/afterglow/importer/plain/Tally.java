package app.afterglow.importer.plain;

import app.afterglow.importer.ImportReport;
import app.afterglow.importer.LossList;
import app.afterglow.model.Attachment;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps account of what a target carried and what it could not.
 *
 * <ul>
 *   <li>An item that is lost is a line of its own, always.
 *   <li>What a form lacks by its nature is one line a conversation and reason, with the count of
 *       messages it concerns.
 *   <li>What happened to a single item (a text repaired, a name shortened) is a line of its own up
 *       to {@value #MAX_LINES} lines of a run, and from then on counted by conversation and reason
 *       as well, so that the report stays readable and memory flat.
 * </ul>
 */
public final class Tally {

  private static final int MAX_LINES = 10_000;

  /** Lines that are counted: by conversation and reason. */
  private record Key(String conversationId, String reason, String detail) {}

  private final Scope scope;
  private final Set<Feature> missing;
  private final LossList lost = new LossList();
  private final Map<Loss.What, Long> lostOf = new EnumMap<>(Loss.What.class);
  private final List<Loss> partial = new ArrayList<>();
  private final Map<Key, Long> counted = new LinkedHashMap<>();
  private long people;
  private long conversations;
  private long messages;
  private long attachments;

  /** Begins the account of a target whose form keeps these features. */
  public Tally(Scope scope, Set<Feature> kept) {
    this.scope = scope;
    EnumSet<Feature> rest = EnumSet.allOf(Feature.class);
    rest.removeAll(kept);
    this.missing = rest;
  }

  /** A person was carried. */
  public void person() {
    people++;
  }

  /** A person was not carried at all. */
  public void personLost(String id, String reason, @Nullable String detail) {
    lost(Loss.whole(Loss.What.PERSON, id, reason, detail));
  }

  /** A conversation was carried. */
  public void conversation() {
    conversations++;
  }

  /** A message was carried, and its form kept what it keeps. */
  public void message(Message message) {
    messages++;
    for (Feature feature : missing) {
      if (feature.isIn(message)) {
        count(message.conversationId(), feature.reason(), "without " + feature.detail());
      }
    }
  }

  /** A message was not carried at all. */
  public void messageLost(Message message, String reason, @Nullable String detail) {
    lost(Loss.whole(Loss.What.MESSAGE, message.id(), reason, detail));
  }

  /**
   * An attachment was met: carried where it is present, else lost because the archive lacks it.
   *
   * @return true where it is to be carried
   */
  public boolean attachment(Message message, Attachment attachment) {
    return switch (attachment.status()) {
      case PRESENT -> {
        attachments++;
        yield true;
      }
      case MISSING -> {
        attachmentLost(message, attachment, "attachment-missing");
        yield false;
      }
      case DAMAGED -> {
        attachmentLost(message, attachment, "attachment-damaged");
        yield false;
      }
    };
  }

  /** Something about one message was not carried. */
  public void partial(Message message, String reason, String detail) {
    if (partial.size() < MAX_LINES) {
      partial.add(Loss.partial(Loss.What.MESSAGE, message.id(), reason, detail));
    } else {
      count(message.conversationId(), reason, detail);
    }
  }

  /** Something about one person was not carried. */
  public void personPartial(String id, String reason, String detail) {
    partial.add(Loss.partial(Loss.What.PERSON, id, reason, detail));
  }

  /** Something about one conversation was not carried. */
  public void conversationPartial(String id, String reason, String detail) {
    partial.add(Loss.partial(Loss.What.CONVERSATION, id, reason, detail));
  }

  /** One more message of this conversation for which this holds. */
  public void count(String conversationId, String reason, String detail) {
    counted.merge(new Key(conversationId, reason, detail), 1L, Long::sum);
  }

  /**
   * The report of a run that is through; asked for once.
   *
   * @throws IllegalStateException where something is unaccounted for
   */
  public ImportReport report(List<Path> written) {
    Balance balance =
        new Balance(
            line(scope.people().size(), people, Loss.What.PERSON),
            line(scope.conversations().size(), conversations, Loss.What.CONVERSATION),
            line(scope.messages(), messages, Loss.What.MESSAGE),
            line(scope.attachments(), attachments, Loss.What.ATTACHMENT));
    if (!balance.addsUp()) {
      throw new IllegalStateException("the balance does not add up: " + balance);
    }
    lost.addAll(partial);
    counted.forEach(
        (key, count) ->
            lost.add(
                Loss.partial(
                    Loss.What.CONVERSATION,
                    key.conversationId(),
                    key.reason(),
                    count + (count == 1 ? " message: " : " messages: ") + key.detail())));
    return new ImportReport(balance, lost, written);
  }

  private Balance.Line line(long found, long carried, Loss.What what) {
    return new Balance.Line(found, carried, lostOf.getOrDefault(what, 0L));
  }

  /** An attachment was not carried, for a reason of the target's own. */
  public void attachmentLost(Message message, Attachment attachment, String reason) {
    String id = attachment.sourceId() != null ? attachment.sourceId() : message.id();
    String name = attachment.name() == null ? "" : " of " + Texts.clip(attachment.name(), 100);
    lost(
        Loss.whole(
            Loss.What.ATTACHMENT, id, reason, "the content" + name + ", message " + message.id()));
  }

  private void lost(Loss loss) {
    lost.add(loss);
    lostOf.merge(loss.what(), 1L, Long::sum);
  }
}
