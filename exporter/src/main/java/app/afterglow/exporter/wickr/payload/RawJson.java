package app.afterglow.exporter.wickr.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** How values without a place in the model are kept: as JSON, bytes as {@code {"base64":"..."}}. */
public final class RawJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private RawJson() {}

  /** A value as a database gives it: number, text or bytes. */
  public static JsonNode of(Object value) {
    return switch (value) {
      case byte[] bytes -> bytes(bytes);
      case Double number -> JSON.numberNode(number);
      case Float number -> JSON.numberNode(number);
      case Number number -> JSON.numberNode(number.longValue());
      default -> JSON.textNode(value.toString());
    };
  }

  /** Bytes, whatever they are. */
  public static ObjectNode bytes(byte[] bytes) {
    return JSON.objectNode().put("base64", Base64.getEncoder().encodeToString(bytes));
  }

  /** The text of some bytes; empty where they are not UTF-8, to the last byte. */
  public static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
