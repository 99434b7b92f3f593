package app.afterglow.importer.wickrio;

import app.afterglow.importer.SpreadsheetCell;
import app.afterglow.importer.WholeFile;
import app.afterglow.model.Person;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The CSV file of users to invite, for the network's administrator (RFC 4180, UTF-8). */
final class InviteFile {

  private InviteFile() {}

  static void write(Path file, List<Person> people, People who) throws IOException {
    WholeFile.write(
        file,
        out -> {
          CSVFormat format =
              CSVFormat.RFC4180
                  .builder()
                  .setHeader("first name", "last name", "user name/e-mail")
                  .get();
          try (CSVPrinter printer = new CSVPrinter(out, format)) {
            for (Person person : people) {
              String[] name = person.shownName().strip().split("\\s+", 2);
              printer.printRecord(
                  SpreadsheetCell.safe(name[0]),
                  SpreadsheetCell.safe(name.length > 1 ? name[1] : ""),
                  SpreadsheetCell.safe(who.invitedAs(person)));
            }
          }
        });
  }
}
