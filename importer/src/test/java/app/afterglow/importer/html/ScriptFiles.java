package app.afterglow.importer.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads data files as a browser would: a call of {@code afterglow} with a key, a piece's number,
 * whether more follows, and a string literal by ECMAScript's rules. Written apart from the writer.
 */
final class ScriptFiles {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path data;

  ScriptFiles(Path output) {
    this.data = output.resolve("data");
  }

  JsonNode read(String key) throws IOException {
    return MAPPER.readTree(text(key));
  }

  /** The JSON text of a key, all pieces. */
  String text(String key) throws IOException {
    StringBuilder json = new StringBuilder();
    boolean more = true;
    for (int piece = 1; more; piece++) {
      String script = Files.readString(data.resolve(key + (piece > 1 ? "." + piece : "") + ".js"));
      String head = "afterglow('" + key + "'," + piece + ",";
      if (!script.startsWith(head) || !script.endsWith("')\n")) {
        throw new AssertionError("not a data file: " + key);
      }
      more =
          switch (script.charAt(head.length())) {
            case '0' -> false;
            case '1' -> true;
            default -> throw new AssertionError("neither the last piece nor one before: " + key);
          };
      String literal = script.substring(head.length() + 2, script.length() - 2);
      json.append(evaluate(literal));
    }
    return json.toString();
  }

  /** All messages of a conversation's pages, as the table of pages lists them. */
  List<JsonNode> messages(int conversation) throws IOException {
    List<JsonNode> messages = new ArrayList<>();
    for (JsonNode page : read("pages").get(conversation)) {
      JsonNode content =
          read("m/" + conversation + "/" + page.get(0).asText() + "-" + page.get(1).asInt());
      if (content.size() != page.get(2).asInt()) {
        throw new AssertionError("the table of pages miscounts");
      }
      content.forEach(messages::add);
    }
    return messages;
  }

  /** Every file of the output. */
  static List<Path> all(Path output) {
    try (Stream<Path> files = Files.walk(output)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value of a string literal in single quotes (ECMA-262, 12.9.4). */
  static String evaluate(String literal) {
    if (literal.charAt(0) != '\'' || literal.charAt(literal.length() - 1) != '\'') {
      throw new AssertionError("no string literal");
    }
    StringBuilder value = new StringBuilder();
    int end = literal.length() - 1;
    for (int i = 1; i < end; i++) {
      char c = literal.charAt(i);
      if (c == '\'' || c == '\n' || c == '\r') {
        throw new AssertionError("the string ends before its end");
      }
      if (c != '\\') {
        value.append(c);
        continue;
      }
      c = literal.charAt(++i);
      switch (c) {
        case 'x' -> {
          value.append((char) Integer.parseInt(literal.substring(i + 1, i + 3), 16));
          i += 2;
        }
        case 'u' -> {
          value.append((char) Integer.parseInt(literal.substring(i + 1, i + 5), 16));
          i += 4;
        }
        case '\\', '\'' -> value.append(c);
        default -> throw new AssertionError("an escape nobody wrote: \\" + c);
      }
    }
    return value.toString();
  }
}
