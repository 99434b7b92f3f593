package app.afterglow.exporter.wickr.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a message's payload says. Known is this much; files are found by their shape, wherever they
 * stand, and everything else is kept:
 *
 * <pre>
 * message { 1 sender's user name | 2 text container { 1 text } | 5 file container { 1 file { ... } } }
 * </pre>
 *
 * @param senderName the sender's user name, null where there is none
 * @param text the text, null where there is none
 * @param files the files, in the order of the wire
 * @param json the payload itself where it is a JSON object, else null
 * @param rest the protobuf fields that are none of the above, by number; null where there are none
 * @param wire the protobuf message, null where the payload is none
 */
public record Payload(
    @Nullable String senderName,
    @Nullable String text,
    List<FileDetails> files,
    @Nullable JsonNode json,
    @Nullable JsonNode rest,
    @Nullable WireMessage wire) {

  private static final int SENDER = 1;
  private static final int TEXT_CONTAINER = 2;
  private static final int TEXT = 1;

  /** Deeper than any message goes. */
  private static final int DEEPEST = 12;

  /** More files than one message carries. */
  private static final int MOST_FILES = 1000;

  /**
   * The deepest JSON taken. An archive's record may be nested 1000 levels deep, and holds the
   * payload some levels down: one that is kept must fit in there, after a merge too.
   */
  private static final int DEEPEST_JSON = 500;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST_JSON).build())
                  .build())
          .build();

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  public Payload {
    files = List.copyOf(files);
  }

  /** Reads a payload; empty where it is neither protobuf nor JSON of at most 500 levels. */
  public static Optional<Payload> parse(byte[] bytes) {
    if (bytes.length > 0 && bytes[0] == '{') {
      return json(bytes).map(node -> new Payload(null, null, List.of(), node, null, null));
    }
    return WireMessage.parse(bytes).map(Payload::ofWire);
  }

  private static Optional<JsonNode> json(byte[] bytes) {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      return node != null && node.isObject() ? Optional.of(node) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  private static Payload ofWire(WireMessage message) {
    List<FileDetails> files = new ArrayList<>();
    ObjectNode rest = JSON.objectNode();
    String sender = null;
    String text = null;
    for (WireField field : message.fields()) {
      String asSender = sender == null ? utf8(field.bytesOf(SENDER)) : null;
      String asText = text == null ? textIn(field) : null;
      if (asSender != null) {
        sender = asSender;
      } else if (asText != null) {
        text = asText;
      } else {
        keep(rest, field, files, 1);
      }
    }
    return new Payload(sender, text, files, null, rest.isEmpty() ? null : rest, message);
  }

  /** The text of a text container that holds nothing else, so that nothing else goes missing. */
  private static @Nullable String textIn(WireField field) {
    byte[] container = field.bytesOf(TEXT_CONTAINER);
    if (container == null) {
      return null;
    }
    return WireMessage.parse(container)
        .filter(message -> message.fields().size() == 1)
        .map(message -> utf8(message.bytes(TEXT)))
        .orElse(null);
  }

  private static @Nullable String utf8(byte @Nullable [] bytes) {
    return bytes == null ? null : RawJson.utf8(bytes).orElse(null);
  }

  /** Keeps a field that isn't known; where a file stands in it, the file and what is around it. */
  private static void keep(ObjectNode target, WireField field, List<FileDetails> files, int depth) {
    byte[] bytes = field.bytes();
    if (bytes == null) {
      array(target, field).add(number(field));
      return;
    }
    Optional<ObjectNode> around = around(bytes, files, depth);
    if (around.isEmpty()) {
      array(target, field).add(RawJson.bytes(bytes));
    } else if (!around.get().isEmpty()) {
      array(target, field).add(around.get());
    }
  }

  private static JsonNode number(WireField field) {
    return switch (field.type()) {
      case FIXED64 -> JSON.objectNode().put("fixed64", field.value());
      case FIXED32 -> JSON.objectNode().put("fixed32", field.value());
      case VARINT, BYTES -> JSON.numberNode(field.value());
    };
  }

  /** What stands around the files in these bytes; empty where no file is in them. */
  private static Optional<ObjectNode> around(byte[] bytes, List<FileDetails> files, int depth) {
    if (depth > DEEPEST || files.size() >= MOST_FILES) {
      return Optional.empty();
    }
    Optional<WireMessage> message = WireMessage.parse(bytes);
    if (message.isEmpty() || message.get().fields().isEmpty()) {
      return Optional.empty();
    }
    ObjectNode rest = JSON.objectNode();
    Optional<FileDetails> file = FileDetails.of(message.get());
    if (file.isPresent()) {
      files.add(file.get());
      for (WireField field : message.get().fields()) {
        if (!file.get().covers(field)) {
          keep(rest, field, new ArrayList<>(), DEEPEST);
        }
      }
      return Optional.of(rest);
    }
    int before = files.size();
    for (WireField field : message.get().fields()) {
      keep(rest, field, files, depth + 1);
    }
    return files.size() > before ? Optional.of(rest) : Optional.empty();
  }

  private static ArrayNode array(ObjectNode target, WireField field) {
    return target.withArrayProperty(Integer.toString(field.number()));
  }
}
