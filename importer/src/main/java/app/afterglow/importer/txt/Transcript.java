package app.afterglow.importer.txt;

import app.afterglow.importer.plain.Names;
import app.afterglow.importer.plain.Recent;
import app.afterglow.importer.plain.Texts;
import app.afterglow.importer.plain.Words;
import app.afterglow.model.Message;
import java.io.IOException;
import java.io.Writer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One conversation as text. Only headings, days and the line that names a sender begin at the edge;
 * everything somebody wrote is set in, so that nobody can write a line that looks like another's.
 */
final class Transcript {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final String INDENT = "    ";

  private final Writer out;
  private final Names names;
  private final Words words;
  private final ZoneId zone;
  private final DateTimeFormatter dayFormat;
  private final Recent recent = new Recent();
  private @Nullable LocalDate day;
  private @Nullable ZoneOffset offset;

  Transcript(Writer out, Names names, Words words, ZoneId zone, Locale locale) {
    this.out = out;
    this.names = names;
    this.words = words;
    this.zone = zone;
    this.dayFormat = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", locale);
  }

  /** A line of the heading. */
  void heading(String line) throws IOException {
    out.write(Texts.oneLine(line));
    out.write('\n');
  }

  /**
   * Adds a message.
   *
   * @param files the paths of its attachments from here, null for those that aren't there
   * @return false where what it refers to could only be named by its id
   */
  boolean add(Message message, List<@Nullable String> files) throws IOException {
    ZonedDateTime at = message.sentAt().atZone(zone);
    if (!at.toLocalDate().equals(day) || !at.getOffset().equals(offset)) {
      day = at.toLocalDate();
      offset = at.getOffset();
      out.write("\n---- " + dayFormat.format(at) + " (" + utc(at.getOffset()) + ") ----\n\n");
    }
    out.write(TIME.format(at) + "  " + names.person(message.senderId()) + "\n");
    boolean found = addReference(message);
    String shown = words.message(message, names::person);
    recent.add(message, shown);
    if (!shown.isEmpty()) {
      addLines(shown);
    }
    for (String file : files) {
      if (file != null) {
        addLines("[" + file + "]");
      }
    }
    for (String extra : words.extras(message, names::person)) {
      addLines(extra);
    }
    return found;
  }

  private boolean addReference(Message message) throws IOException {
    String id = Recent.referred(message);
    if (id == null) {
      return true;
    }
    Recent.Said said = recent.find(id);
    if (said == null) {
      addLines("\u21AA " + words.say("answers-unknown", Texts.clip(Texts.oneLine(id), 100)));
      return false;
    }
    String when = words.moment(said.at());
    String who = names.person(said.senderId());
    addLines("\u21AA " + words.say("answers", who, when, said.words()));
    return true;
  }

  private void addLines(String text) throws IOException {
    for (String line : Texts.lines(text).split("\n", -1)) {
      out.write(INDENT);
      out.write(line);
      out.write('\n');
    }
  }

  private static String utc(ZoneOffset offset) {
    return offset.equals(ZoneOffset.UTC) ? "UTC" : "UTC" + offset.getId();
  }
}
