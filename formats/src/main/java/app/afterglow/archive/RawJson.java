package app.afterglow.archive;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes fields that are kept as the source had them, so that any JSON reader can read them.
 *
 * <p>Two things are bent to that end: an unpaired surrogate in a field's name, which readers refuse
 * there, becomes the six characters of its escape; and a number of more than a thousand characters
 * becomes a string.
 */
final class RawJson {

  /** A surrogate that isn't half of a pair: to a pattern, pairs are one character. */
  private static final Pattern UNPAIRED = Pattern.compile("\\p{Cs}");

  private RawJson() {}

  /** Writes an object, its fields in the order of their names. */
  static void write(Map<String, JsonNode> fields, JsonGenerator out) throws IOException {
    writeFields(new TreeMap<>(fields).entrySet(), out);
  }

  private static void writeFields(Set<Map.Entry<String, JsonNode>> fields, JsonGenerator out)
      throws IOException {
    Set<String> taken = new HashSet<>();
    out.writeStartObject();
    for (Map.Entry<String, JsonNode> field : fields) {
      String name = readable(field.getKey());
      // Two names may look the same once escaped; a reader would refuse the second.
      while (!taken.add(name)) {
        name += "_";
      }
      out.writeFieldName(name);
      write(field.getValue(), out);
    }
    out.writeEndObject();
  }

  private static void write(JsonNode node, JsonGenerator out) throws IOException {
    switch (node.getNodeType()) {
      case OBJECT -> writeFields(node.properties(), out);
      case ARRAY -> {
        out.writeStartArray();
        for (Iterator<JsonNode> elements = node.elements(); elements.hasNext(); ) {
          write(elements.next(), out);
        }
        out.writeEndArray();
      }
      case NUMBER -> number(node, out);
      case BOOLEAN -> out.writeBoolean(node.booleanValue());
      case STRING -> out.writeString(node.textValue());
      case BINARY -> out.writeBinary(node.binaryValue());
      case NULL, MISSING -> out.writeNull();
      case POJO -> out.writeString(node.asText());
    }
  }

  private static void number(JsonNode node, JsonGenerator out) throws IOException {
    String text = node.asText();
    boolean notJson = (node.isDouble() || node.isFloat()) && !Double.isFinite(node.doubleValue());
    if (notJson || text.length() > Json.LONGEST_NUMBER) {
      out.writeString(text);
    } else {
      out.writeNumber(text);
    }
  }

  private static String readable(String name) {
    Matcher unpaired = UNPAIRED.matcher(name);
    return unpaired.find()
        ? unpaired.replaceAll(
            found ->
                Matcher.quoteReplacement(
                    String.format(Locale.ROOT, "\\u%04X", (int) found.group().charAt(0))))
        : name;
  }
}
