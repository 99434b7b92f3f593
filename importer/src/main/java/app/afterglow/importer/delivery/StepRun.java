package app.afterglow.importer.delivery;

import app.afterglow.importer.InDoubt;
import app.afterglow.importer.plain.Texts;
import app.afterglow.model.Conversation;
import app.afterglow.model.Message;
import app.afterglow.problem.TargetRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Takes the steps of one conversation: intent into the ledger, sending, outcome into the ledger;
 * repeating what may be repeated and deciding about what is in doubt.
 */
final class StepRun {

  /** A target that loses the answer to one step again and again is not asked for ever. */
  private static final int RESENDS = 3;

  private static final int EVIDENCE_ATTEMPTS = 3;

  /** Characters of a message by which a person knows it again. */
  private static final int FIRST_WORDS = 60;

  private final Course course;
  private final ConversationLedger ledger;
  private final Conversation conversation;
  private final Place place;

  StepRun(Course course, ConversationLedger ledger, Conversation conversation, Place place) {
    this.course = course;
    this.ledger = ledger;
    this.conversation = conversation;
    this.place = place;
  }

  /** The steps that belong to a conversation as a whole stand in the ledger under this message. */
  static String id(@Nullable Message message) {
    return message == null ? "" : message.id();
  }

  /**
   * Takes a step of which the ledger knows this much.
   *
   * @param message the one it belongs to, null for the conversation as a whole
   */
  Outcome take(@Nullable Message message, Step step, @Nullable Entry known)
      throws IOException, InterruptedException {
    Taking taking = new Taking(message, step);
    if (known == null) {
      return taking.send(false);
    }
    return switch (known.state()) {
      case DELIVERED -> new Outcome.Delivered(known, false);
      case REFUSED ->
          course.settings().retryRefused()
              ? taking.send(false)
              : new Outcome.Listed(String.valueOf(known.note()), known.detail());
      case SKIPPED ->
          course.settings().inDoubt() == InDoubt.RESEND
              ? taking.send(true)
              : new Outcome.Listed("in-doubt", null);
      case INTENDED, IN_DOUBT -> {
        taking.mayBeRepeat = Entry.MAY_STAND_TWICE.equals(known.note());
        yield step.repeat() == Step.Repeat.HARMLESS ? taking.send(false) : taking.settle();
      }
    };
  }

  /** One step on its way. */
  private final class Taking {
    private final @Nullable Message message;
    private final String messageId;
    private final Step step;
    private final Strikes strikes = new Strikes();
    private int attempts;
    private int resends;

    /** An earlier sending may have arrived, in this run or another: this stays so. */
    private boolean mayBeRepeat;

    private Taking(@Nullable Message message, Step step) {
      this.message = message;
      this.messageId = id(message);
      this.step = step;
    }

    private Outcome send(boolean again) throws IOException, InterruptedException {
      mayBeRepeat |= again;
      course.pace().await();
      course.timing().check();
      attempts++;
      ledger.put(messageId, step.key(), Entry.intended(course.timing().now(), mayBeRepeat));
      try {
        String id =
            step.sending()
                .send(new Attempt(attempts, mayBeRepeat, idempotencyKey(), this::targetId));
        course.pace().wentWell();
        return delivered(id, mayBeRepeat ? Entry.MAY_STAND_TWICE : null);
      } catch (DeliveryException.TryAgain e) {
        return notTaken(e);
      } catch (DeliveryException.AnswerLost e) {
        ledger.put(messageId, step.key(), Entry.inDoubt(course.timing().now(), mayBeRepeat));
        if (step.repeat() == Step.Repeat.HARMLESS) {
          pause(e, null);
          return send(false);
        }
        course.pace().slowDown(course.backoff(attempts));
        return settle();
      } catch (DeliveryException.Refused e) {
        return refused(e.reason(), e.getMessage());
      } catch (TargetRefusedException e) {
        // Nothing at all is taken, so this was not either.
        unsend();
        throw e;
      }
    }

    private Outcome delivered(@Nullable String id, @Nullable String note) throws IOException {
      Entry entry = Entry.delivered(course.timing().now(), id, note);
      if (step.repeat() == Step.Repeat.HARMLESS) {
        ledger.putLater(messageId, step.key(), entry);
      } else {
        ledger.put(messageId, step.key(), entry);
      }
      return new Outcome.Delivered(entry, true);
    }

    private Outcome refused(String reason, @Nullable String detail) throws IOException {
      String told = reason.equals(detail) ? null : detail;
      ledger.put(messageId, step.key(), Entry.refused(course.timing().now(), reason, told));
      return new Outcome.Listed(reason, told);
    }

    private Outcome notTaken(DeliveryException.TryAgain e)
        throws IOException, InterruptedException {
      if (strikes.isLast(e)) {
        return refused(e.reason(), e.getMessage());
      }
      unsend();
      if (e.attemptsAllowed() == Integer.MAX_VALUE) {
        pause(e, e.delay());
      } else {
        stopAfterTooMany(e);
        course.timing().sleep(course.backoff(attempts));
      }
      return send(false);
    }

    /** Everybody pauses: what hit this step will hit the others as well. */
    private void pause(DeliveryException e, @Nullable Duration asked) throws IOException {
      stopAfterTooMany(e);
      course.pace().slowDown(course.delay(attempts, asked));
    }

    private void stopAfterTooMany(DeliveryException e) throws IOException {
      if (attempts >= course.settings().backoff().attempts()) {
        throw DeliveryProblems.unreachable(course.target(), attempts, e);
      }
    }

    /** It was not taken this time; whether an earlier attempt was is another matter. */
    private void unsend() throws IOException {
      if (mayBeRepeat) {
        ledger.put(messageId, step.key(), Entry.inDoubt(course.timing().now(), mayBeRepeat));
      } else {
        ledger.forget(messageId, step.key());
      }
    }

    /** Nobody knows whether it was taken: find out, or decide. */
    private Outcome settle() throws IOException, InterruptedException {
      return switch (evidence()) {
        case ARRIVED ->
            delivered(null, mayBeRepeat ? Entry.MAY_STAND_TWICE : "confirmed-without-answer");
        case NOT_ARRIVED -> {
          unsend();
          yield resend(false);
        }
        case NONE -> decide();
      };
    }

    private Outcome decide() throws IOException, InterruptedException {
      InDoubt policy = course.settings().inDoubt();
      if (policy == InDoubt.ASK) {
        policy = course.ask(question());
      }
      return switch (policy) {
        case RESEND -> resend(true);
        case SKIP -> {
          ledger.put(messageId, step.key(), Entry.skipped(course.timing().now()));
          yield new Outcome.Listed("in-doubt", null);
        }
        case ASK -> {
          ledger.put(messageId, step.key(), Entry.inDoubt(course.timing().now(), mayBeRepeat));
          yield new Outcome.Halted();
        }
      };
    }

    private InDoubt.Question question() {
      String title = conversation.title();
      String text = message == null ? null : message.body().text();
      return new InDoubt.Question(
          title == null || title.isBlank() ? conversation.id() : Texts.oneLine(title),
          message == null ? null : message.sentAt(),
          text == null ? "" : Texts.clip(Texts.oneLine(text), FIRST_WORDS),
          step.key());
    }

    private Outcome resend(boolean again) throws IOException, InterruptedException {
      resends++;
      if (resends > RESENDS) {
        throw DeliveryProblems.unreachable(
            course.target(), attempts, new DeliveryException.AnswerLost("answer-lost", null));
      }
      return send(again);
    }

    private Place.Evidence evidence() throws IOException, InterruptedException {
      for (int i = 1; i <= EVIDENCE_ATTEMPTS; i++) {
        try {
          return place.evidence(step, messageId);
        } catch (DeliveryException e) {
          course.timing().sleep(course.backoff(i));
        }
      }
      return Place.Evidence.NONE;
    }

    private @Nullable String targetId(String otherMessage, String stepKey) throws IOException {
      Entry entry = ledger.steps(otherMessage).get(stepKey);
      return entry != null && entry.state() == Entry.State.DELIVERED ? entry.targetId() : null;
    }

    private String idempotencyKey() {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String part :
            new String[] {course.target(), conversation.id(), messageId, step.key()}) {
          byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
          // Lengths in between, so that no two lists of parts run together.
          digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
          digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }
}
