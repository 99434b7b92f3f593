package app.afterglow.importer.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a chat as importers do: a line with a stamp begins an entry, any other goes on with the one
 * before; a name ends at the first colon with a blank; a file is named by the form's own words.
 */
final class ChatFile {

  /** One entry; without a name it is the form's own. */
  record Entry(LocalDateTime at, @Nullable String name, String text, @Nullable String file) {}

  private static final Pattern ANDROID =
      Pattern.compile("(\\d\\d/\\d\\d/\\d{4}, \\d\\d:\\d\\d) - (.*)");
  private static final Pattern IOS =
      Pattern.compile("\\[(\\d\\d/\\d\\d/\\d{4}, \\d\\d:\\d\\d:\\d\\d)\\] (.*)");
  private static final Pattern LOOSE =
      Pattern.compile("[\\s\\u200E]*\\[?\\d{1,4}[/.-]\\d{1,2}[/.-]\\d{1,4},? +\\d.*");
  private static final Pattern NAMED = Pattern.compile("([^:]+?): (.*)", Pattern.DOTALL);
  private static final Pattern ANDROID_FILE = Pattern.compile("\u200E(.+) \\(file attached\\)");
  private static final Pattern IOS_FILE = Pattern.compile("\u200E<attached: (.+)>");

  private ChatFile() {}

  static List<Entry> read(String text, boolean ios) {
    Pattern stamp = ios ? IOS : ANDROID;
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern(
            ios ? "dd/MM/uuuu, HH:mm:ss" : "dd/MM/uuuu, HH:mm", Locale.ROOT);
    List<Entry> entries = new ArrayList<>();
    LocalDateTime at = null;
    StringBuilder entry = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      Matcher begin = stamp.matcher(line);
      if (begin.matches()) {
        if (at != null) {
          entries.add(entry(at, entry.toString(), ios));
        }
        at = LocalDateTime.parse(begin.group(1), format);
        entry = new StringBuilder(begin.group(2));
      } else {
        assertThat(LOOSE.matcher(line).matches()).as("looks like a stamp: %s", line).isFalse();
        entry.append('\n').append(line);
      }
    }
    if (at != null) {
      entries.add(entry(at, entry.toString(), ios));
    }
    return entries;
  }

  private static Entry entry(LocalDateTime at, String text, boolean ios) {
    Matcher named = NAMED.matcher(text);
    if (!named.matches() || named.group(1).contains("\n")) {
      return new Entry(at, null, text, null);
    }
    String said = named.group(2);
    String first = said.lines().findFirst().orElse("");
    Matcher file = (ios ? IOS_FILE : ANDROID_FILE).matcher(first);
    return new Entry(at, named.group(1), said, file.matches() ? file.group(1) : null);
  }
}
