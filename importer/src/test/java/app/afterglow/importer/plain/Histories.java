package app.afterglow.importer.plain;

import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.MessageBody;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Any history: made of a seed, so that a failing one can be made again. */
public final class Histories {

  private static final List<String> IDS = List.of("p1", "p2", "p3", "p4", "p5");

  private final Random random;
  private final MemoryHistory history = new MemoryHistory();

  private Histories(long seed) {
    this.random = new Random(seed);
  }

  /** The history of this seed. */
  public static MemoryHistory of(long seed) {
    return new Histories(seed).make();
  }

  private MemoryHistory make() {
    for (String id : IDS) {
      history.person(id, maybe(text()), maybe(text()), id.equals("p1"));
    }
    int conversations = random.nextInt(4);
    for (int c = 0; c < conversations; c++) {
      String id = "c" + c;
      Conversation.Kind[] kinds = Conversation.Kind.values();
      List<String> members = IDS.subList(0, random.nextInt(IDS.size() + 1));
      history.conversation(
          id, kinds[random.nextInt(kinds.length)], maybe(text()), members.toArray(String[]::new));
      long millis = 1_500_000_000_000L;
      int messages = random.nextInt(12);
      for (int m = 0; m < messages; m++) {
        millis += random.nextInt(3) * (long) random.nextInt(90_000_000);
        millis = random.nextBoolean() ? millis : (millis + 999) / 1000 * 1000;
        message(id, m, millis);
      }
    }
    return history;
  }

  private void message(String conversation, int number, long millis) {
    String id = String.format(Locale.ROOT, "m%03d", number);
    Messages message =
        Messages.in(conversation, id, Instant.ofEpochMilli(millis))
            .by(maybe(IDS.get(random.nextInt(IDS.size()))))
            .body(body());
    for (int i = random.nextInt(3); i > 0; i--) {
      if (random.nextBoolean()) {
        byte[] content = new byte[random.nextInt(200)];
        random.nextBytes(content);
        message.with(history.content(maybe(text()), maybe("image/png"), content));
      } else {
        message.without(
            maybe(text()),
            random.nextBoolean() ? Attachment.Status.MISSING : Attachment.Status.DAMAGED);
      }
    }
    if (random.nextInt(3) == 0) {
      message.answering(anyMessage());
    }
    if (random.nextInt(4) == 0) {
      message.edited("2021-01-01T00:00:00Z", maybe(text()));
    }
    if (random.nextInt(4) == 0) {
      message.reaction(maybe("p2"), "\uD83D\uDC4D", "2021-01-01T00:00:00Z");
    }
    if (random.nextInt(4) == 0) {
      message.expiring("2030-01-01T00:00:00Z");
    }
    history.message(message.done());
  }

  private MessageBody body() {
    String text = maybe(text());
    return switch (random.nextInt(10)) {
      case 0 -> new MessageBody.FileBody(text);
      case 1 -> new MessageBody.Location(random.nextBoolean() ? 1.5 : null, 2.5, text);
      case 2 -> new MessageBody.Call(maybe("missed"), maybeNumber(), IDS.subList(0, 2), text);
      case 3 -> {
        MessageBody.RoomEvent.Event[] events = MessageBody.RoomEvent.Event.values();
        yield new MessageBody.RoomEvent(
            events[random.nextInt(events.length)], IDS.subList(0, random.nextInt(3)), text);
      }
      case 4 -> new MessageBody.Verification(text);
      case 5 -> new MessageBody.Deleted(maybe(anyMessage()), text);
      case 6 -> new MessageBody.EditOf(anyMessage(), text);
      case 7 ->
          new MessageBody.ReactionTo(anyMessage(), "\uD83D\uDE02", random.nextBoolean(), text);
      case 8 -> new MessageBody.Unknown(text);
      default -> new MessageBody.Text(text);
    };
  }

  private String anyMessage() {
    return String.format(Locale.ROOT, "m%03d", random.nextInt(14));
  }

  private String text() {
    if (random.nextInt(4) == 0) {
      return Samples.HOSTILE_TEXTS.get(random.nextInt(Samples.HOSTILE_TEXTS.size()));
    }
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      text.append(
          random.nextInt(5) == 0
              ? Character.toString(random.nextInt(0x10FFFF))
              : Character.toString(' ' + random.nextInt(95)));
    }
    return text.toString();
  }

  private @Nullable String maybe(String text) {
    return random.nextInt(5) == 0 ? null : text;
  }

  private @Nullable Long maybeNumber() {
    return random.nextBoolean() ? null : (long) random.nextInt(10_000);
  }
}
