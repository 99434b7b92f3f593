package app.afterglow.importer.delivery;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.model.Attachment;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Selection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Delivers one conversation, message by message in order. */
final class ConversationRun {

  private final Course course;
  private final History history;
  private final ArchivedConversation conversation;
  private final Selection selection;
  private final Place place;
  private final ConversationLedger ledger;
  private final StepRun steps;
  private final LongAdder done;
  private final Tally tally = new Tally();
  private final ExtentCount extent = new ExtentCount();

  private boolean halted;
  private boolean sentNow;
  private boolean outOfOrder;
  private boolean inClosing;
  private boolean roomMayExist;
  private DeliveryException.@Nullable Refused refusedRoom;

  ConversationRun(
      Course course,
      History history,
      ArchivedConversation conversation,
      Selection selection,
      Messenger messenger,
      Ledger ledger,
      LongAdder done)
      throws IOException {
    this.course = course;
    this.history = history;
    this.conversation = conversation;
    this.selection = selection;
    this.done = done;
    this.place = messenger.place(conversation, history);
    this.ledger = ledger.conversation(conversation.conversation().id());
    this.steps = new StepRun(course, this.ledger, conversation.conversation(), place);
  }

  /** Delivers it, and says what became of every item. */
  Tally deliver() throws IOException, InterruptedException {
    tally.conversation();
    tally.listAll(place.losses());
    openRoom();
    each(this::message);
    close();
    if (outOfOrder) {
      tally.list(
          Loss.partial(
              Loss.What.CONVERSATION,
              conversation.conversation().id(),
              "out-of-order",
              "some messages stand after later ones that an earlier run had delivered"));
    }
    if (course.settings().verify() && refusedRoom == null) {
      verify();
    }
    return tally;
  }

  private void verify() throws IOException, InterruptedException {
    try {
      tally.listAll(course.untilDone(_ -> place.inspect()));
      new ReadBack(place, ledger, tally).compare(this::each);
    } catch (DeliveryException e) {
      notVerified(e);
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof DeliveryException cause)) {
        throw e;
      }
      notVerified(cause);
    }
  }

  /** All is delivered: that it can't be read back is no reason to end the run. */
  private void notVerified(DeliveryException e) {
    tally.list(
        Loss.partial(
            Loss.What.CONVERSATION,
            conversation.conversation().id(),
            "not-verified",
            e.getMessage()));
  }

  /** Something to be done with each message of the selection. */
  interface Each {
    void message(Message message) throws IOException, InterruptedException;
  }

  private void each(Each each) throws IOException, InterruptedException {
    try (Stream<Message> messages = history.messages(conversation)) {
      for (Iterator<Message> all = messages.iterator(); all.hasNext(); ) {
        Message message = all.next();
        if (selection.includes(message.sentAt())) {
          course.timing().check();
          each.message(message);
        }
      }
    }
  }

  private void openRoom() throws IOException, InterruptedException {
    Place.Opening known = ledger.room();
    roomMayExist = known.mayExist();
    if (known.knownId() == null) {
      ledger.intendRoom();
    }
    try {
      String id =
          course.untilDone(
              attempt -> open(new Place.Opening(known.knownId(), known.mayExist() || attempt > 1)));
      if (!id.equals(known.knownId())) {
        ledger.rememberRoom(id);
      }
    } catch (DeliveryException.Refused e) {
      refusedRoom = e;
      if (known.knownId() == null && !roomMayExist) {
        ledger.noRoom();
      }
      tally.list(
          Loss.whole(
              Loss.What.CONVERSATION,
              conversation.conversation().id(),
              e.reason(),
              e.getMessage()));
    }
  }

  private String open(Place.Opening opening) throws IOException, InterruptedException {
    try {
      return place.open(opening);
    } catch (DeliveryException.AnswerLost e) {
      // Whatever becomes of the next attempt, this one may have made it.
      roomMayExist = true;
      throw e;
    }
  }

  private void message(Message message) throws IOException, InterruptedException {
    Plan plan = place.plan(message);
    checkAccount(message, plan);
    extent.add(message);
    tally.message(message.attachments().size());
    tally.listAll(plan.losses());
    inClosing |= plan.inClosing();
    if (!plan.steps().isEmpty()) {
      takeSteps(message, plan);
    }
    done.increment();
  }

  private void takeSteps(Message message, Plan plan) throws IOException, InterruptedException {
    Map<String, Entry> known = ledger.steps(message.id());
    boolean lost = losesMessage(plan);
    for (Step step : plan.steps()) {
      // A message whose first part was refused gets no second part and no reactions.
      boolean pointless = lost && step.carries() != Step.Carries.ATTACHMENTS;
      Outcome outcome =
          takeOrList(message, step, known.get(step.key()), pointless ? "message-lost" : null);
      lost |= account(message, step, outcome, lost);
    }
  }

  private Outcome takeOrList(
      @Nullable Message message, Step step, @Nullable Entry known, @Nullable String notTaken)
      throws IOException, InterruptedException {
    boolean delivered = known != null && known.state() == Entry.State.DELIVERED;
    DeliveryException.Refused noRoom = refusedRoom;
    if (noRoom != null && !delivered) {
      return new Outcome.Listed(noRoom.reason(), null);
    }
    if (halted && !delivered) {
      return new Outcome.Listed("behind-one-in-doubt", null);
    }
    if (notTaken != null && !delivered) {
      return new Outcome.Listed(notTaken, null);
    }
    Outcome outcome = steps.take(message, step, known);
    switch (outcome) {
      case Outcome.Halted _ -> halted = true;
      case Outcome.Delivered now when now.now() -> sentNow = true;
      case Outcome.Delivered _ -> outOfOrder |= sentNow;
      case Outcome.Listed _ -> {
        // Listed by whoever asked.
      }
    }
    return outcome;
  }

  /** Enters an outcome into the account; true where it loses the message. */
  private boolean account(Message message, Step step, Outcome outcome, boolean lostAlready) {
    return switch (outcome) {
      case Outcome.Delivered delivered -> {
        String note = delivered.entry().note();
        if (note != null) {
          tally.list(Loss.partial(Loss.What.MESSAGE, message.id(), note, step.key()));
        }
        yield false;
      }
      case Outcome.Listed listed ->
          lost(message, step, listed.reason(), listed.detail(), lostAlready);
      case Outcome.Halted _ -> lost(message, step, "in-doubt", null, lostAlready);
    };
  }

  private boolean lost(
      Message message, Step step, String reason, @Nullable String detail, boolean lostAlready) {
    for (Attachment attachment : step.attachments()) {
      tally.lostAttachment(message.id(), attachment, reason, detail);
    }
    return switch (step.carries()) {
      case MESSAGE -> {
        if (!lostAlready) {
          tally.lostMessage(message.id(), reason, detail != null ? detail : step.key());
        }
        yield true;
      }
      case DETAIL -> {
        if (!lostAlready) {
          tally.list(Loss.partial(Loss.What.MESSAGE, message.id(), reason, step.key()));
        }
        yield false;
      }
      case ATTACHMENTS -> false;
    };
  }

  private void close() throws IOException, InterruptedException {
    List<Step> closing = place.closing(extent.extent());
    Map<String, Entry> known = closing.isEmpty() ? Map.of() : ledger.steps(StepRun.id(null));
    boolean carried = true;
    for (Step step : closing) {
      Outcome outcome = takeOrList(null, step, known.get(step.key()), null);
      carried &= accountClosing(step, outcome);
    }
    if (inClosing && (!carried || closing.isEmpty())) {
      each(this::lostInClosing);
    }
  }

  private boolean accountClosing(Step step, Outcome outcome) {
    String id = conversation.conversation().id();
    return switch (outcome) {
      case Outcome.Delivered delivered -> {
        String note = delivered.entry().note();
        if (note != null) {
          tally.list(Loss.partial(Loss.What.CONVERSATION, id, note, step.key()));
        }
        yield true;
      }
      case Outcome.Listed listed -> {
        tally.list(Loss.partial(Loss.What.CONVERSATION, id, listed.reason(), step.key()));
        yield step.carries() == Step.Carries.DETAIL;
      }
      case Outcome.Halted _ -> {
        tally.list(Loss.partial(Loss.What.CONVERSATION, id, "in-doubt", step.key()));
        yield step.carries() == Step.Carries.DETAIL;
      }
    };
  }

  /** What the closing steps should have carried. */
  private void lostInClosing(Message message) throws IOException {
    Plan plan = place.plan(message);
    if (!plan.inClosing()) {
      return;
    }
    if (!losesMessage(plan)) {
      tally.lostMessage(message.id(), "closing-not-delivered", null);
    }
    long unlisted = message.attachments().size() - listedAttachments(plan);
    for (int i = 0; i < unlisted; i++) {
      tally.lostAttachment(
          message.id(), message.attachments().get(i), "closing-not-delivered", null);
    }
  }

  private static boolean losesMessage(Plan plan) {
    return plan.losses().stream()
        .anyMatch(loss -> !loss.partial() && loss.what() == Loss.What.MESSAGE);
  }

  private static long listedAttachments(Plan plan) {
    return plan.losses().stream()
        .filter(loss -> !loss.partial() && loss.what() == Loss.What.ATTACHMENT)
        .count();
  }

  /** A plan that forgets something is a bug, and is not to be found out by the user. */
  static void checkAccount(Message message, Plan plan) {
    long planned = plan.steps().stream().mapToLong(step -> step.attachments().size()).sum();
    long listed = listedAttachments(plan);
    boolean attachments =
        plan.inClosing()
            ? planned + listed <= message.attachments().size()
            : planned + listed == message.attachments().size();
    boolean carried =
        plan.inClosing()
            || losesMessage(plan)
            || plan.steps().stream().anyMatch(step -> step.carries() == Step.Carries.MESSAGE);
    if (!attachments || !carried) {
      throw new IllegalStateException(
          "the plan for message " + message.id() + " forgets something");
    }
  }
}
