package app.afterglow.importer.rsmf;

import app.afterglow.importer.plain.FileNames;
import app.afterglow.importer.plain.UniqueNames;
import app.afterglow.model.Attachment;
import app.afterglow.model.Edit;
import app.afterglow.model.Message;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The messages of one file: a day of a conversation, or what fits into a file. */
final class Slice {

  static final String MANIFEST = "rsmf_manifest.json";

  /**
   * One message of the slice.
   *
   * @param id the id of its event, of its own in the slice
   * @param files the names of its attachments in the ZIP, null for those that aren't there
   */
  record Item(Message message, String id, List<@Nullable String> files) {}

  private final LocalDate day;
  private final List<Item> items = new ArrayList<>();
  private final Set<String> ids = new LinkedHashSet<>();
  private final UniqueNames fileNames = new UniqueNames();
  private long characters;
  private long bytes;
  private int fileCount;

  Slice(LocalDate day) {
    this.day = day;
    fileNames.take(MANIFEST);
  }

  /** The day of its first message. */
  LocalDate day() {
    return day;
  }

  List<Item> items() {
    return items;
  }

  /** How many files it has. */
  int fileCount() {
    return fileCount;
  }

  /** Whether there is an event of this id. */
  boolean has(String id) {
    return ids.contains(id);
  }

  /** Whether this message still belongs to it. */
  boolean takes(Message message, LocalDate itsDay, Limits limits) {
    return items.isEmpty()
        || ((!limits.byDay() || itsDay.equals(day))
            && items.size() < limits.events()
            && bytes + bytesOf(message) <= limits.bytes()
            && characters + charactersOf(message) <= Limits.MAX_CHARACTERS);
  }

  /** Adds a message. */
  void add(Message message) {
    String id = message.id();
    for (int i = 2; !ids.add(id); i++) {
      id = message.id() + "#" + i;
    }
    List<@Nullable String> files = new ArrayList<>();
    for (Attachment attachment : message.attachments()) {
      boolean there = attachment.status() == Attachment.Status.PRESENT;
      files.add(there ? fileNames.take(FileNames.of(attachment)) : null);
      fileCount += there ? 1 : 0;
    }
    items.add(new Item(message, id, files));
    characters += charactersOf(message);
    bytes += bytesOf(message);
  }

  private static long charactersOf(Message message) {
    String text = message.body().text();
    long count = 200L + (text == null ? 0 : text.length());
    for (Edit edit : message.edits()) {
      count += edit.previousText() == null ? 0 : edit.previousText().length();
    }
    return count;
  }

  private static long bytesOf(Message message) {
    long sum = 0;
    for (Attachment attachment : message.attachments()) {
      if (attachment.status() == Attachment.Status.PRESENT) {
        sum += attachment.size();
      }
    }
    return sum;
  }
}
