package app.afterglow.archive;

import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.Edit;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import app.afterglow.model.Reaction;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes up a history from a seed: every field takes every sort of value it may have. */
final class ArbitraryHistories {

  private final Random random;
  private final TestHistory history = new TestHistory();

  private ArbitraryHistories(long seed) {
    random = new Random(seed);
  }

  static TestHistory of(long seed) {
    ArbitraryHistories made = new ArbitraryHistories(seed);
    made.fill();
    return made.history;
  }

  private void fill() {
    for (int i = random.nextInt(4); i > 0; i--) {
      history.person(new Person(string(), orNull(this::string), orNull(this::string), flip()));
    }
    List<String> ids = new ArrayList<>(new TreeSet<>(strings(5)));
    for (String id : ids) {
      Conversation conversation =
          new Conversation(
              id,
              oneOf(Conversation.Kind.values()),
              orNull(this::string),
              orNull(this::string),
              strings(3),
              raw());
      history.conversation(conversation, messages(id));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      history.loss(
          new Loss(oneOf(Loss.What.values()), string(), "reason", orNull(this::string), flip()));
    }
  }

  private List<Message> messages(String conversationId) {
    Map<String, Message> byPlace = new HashMap<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      Message message = message(conversationId);
      byPlace.put(message.sentAt() + message.id(), message);
    }
    return byPlace.values().stream().sorted(MessageOrder.BY_TIME_AND_ID).toList();
  }

  private Message message(String conversationId) {
    return new Message(
        string(),
        conversationId,
        orNull(this::string),
        time(),
        body(),
        many(this::attachment),
        orNull(this::string),
        many(() -> new Edit(orNull(this::time), orNull(this::string))),
        many(() -> new Reaction(orNull(this::string), string(), orNull(this::time))),
        orNull(this::time),
        string(),
        raw());
  }

  private MessageBody body() {
    @Nullable String text = orNull(this::string);
    return switch (random.nextInt(10)) {
      case 0 -> new MessageBody.FileBody(text);
      case 1 -> new MessageBody.Location(orNull(this::degrees), orNull(this::degrees), text);
      case 2 ->
          new MessageBody.Call(orNull(this::string), orNull(random::nextLong), strings(3), text);
      case 3 ->
          new MessageBody.RoomEvent(oneOf(MessageBody.RoomEvent.Event.values()), strings(3), text);
      case 4 -> new MessageBody.Verification(text);
      case 5 -> new MessageBody.Deleted(orNull(this::string), text);
      case 6 -> new MessageBody.EditOf(string(), text);
      case 7 -> new MessageBody.ReactionTo(string(), string(), flip(), text);
      case 8 -> new MessageBody.Unknown(text);
      default -> new MessageBody.Text(text);
    };
  }

  private Attachment attachment() {
    @Nullable String type = flip() ? orNull(this::string) : "video/mp4";
    if (flip()) {
      byte[] content = new byte[random.nextInt(300)];
      random.nextBytes(content);
      return history.attach(orNull(this::string), type, content);
    }
    Attachment.Status status = flip() ? Attachment.Status.MISSING : Attachment.Status.DAMAGED;
    String id = string();
    history.loss(Loss.whole(Loss.What.ATTACHMENT, id, "attachment-" + status.word(), null));
    long size = flip() ? -1 : random.nextLong(Long.MAX_VALUE);
    return new Attachment(orNull(this::string), type, size, null, status, id);
  }

  private boolean flip() {
    return random.nextBoolean();
  }

  private <T> T oneOf(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> @Nullable T orNull(Supplier<T> value) {
    return random.nextInt(4) == 0 ? null : value.get();
  }

  private <T> List<T> many(Supplier<T> value) {
    List<T> values = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      values.add(value.get());
    }
    return values;
  }

  private List<String> strings(int most) {
    List<String> values = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      values.add(string());
    }
    return values;
  }

  private Double degrees() {
    return random.nextInt(3) == 0 ? random.nextInt(360) - 180.0 + 0.0 : random.nextGaussian() * 90;
  }

  /** Milliseconds between the years 0000 and 9999, often the same ones. */
  private Instant time() {
    if (flip()) {
      return TestHistory.DAWN.plusMillis(random.nextInt(3));
    }
    long from = Timestamps.EARLIEST.toEpochMilli();
    return Instant.ofEpochMilli(random.nextLong(from, Timestamps.LATEST.toEpochMilli() + 1));
  }

  /** Short strings of anything a Java string can hold: unpaired surrogates, NUL, quotes. */
  private String string() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      switch (random.nextInt(6)) {
        case 0 -> text.append((char) random.nextInt(0x10000));
        case 1 -> text.append((char) (0xd800 + random.nextInt(0x800)));
        case 2 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
        case 3 -> text.append("\"\\/\n\r\u2028\u0000\u007f\ufeff<>".charAt(random.nextInt(11)));
        default -> text.append((char) (' ' + random.nextInt(95)));
      }
    }
    return text.toString();
  }

  private Map<String, JsonNode> raw() {
    Map<String, JsonNode> fields = new HashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      fields.put(name(), node(3));
    }
    return fields;
  }

  /** A name with pairs only: what becomes of others is RawJsonTest's. */
  private String name() {
    return string().replaceAll("\\p{Cs}", "?");
  }

  /** Nodes as a reader makes them, so that equal ones are equal. */
  private JsonNode node(int depth) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (random.nextInt(depth == 0 ? 7 : 9)) {
      case 0 -> IntNode.valueOf(random.nextInt());
      case 1 -> LongNode.valueOf(Integer.MAX_VALUE + 1L + random.nextInt(1 << 30));
      case 2 -> BigIntegerNode.valueOf(BigInteger.ONE.shiftLeft(64 + random.nextInt(100)));
      case 3 -> DecimalNode.valueOf(BigDecimal.valueOf(random.nextInt(), 1 + random.nextInt(30)));
      case 4 -> BooleanNode.valueOf(flip());
      case 5 -> NullNode.getInstance();
      case 6 -> TextNode.valueOf(string());
      case 7 -> nodes.arrayNode().addAll(many(() -> node(depth - 1)));
      default -> {
        ObjectNode object = nodes.objectNode();
        many(() -> object.set(name(), node(depth - 1)));
        yield object;
      }
    };
  }
}
