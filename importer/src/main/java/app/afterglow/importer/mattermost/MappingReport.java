package app.afterglow.importer.mattermost;

import app.afterglow.importer.SpreadsheetCell;
import app.afterglow.importer.WholeFile;
import app.afterglow.model.Conversation;
import app.afterglow.model.Person;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** What became what: a CSV file beside the ZIP, one line for each person and conversation. */
final class MappingReport {

  private MappingReport() {}

  /** The report's file, beside the ZIP. */
  static Path beside(Path zip) {
    String name = Objects.requireNonNull(zip.getFileName()).toString();
    String stem = name.endsWith(".zip") ? name.substring(0, name.length() - 4) : name;
    return zip.resolveSibling(stem + "-mapping.csv");
  }

  static void write(Path file, Survey survey, Users users, Places places) throws IOException {
    WholeFile.write(
        file,
        out -> {
          CSVFormat format =
              CSVFormat.RFC4180
                  .builder()
                  .setHeader(
                      "what", "id", "name", "title", "messages", "became", "target", "details")
                  .get();
          try (CSVPrinter printer = new CSVPrinter(out, format)) {
            people(printer, survey, users);
            for (Survey.Wanted wanted : survey.conversations()) {
              conversation(printer, wanted, places.of(wanted));
            }
          }
        });
  }

  private static void people(CSVPrinter printer, Survey survey, Users users) throws IOException {
    List<Person> people = new ArrayList<>(survey.people().values());
    survey.strangers().forEach(id -> people.add(new Person(id, null, null, false)));
    for (Person person : people) {
      Users.User user = Objects.requireNonNull(users.user(person.id()));
      row(
          printer,
          "person",
          person.id(),
          Objects.requireNonNullElse(person.name(), ""),
          Objects.requireNonNullElse(person.displayName(), ""),
          survey.messagesBy(person.id()),
          "user",
          user.name(),
          user.email());
    }
  }

  private static void conversation(CSVPrinter printer, Survey.Wanted wanted, Place place)
      throws IOException {
    Conversation conversation = wanted.archived().conversation();
    String title = Objects.requireNonNullElse(conversation.title(), "");
    switch (place) {
      case Place.Channel channel ->
          row(
              printer,
              conversation.kind().word(),
              conversation.id(),
              "",
              title,
              wanted.messages(),
              channel.type().equals("P") ? "private channel" : "public channel",
              channel.name(),
              channel.displayName());
      case Place.Direct direct ->
          row(
              printer,
              conversation.kind().word(),
              conversation.id(),
              "",
              title,
              wanted.messages(),
              direct.members().size() == 2 ? "direct conversation" : "group conversation",
              String.join(" ", direct.members()),
              direct.header());
    }
  }

  private static void row(
      CSVPrinter printer,
      String what,
      String id,
      String name,
      String title,
      long messages,
      String became,
      String target,
      String details)
      throws IOException {
    printer.printRecord(
        what,
        SpreadsheetCell.safe(id),
        SpreadsheetCell.safe(name),
        SpreadsheetCell.safe(title),
        messages,
        became,
        SpreadsheetCell.safe(target),
        SpreadsheetCell.safe(details));
  }
}
