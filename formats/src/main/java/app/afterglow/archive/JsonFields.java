package app.afterglow.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes typed fields out of a JSON object. What isn't as the format says is an {@link
 * IllegalArgumentException} that names the field; fields nobody asks for are ignored.
 */
final class JsonFields {

  private final JsonNode object;
  private final String path;

  JsonFields(JsonNode object, String path) {
    if (!object.isObject()) {
      throw new IllegalArgumentException(
          path.isEmpty() ? "not an object" : path + ": not an object");
    }
    this.object = object;
    this.path = path;
  }

  private JsonNode required(String field) {
    JsonNode value = object.get(field);
    if (value == null) {
      throw wrong(field, "missing");
    }
    return value;
  }

  private IllegalArgumentException wrong(String field, String detail) {
    return new IllegalArgumentException(path + field + ": " + detail);
  }

  String string(String field) {
    JsonNode value = required(field);
    if (!value.isTextual()) {
      throw wrong(field, "not a string");
    }
    return value.textValue();
  }

  @Nullable String stringOrNull(String field) {
    return required(field).isNull() ? null : string(field);
  }

  boolean bool(String field) {
    JsonNode value = required(field);
    if (!value.isBoolean()) {
      throw wrong(field, "neither true nor false");
    }
    return value.booleanValue();
  }

  long integer(String field) {
    JsonNode value = required(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(field, "not an integer");
    }
    return value.longValue();
  }

  long count(String field) {
    long value = integer(field);
    if (value < 0) {
      throw wrong(field, "negative");
    }
    return value;
  }

  @Nullable Long integerOrNull(String field) {
    return required(field).isNull() ? null : (Long) integer(field);
  }

  @Nullable Double numberOrNull(String field) {
    JsonNode value = required(field);
    if (value.isNull()) {
      return null;
    }
    if (!value.isNumber()) {
      throw wrong(field, "not a number");
    }
    return value.doubleValue();
  }

  Instant time(String field) {
    try {
      return Timestamps.parse(string(field));
    } catch (IllegalArgumentException e) {
      throw wrong(field, String.valueOf(e.getMessage()));
    }
  }

  @Nullable Instant timeOrNull(String field) {
    return required(field).isNull() ? null : time(field);
  }

  JsonFields object(String field) {
    return new JsonFields(required(field), path + field + ".");
  }

  /** One of some words. */
  <E extends Enum<E>> E word(String field, E[] constants, Function<E, String> word) {
    String found = string(field);
    for (E constant : constants) {
      if (word.apply(constant).equals(found)) {
        return constant;
      }
    }
    throw wrong(field, "not a word of this format version");
  }

  List<String> strings(String field) {
    List<String> values = new ArrayList<>();
    for (JsonNode element : array(field)) {
      if (!element.isTextual()) {
        throw wrong(field, "an element that is not a string");
      }
      values.add(element.textValue());
    }
    return values;
  }

  <T> List<T> objects(String field, Function<JsonFields, T> read) {
    List<T> values = new ArrayList<>();
    for (JsonNode element : array(field)) {
      values.add(read.apply(new JsonFields(element, path + field + "[" + values.size() + "].")));
    }
    return values;
  }

  private JsonNode array(String field) {
    JsonNode value = required(field);
    if (!value.isArray()) {
      throw wrong(field, "not an array");
    }
    return value;
  }

  Map<String, JsonNode> raw(String field) {
    JsonNode value = required(field);
    if (!value.isObject()) {
      throw wrong(field, "not an object");
    }
    Map<String, JsonNode> fields = new HashMap<>();
    value.properties().forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
    return fields;
  }
}
