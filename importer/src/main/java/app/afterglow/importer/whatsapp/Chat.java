package app.afterglow.importer.whatsapp;

import app.afterglow.importer.plain.Names;
import app.afterglow.importer.plain.Recent;
import app.afterglow.importer.plain.Texts;
import app.afterglow.importer.plain.Words;
import app.afterglow.model.Attachment;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The text of one chat. */
final class Chat {

  /** Looks like a colon, and ends no name for an importer. */
  private static final char NOT_A_COLON = '\uA789';

  private final Writer out;
  private final Style style;
  private final Names names;
  private final Words words;
  private final ZoneId zone;
  private final Recent recent = new Recent();

  Chat(Writer out, Style style, Names names, Words words, ZoneId zone) {
    this.out = out;
    this.style = style;
    this.names = names;
    this.words = words;
    this.zone = zone;
  }

  /** A line of the form's own, without a sender. */
  void notice(Instant at, String text) throws IOException {
    out.write(style.stamp(at.atZone(zone)));
    out.write(Texts.oneLine(text).replace(':', NOT_A_COLON));
    out.write('\n');
  }

  /**
   * Adds a message: one entry, and one more for each file after the first.
   *
   * @param files names of its attachments, null for those that aren't there
   * @return whether a line had to be set off because it looked like something else
   */
  boolean add(Message message, List<@Nullable String> files) throws IOException {
    String shown = shown(message);
    recent.add(message, shown);
    if (message.body() instanceof MessageBody.RoomEvent && files.isEmpty()) {
      return addEvent(message, shown);
    }
    List<String> entries = entries(files);
    String text = whole(message, shown);
    boolean guarded = false;
    if (entries.isEmpty()) {
      begin(message);
      guarded = addText(text, 1);
    }
    for (int i = 0; i < entries.size(); i++) {
      begin(message);
      out.write(entries.get(i));
      out.write('\n');
      if (i == 0 && !text.isEmpty()) {
        guarded = addText(text, 0);
      }
    }
    return guarded;
  }

  private List<String> entries(List<@Nullable String> files) {
    List<String> entries = new ArrayList<>();
    for (String file : files) {
      entries.add(file == null ? style.omitted() : style.attached(file));
    }
    return entries;
  }

  private void begin(Message message) throws IOException {
    out.write(style.stamp(message.sentAt().atZone(zone)));
    out.write(names.person(message.senderId()).replace(':', NOT_A_COLON));
    out.write(": ");
  }

  /** What happened to the chat itself stands without a sender's name before it. */
  private boolean addEvent(Message message, String shown) throws IOException {
    int end = shown.indexOf('\n');
    String first = end < 0 ? shown : shown.substring(0, end);
    notice(message.sentAt(), names.person(message.senderId()) + " " + first);
    List<String> rest = new ArrayList<>();
    if (end >= 0) {
      rest.add(shown.substring(end + 1));
    }
    rest.addAll(words.extras(message, names::person));
    return !rest.isEmpty() && addText(String.join("\n", rest), 0);
  }

  /** A message in words, in the form's own where importers know them. */
  private String shown(Message message) {
    return switch (message.body()) {
      case MessageBody.Location location ->
          location.latitude() == null || location.longitude() == null
              ? words.message(message, names::person)
              : place(location);
      case MessageBody.Deleted deleted -> {
        String text = deleted.text();
        String own = "This message was deleted";
        yield text == null || text.isEmpty() ? own : own + "\n" + text;
      }
      case MessageBody.Text _,
          MessageBody.FileBody _,
          MessageBody.Call _,
          MessageBody.RoomEvent _,
          MessageBody.Verification _,
          MessageBody.EditOf _,
          MessageBody.ReactionTo _,
          MessageBody.Unknown _ ->
          words.message(message, names::person);
    };
  }

  private static String place(MessageBody.Location location) {
    String place =
        String.format(
            Locale.ROOT,
            "location: https://maps.google.com/?q=%f,%f",
            location.latitude(),
            location.longitude());
    String text = location.text();
    return text == null || text.isEmpty() ? place : place + "\n" + text;
  }

  private String whole(Message message, String shown) {
    List<String> parts = new ArrayList<>();
    String referred = Recent.referred(message);
    if (referred != null) {
      parts.add(quote(referred));
    }
    if (!shown.isEmpty() || parts.isEmpty()) {
      parts.add(message.edits().isEmpty() ? shown : shown + " <This message was edited>");
    }
    for (Attachment attachment : absentOnes(message)) {
      String absent = words.absent(attachment);
      if (absent != null) {
        parts.add(absent);
      }
    }
    parts.addAll(words.extras(message, names::person));
    return String.join("\n", parts);
  }

  /** Those that the words for the message don't name already. */
  private static List<Attachment> absentOnes(Message message) {
    return switch (message.body()) {
      case MessageBody.Location location ->
          location.latitude() == null || location.longitude() == null
              ? List.of()
              : message.attachments();
      case MessageBody.Deleted _ -> message.attachments();
      case MessageBody.Text _,
          MessageBody.FileBody _,
          MessageBody.Call _,
          MessageBody.RoomEvent _,
          MessageBody.Verification _,
          MessageBody.EditOf _,
          MessageBody.ReactionTo _,
          MessageBody.Unknown _ ->
          List.of();
    };
  }

  private String quote(String id) {
    Recent.Said said = recent.find(id);
    return said == null
        ? "\u21AA " + words.say("answers-unknown", Texts.clip(Texts.oneLine(id), 100))
        : "\u21AA " + names.person(said.senderId()) + ": " + said.words();
  }

  /** Adds lines, of which the first {@code behind} stand behind a name and can't begin an entry. */
  private boolean addText(String text, int behind) throws IOException {
    boolean guarded = false;
    String[] lines = Texts.lines(text).split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (Style.looksLikeFile(lines[i]) || (i >= behind && Style.looksLikeStamp(lines[i]))) {
        out.write("> ");
        guarded = true;
      }
      out.write(lines[i]);
      out.write('\n');
    }
    return guarded;
  }
}
