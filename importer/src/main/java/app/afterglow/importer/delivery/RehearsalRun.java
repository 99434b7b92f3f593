package app.afterglow.importer.delivery;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.InDoubt;
import app.afterglow.model.Attachment;
import app.afterglow.model.Message;
import app.afterglow.model.Selection;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Goes through a delivery without sending anything. */
final class RehearsalRun {

  private final Tally tally;
  private final Ledger ledger;
  private final Pace pace;
  private final Messenger messenger;
  private final DeliverySettings settings;
  private long rooms;
  private long messages;
  private long steps;
  private long stepsDone;
  private long stepsInDoubt;

  RehearsalRun(
      Tally people, Ledger ledger, Pace pace, Messenger messenger, DeliverySettings settings) {
    this.settings = settings;
    this.tally = people;
    this.ledger = ledger;
    this.pace = pace;
    this.messenger = messenger;
  }

  void conversation(History history, ArchivedConversation conversation, Selection selection)
      throws IOException {
    Place place = messenger.place(conversation, history);
    ConversationLedger known = ledger.conversation(conversation.conversation().id());
    tally.conversation();
    tally.listAll(place.losses());
    rooms += known.room().knownId() == null ? 1 : 0;
    ExtentCount extent = new ExtentCount();
    try (Stream<Message> all = history.messages(conversation)) {
      for (Iterator<Message> each = all.iterator(); each.hasNext(); ) {
        Message message = each.next();
        if (selection.includes(message.sentAt())) {
          extent.add(message);
          message(message, place.plan(message), known.steps(message.id()));
        }
      }
    }
    List<Step> closing = place.closing(extent.extent());
    Map<String, Entry> closed = known.steps("");
    closing.forEach(step -> step(step, closed.get(step.key())));
  }

  private void message(Message message, Plan plan, Map<String, Entry> known) {
    ConversationRun.checkAccount(message, plan);
    tally.message(message.attachments().size());
    tally.listAll(plan.losses());
    boolean something = false;
    for (Step step : plan.steps()) {
      Entry entry = known.get(step.key());
      something |= step(step, entry);
      if (entry != null && entry.note() != null) {
        refused(message, step, entry);
      }
    }
    messages += something ? 1 : 0;
  }

  /** What an earlier run found out to be lost. */
  private void refused(Message message, Step step, Entry entry) {
    boolean lost = entry.state() == Entry.State.REFUSED || entry.state() == Entry.State.SKIPPED;
    if (!lost || takenAgain(entry)) {
      return;
    }
    String reason = String.valueOf(entry.note());
    for (Attachment attachment : step.attachments()) {
      tally.lostAttachment(message.id(), attachment, reason, entry.detail());
    }
    if (step.carries() == Step.Carries.MESSAGE) {
      tally.lostMessage(message.id(), reason, entry.detail());
    }
  }

  /** Whether this run is to try what an earlier one gave up. */
  private boolean takenAgain(Entry entry) {
    return switch (entry.state()) {
      case REFUSED -> settings.retryRefused();
      case SKIPPED -> settings.inDoubt() == InDoubt.RESEND;
      case DELIVERED, INTENDED, IN_DOUBT -> false;
    };
  }

  /** True where the step is still to be taken. */
  private boolean step(Step step, @Nullable Entry entry) {
    if (entry == null || takenAgain(entry)) {
      steps++;
      return true;
    }
    return switch (entry.state()) {
      case DELIVERED, REFUSED, SKIPPED -> {
        stepsDone++;
        yield false;
      }
      case INTENDED, IN_DOUBT -> {
        boolean doubtful = step.repeat() == Step.Repeat.DOUBLES;
        stepsInDoubt += doubtful ? 1 : 0;
        steps++;
        yield true;
      }
    };
  }

  Rehearsal rehearsal() {
    double rate = pace.rate();
    Duration duration =
        rate == Double.POSITIVE_INFINITY
            ? null
            : Duration.ofMillis(Math.round((rooms + steps) / rate * 1000));
    ImportReport report = new ImportReport(tally.balance(), tally.losses(), List.of());
    return new Rehearsal(report, rooms, messages, steps, stepsDone, stepsInDoubt, duration);
  }
}
