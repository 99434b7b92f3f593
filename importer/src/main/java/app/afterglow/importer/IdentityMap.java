package app.afterglow.importer;

import app.afterglow.problem.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;

/**
 * Which archived person is which user of the target: a CSV file (RFC 4180, UTF-8) that an
 * administrator edits in a spreadsheet, with the columns {@code person, name, display_name,
 * messages, target, email}. Only {@code person} and {@code target} are needed for reading, in any
 * order; comma, semicolon and tab are understood.
 *
 * <p>A cell that a spreadsheet would take for a formula gets a leading apostrophe when written and
 * loses it when read.
 *
 * @param entries by person id, in the file's order
 */
public record IdentityMap(Map<String, Entry> entries) {

  /** The map that knows nobody. */
  public static final IdentityMap EMPTY = new IdentityMap(Map.of());

  private static final String[] COLUMNS = {
    "person", "name", "display_name", "messages", "target", "email"
  };

  /**
   * One person.
   *
   * @param person the archived person's id
   * @param name the user name in the archive, null where it isn't known
   * @param displayName the display name in the archive, null where there is none
   * @param messages messages of this person in the wanted part of the history
   * @param target the target's user name, null where nobody decided
   * @param email the e-mail address of that user, null where nobody said it
   */
  public record Entry(
      String person,
      @Nullable String name,
      @Nullable String displayName,
      long messages,
      @Nullable String target,
      @Nullable String email) {}

  public IdentityMap {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /** A map of these entries; of two for one person the later holds. */
  public static IdentityMap of(Collection<Entry> entries) {
    Map<String, Entry> byPerson = new LinkedHashMap<>();
    entries.forEach(e -> byPerson.put(e.person(), e));
    return new IdentityMap(byPerson);
  }

  /** The user name this person has at the target, null where the map doesn't say it. */
  public @Nullable String target(String person) {
    Entry entry = entries.get(person);
    return entry == null ? null : entry.target();
  }

  /** The e-mail address this person has at the target, null where the map doesn't say it. */
  public @Nullable String email(String person) {
    Entry entry = entries.get(person);
    return entry == null ? null : entry.email();
  }

  /** The people that share one user of the target: user name to person ids, two or more each. */
  public Map<String, List<String>> shared() {
    Map<String, List<String>> byTarget = new LinkedHashMap<>();
    for (Entry entry : entries.values()) {
      if (entry.target() != null) {
        byTarget
            .computeIfAbsent(entry.target().toLowerCase(Locale.ROOT), t -> new ArrayList<>())
            .add(entry.person());
      }
    }
    byTarget.values().removeIf(people -> people.size() < 2);
    return byTarget;
  }

  /**
   * Reads a map.
   *
   * @throws UsageException where it isn't there, isn't such a file, or names a person twice
   */
  public static IdentityMap read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw ImportProblems.usage("map-missing", file);
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser records = format(separator(text)).parse(text)) {
      if (!records.getHeaderMap().containsKey("person")
          || !records.getHeaderMap().containsKey("target")) {
        throw ImportProblems.usage("map-columns", file);
      }
      for (CSVRecord record : records) {
        String person = cell(record, "person");
        if (person == null) {
          throw ImportProblems.usage("map-person", file, record.getRecordNumber() + 1);
        }
        Entry entry =
            new Entry(
                person,
                cell(record, "name"),
                cell(record, "display_name"),
                count(cell(record, "messages")),
                cell(record, "target"),
                cell(record, "email"));
        if (entries.put(person, entry) != null) {
          throw ImportProblems.usage("map-twice", file, person);
        }
      }
    } catch (MalformedInputException e) {
      throw ImportProblems.damaged("map-encoding", e, file);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw ImportProblems.damaged("map-format", e, file);
    }
    return new IdentityMap(entries);
  }

  /** Writes the map; the file appears under its name only when it is whole. */
  public void write(Path file) throws IOException {
    WholeFile.write(
        file,
        out -> {
          CSVFormat format = CSVFormat.RFC4180.builder().setHeader(COLUMNS).get();
          try (CSVPrinter printer = new CSVPrinter(out, format)) {
            for (Entry entry : entries.values()) {
              printer.printRecord(
                  SpreadsheetCell.safe(entry.person()),
                  SpreadsheetCell.safe(entry.name()),
                  SpreadsheetCell.safe(entry.displayName()),
                  entry.messages(),
                  SpreadsheetCell.safe(entry.target()),
                  SpreadsheetCell.safe(entry.email()));
            }
          }
        });
  }

  private static CSVFormat format(char separator) {
    return CSVFormat.RFC4180
        .builder()
        .setDelimiter(separator)
        .setHeader()
        .setSkipHeaderRecord(true)
        .setIgnoreHeaderCase(true)
        .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
        .setIgnoreEmptyLines(true)
        .setTrim(true)
        .get();
  }

  /** Spreadsheets write a byte order mark, and the separator their country is used to. */
  private static char separator(BufferedReader text) throws IOException {
    text.mark(4096);
    if (text.read() == '\uFEFF') {
      text.mark(4096);
    } else {
      text.reset();
    }
    char separator = ',';
    for (int i = 0; i < 4000; i++) {
      int c = text.read();
      if (c == ';' || c == '\t') {
        separator = (char) c;
      }
      if (c < 0 || c == '\n' || c == '\r' || c == ',' || c == ';' || c == '\t') {
        break;
      }
    }
    text.reset();
    return separator;
  }

  private static @Nullable String cell(CSVRecord record, String column) {
    if (!record.isSet(column)) {
      return null;
    }
    String value = SpreadsheetCell.original(record.get(column));
    return value.isBlank() ? null : value;
  }

  private static long count(@Nullable String digits) {
    return digits != null && digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
  }
}
