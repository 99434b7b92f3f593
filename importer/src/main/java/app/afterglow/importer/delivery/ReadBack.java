package app.afterglow.importer.delivery;

import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Reads a place back and compares it with what should stand there: authors, times, texts,
 * attachments. What is missing moves from carried to lost; what differs is a partial loss.
 *
 * <p>What is read lies in a temporary table meanwhile, as keyed hashes with a key that is never
 * written, so that no text touches the disk and no memory grows with the conversation.
 */
final class ReadBack {

  private final Place place;
  private final ConversationLedger ledger;
  private final Tally tally;
  private final Mac mac;

  ReadBack(Place place, ConversationLedger ledger, Tally tally) {
    this.place = place;
    this.ledger = ledger;
    this.tally = tally;
    this.mac = mac();
  }

  /** Something that shows each message of the conversation in order. */
  interface Messages {
    void each(ConversationRun.Each each) throws IOException, InterruptedException;
  }

  void compare(Messages messages) throws IOException, InterruptedException {
    if (!place.canReadBack()) {
      return;
    }
    try (SeenTable seen = ledger.seenTable();
        Stream<Posted> posted = place.readBack()) {
      for (Iterator<Posted> all = posted.iterator(); all.hasNext(); ) {
        Posted one = all.next();
        seen.add(one.targetId(), digests(one));
      }
      messages.each(message -> message(message, seen));
    }
  }

  private void message(Message message, SeenTable seen) throws IOException {
    Map<String, Entry> known = ledger.steps(message.id());
    List<Step> steps = place.plan(message).steps();
    boolean lost = steps.stream().anyMatch(step -> isMessage(step) && !delivered(known, step));
    for (Step step : steps) {
      Entry entry = known.get(step.key());
      if (entry == null || !delivered(known, step) || entry.targetId() == null) {
        continue;
      }
      Posted expected = place.expected(message, step, entry.targetId());
      if (expected == null) {
        continue;
      }
      Digests found = seen.find(expected.targetId());
      if (found == null) {
        missing(message, step, lost);
        lost |= isMessage(step);
      } else {
        compare(message, step, digests(expected), found);
      }
    }
  }

  private static boolean isMessage(Step step) {
    return step.carries() == Step.Carries.MESSAGE;
  }

  private static boolean delivered(Map<String, Entry> known, Step step) {
    Entry entry = known.get(step.key());
    return entry != null && entry.state() == Entry.State.DELIVERED;
  }

  private void compare(Message message, Step step, Digests expected, Digests found) {
    List<String> differences = new ArrayList<>();
    differ(differences, "author", expected.author(), found.author());
    differ(differences, "time", expected.at(), found.at());
    differ(differences, "text", expected.text(), found.text());
    differ(differences, "attachments", expected.attachments(), found.attachments());
    if (!differences.isEmpty()) {
      String detail = step.key() + ": " + String.join(", ", differences);
      tally.list(Loss.partial(Loss.What.MESSAGE, message.id(), "differs-at-target", detail));
    }
  }

  private static void differ(List<String> into, String what, String expected, String found) {
    if (!expected.equals(found)) {
      into.add(what);
    }
  }

  private void missing(Message message, Step step, boolean lostAlready) {
    step.attachments()
        .forEach(
            attachment ->
                tally.lostAttachment(message.id(), attachment, "missing-at-target", null));
    switch (step.carries()) {
      case MESSAGE -> {
        if (!lostAlready) {
          tally.lostMessage(message.id(), "missing-at-target", step.key());
        }
      }
      case DETAIL ->
          tally.list(
              Loss.partial(Loss.What.MESSAGE, message.id(), "missing-at-target", step.key()));
      case ATTACHMENTS -> {
        // Listed above.
      }
    }
  }

  /** The keyed hashes of what stands at a target. */
  record Digests(String author, String at, String text, String attachments) {}

  private Digests digests(Posted posted) {
    return new Digests(
        digest(posted.author()),
        Long.toString(posted.at().toEpochMilli()),
        digest(posted.text()),
        digest(String.join(" ", posted.attachments())));
  }

  private String digest(String text) {
    byte[] whole = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(whole, 0, 16);
  }

  private static Mac mac() {
    try {
      byte[] key = new byte[32];
      new SecureRandom().nextBytes(key);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
