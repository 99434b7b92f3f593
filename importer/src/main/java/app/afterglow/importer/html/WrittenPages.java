package app.afterglow.importer.html;

import app.afterglow.model.Balance;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the pages back before the folder gets its name: every page is there, whole and of the size
 * a browser takes, the messages in them are as many as the balance says, and every file they point
 * to exists.
 */
final class WrittenPages {

  private static final int LARGEST = 2_000_000;
  private static final Pattern SCRIPT =
      Pattern.compile("afterglow\\('([^']*)',(\\d+),([01]),'(.*)'\\)\n", Pattern.DOTALL);

  private final OutputFolder folder;
  private long messages;
  private long paths;

  private WrittenPages(OutputFolder folder) {
    this.folder = folder;
  }

  /**
   * Reads them all.
   *
   * @throws IllegalStateException where anything is not as it should be
   */
  static void check(
      OutputFolder folder, List<List<ConversationPages.Page>> conversations, Balance balance)
      throws IOException {
    WrittenPages written = new WrittenPages(folder);
    for (int i = 0; i < conversations.size(); i++) {
      for (ConversationPages.Page page : conversations.get(i)) {
        written.readPage("m/" + i + "/" + page.month() + "-" + page.number(), page.count());
      }
    }
    if (written.messages != balance.messages().carried()
        || written.paths != balance.attachments().carried()
        || !balance.addsUp()) {
      throw new IllegalStateException(
          "read back %d messages and %d files, but the balance is %s"
              .formatted(written.messages, written.paths, balance));
    }
  }

  private void readPage(String key, int expected) throws IOException {
    StringBuilder json = new StringBuilder();
    boolean more = true;
    for (int piece = 1; more; piece++) {
      String script =
          readFile(folder.path("data/" + key + (piece == 1 ? "" : "." + piece) + ".js"));
      Matcher matcher = SCRIPT.matcher(script);
      if (!matcher.matches()
          || !matcher.group(1).equals(key)
          || Integer.parseInt(matcher.group(2)) != piece) {
        throw new IllegalStateException("not as it was written: " + key);
      }
      unescape(script, matcher.start(4), matcher.end(4), json);
      more = matcher.group(3).equals("1");
    }
    int count = 0;
    try (JsonParser parser = Json.parser(json.toString())) {
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isStructStart()) {
          depth++;
          count += depth == 2 ? 1 : 0;
        } else if (token.isStructEnd()) {
          depth--;
        } else if (depth == 4
            && token == JsonToken.VALUE_STRING
            && "path".equals(parser.currentName())
            && "attachments".equals(parentName(parser))) {
          requireFile(parser.getText());
        }
      }
    }
    if (count != expected) {
      throw new IllegalStateException(key + " holds " + count + " messages, not " + expected);
    }
    messages += count;
  }

  /** The name of the array in whose object the parser is. */
  private static String parentName(JsonParser parser) {
    return String.valueOf(parser.getParsingContext().getParent().getParent().getCurrentName());
  }

  private void requireFile(String path) {
    if (!Files.isRegularFile(folder.path(path))) {
      throw new IllegalStateException("missing: " + path);
    }
    paths++;
  }

  private static String readFile(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IllegalStateException("too large for a page: " + file);
    }
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  /** The inside of a string as {@link DataFile#escape} wrote it. */
  private static void unescape(String script, int from, int to, StringBuilder out) {
    for (int i = from; i < to; i++) {
      char c = script.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char kind = script.charAt(++i);
      int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : 0;
      if (digits == 0) {
        out.append(kind);
      } else {
        out.append((char) Integer.parseInt(script, i + 1, i + 1 + digits, 16));
        i += digits;
      }
    }
  }
}
