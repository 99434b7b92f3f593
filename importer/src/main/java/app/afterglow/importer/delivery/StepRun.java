package app.afterglow.importer.delivery;

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

  private final Course course;
  private final ConversationLedger ledger;
  private final String conversationId;
  private final Place place;

  StepRun(Course course, ConversationLedger ledger, String conversationId, Place place) {
    this.course = course;
    this.ledger = ledger;
    this.conversationId = conversationId;
    this.place = place;
  }

  /** Takes a step of which the ledger knows this much. */
  Outcome take(String messageId, Step step, @Nullable Entry known)
      throws IOException, InterruptedException {
    Taking taking = new Taking(messageId, step);
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
      case INTENDED, IN_DOUBT ->
          step.repeat() == Step.Repeat.HARMLESS ? taking.send(false) : taking.settle();
    };
  }

  /** One step on its way. */
  private final class Taking {
    private final String messageId;
    private final Step step;
    private int attempts;
    private int resends;

    private Taking(String messageId, Step step) {
      this.messageId = messageId;
      this.step = step;
    }

    private Outcome send(boolean mayBeRepeat) throws IOException, InterruptedException {
      course.pace().await();
      course.timing().check();
      attempts++;
      ledger.put(messageId, step.key(), Entry.intended(course.timing().now()));
      try {
        String id =
            step.sending()
                .send(new Attempt(attempts, mayBeRepeat, idempotencyKey(), this::targetId));
        course.pace().wentWell();
        return delivered(id, mayBeRepeat ? "may-stand-twice" : null);
      } catch (DeliveryException.TryAgain e) {
        return notTaken(e, mayBeRepeat);
      } catch (DeliveryException.AnswerLost e) {
        ledger.put(messageId, step.key(), Entry.inDoubt(course.timing().now()));
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
        unsend(mayBeRepeat);
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

    private Outcome notTaken(DeliveryException.TryAgain e, boolean mayBeRepeat)
        throws IOException, InterruptedException {
      if (attempts >= e.attemptsAllowed()) {
        return refused(e.reason(), e.getMessage());
      }
      unsend(mayBeRepeat);
      if (e.attemptsAllowed() == Integer.MAX_VALUE) {
        pause(e, e.delay());
      } else {
        course.timing().sleep(course.backoff(attempts));
      }
      return send(mayBeRepeat);
    }

    /** Everybody pauses: what hit this step will hit the others as well. */
    private void pause(DeliveryException e, @Nullable Duration asked) throws IOException {
      if (attempts >= course.settings().backoff().attempts()) {
        throw DeliveryProblems.unreachable(course.target(), attempts, e);
      }
      course.pace().slowDown(asked != null ? asked : course.backoff(attempts));
    }

    /** It was not taken this time; whether an earlier attempt was is another matter. */
    private void unsend(boolean mayBeRepeat) throws IOException {
      if (mayBeRepeat) {
        ledger.put(messageId, step.key(), Entry.inDoubt(course.timing().now()));
      } else {
        ledger.forget(messageId, step.key());
      }
    }

    /** Nobody knows whether it was taken: find out, or decide. */
    private Outcome settle() throws IOException, InterruptedException {
      return switch (evidence()) {
        case ARRIVED -> delivered(null, "confirmed-without-answer");
        case NOT_ARRIVED -> {
          ledger.forget(messageId, step.key());
          yield resend(false);
        }
        case NONE -> decide();
      };
    }

    private Outcome decide() throws IOException, InterruptedException {
      InDoubt policy = course.settings().inDoubt();
      if (policy == InDoubt.ASK) {
        policy = course.ask(conversationId, messageId, step.key());
      }
      return switch (policy) {
        case RESEND -> resend(true);
        case SKIP -> {
          ledger.put(messageId, step.key(), Entry.skipped(course.timing().now()));
          yield new Outcome.Listed("in-doubt", null);
        }
        case ASK -> {
          ledger.put(messageId, step.key(), Entry.inDoubt(course.timing().now()));
          yield new Outcome.Halted();
        }
      };
    }

    private Outcome resend(boolean mayBeRepeat) throws IOException, InterruptedException {
      resends++;
      if (resends > RESENDS) {
        throw DeliveryProblems.unreachable(
            course.target(), attempts, new DeliveryException.AnswerLost("answer-lost", null));
      }
      return send(mayBeRepeat);
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
        for (String part : new String[] {course.target(), conversationId, messageId, step.key()}) {
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
