package app.afterglow.importer.txt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a transcript by the rules that {@code docs/targets/txt.md} gives readers. */
final class TranscriptFile {

  /** One message. */
  record Entry(Instant at, String name, List<String> lines) {}

  private static final Pattern DAY = Pattern.compile("---- (.+) \\((UTC(.*))\\) ----");
  private static final Pattern MESSAGE = Pattern.compile("(\\d\\d:\\d\\d:\\d\\d)  (.+)");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ENGLISH);

  final List<String> heading = new ArrayList<>();
  final List<Entry> entries = new ArrayList<>();

  static TranscriptFile read(String text) {
    assertThat(text).endsWith("\n").doesNotContain("\r");
    TranscriptFile file = new TranscriptFile();
    LocalDate day = null;
    ZoneOffset offset = ZoneOffset.UTC;
    boolean inHeading = true;
    for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
      Matcher newDay = DAY.matcher(line);
      if (newDay.matches()) {
        day = LocalDate.parse(newDay.group(1), DATE);
        offset = ZoneOffset.of(newDay.group(3).isEmpty() ? "Z" : newDay.group(3));
      } else if (line.isEmpty()) {
        inHeading = false;
      } else if (inHeading) {
        file.heading.add(line);
      } else {
        file.add(line, day, offset);
      }
    }
    return file;
  }

  private void add(String line, @Nullable LocalDate day, ZoneOffset offset) {
    if (line.startsWith("    ")) {
      entries.getLast().lines().add(line.substring(4));
      return;
    }
    Matcher message = MESSAGE.matcher(line);
    assertThat(message.matches()).as("neither set in nor a message: %s", line).isTrue();
    if (day == null) {
      throw new AssertionError("a message without a day");
    }
    Instant at = OffsetDateTime.of(day, LocalTime.parse(message.group(1)), offset).toInstant();
    entries.add(new Entry(at, message.group(2), new ArrayList<>()));
  }
}
