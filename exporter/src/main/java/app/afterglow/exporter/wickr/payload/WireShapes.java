package app.afterglow.exporter.wickr.payload;

import app.afterglow.model.MessageBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a protobuf payload what can't be anything else, where its layout isn't public. The
 * payload is kept raw besides.
 */
public final class WireShapes {

  private static final int DEEPEST = 8;
  private static final int MOST_TEXTS = 256;
  private static final int LONGEST_TEXT = 4096;

  private WireShapes() {}

  /** Every text in a message, at any depth, in the order of the wire. */
  public static List<String> texts(WireMessage message) {
    List<String> texts = new ArrayList<>();
    collect(message, texts, 1);
    return texts;
  }

  private static void collect(WireMessage message, List<String> texts, int depth) {
    for (WireField field : message.fields()) {
      byte[] bytes = field.bytes();
      if (bytes == null || bytes.length == 0 || texts.size() >= MOST_TEXTS) {
        continue;
      }
      if (bytes.length <= LONGEST_TEXT) {
        RawJson.utf8(bytes).ifPresent(texts::add);
      }
      if (depth < DEEPEST) {
        WireMessage.parse(bytes).ifPresent(inner -> collect(inner, texts, depth + 1));
      }
    }
  }

  /** A place: a message of exactly two numbers that are degrees, latitude first. */
  public static Optional<MessageBody> location(WireMessage message, @Nullable String text) {
    return place(message, text, 1);
  }

  private static Optional<MessageBody> place(
      WireMessage message, @Nullable String text, int depth) {
    List<Double> numbers = new ArrayList<>();
    for (WireField field : message.fields()) {
      switch (field.type()) {
        case FIXED64 -> numbers.add(Double.longBitsToDouble(field.value()));
        case FIXED32 -> numbers.add((double) Float.intBitsToFloat((int) field.value()));
        case VARINT, BYTES -> {}
      }
    }
    if (numbers.size() == 2 && Math.abs(numbers.get(0)) <= 90 && Math.abs(numbers.get(1)) <= 180) {
      return Optional.of(new MessageBody.Location(numbers.get(0), numbers.get(1), text));
    }
    for (WireField field : message.fields()) {
      byte[] bytes = field.bytes();
      if (bytes != null && bytes.length > 0 && depth < DEEPEST) {
        Optional<MessageBody> inside =
            WireMessage.parse(bytes).flatMap(inner -> place(inner, text, depth + 1));
        if (inside.isPresent()) {
          return inside;
        }
      }
    }
    return Optional.empty();
  }
}
