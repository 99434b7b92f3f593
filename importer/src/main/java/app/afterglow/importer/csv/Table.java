package app.afterglow.importer.csv;

import app.afterglow.importer.SpreadsheetCell;
import app.afterglow.importer.plain.FileSet;
import app.afterglow.importer.plain.Texts;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * One CSV file: a heading, then a row for each thing. Lines end in CR LF, line ends inside a cell
 * are LF; no cell of text can be taken for a formula.
 */
final class Table implements AutoCloseable {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final CSVPrinter printer;

  private Table(CSVPrinter printer) {
    this.printer = printer;
  }

  static Table create(FileSet files, String name, boolean bom, String... columns)
      throws IOException {
    Writer out =
        new BufferedWriter(
            new OutputStreamWriter(files.file(name, null, null), StandardCharsets.UTF_8), 1 << 15);
    if (bom) {
      out.write('\uFEFF');
    }
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader(columns).get();
    return new Table(new CSVPrinter(out, format));
  }

  /** A cell of text; an absent one is empty. */
  Table text(@Nullable String text) throws IOException {
    printer.print(text == null ? "" : SpreadsheetCell.safe(Texts.lines(text)));
    return this;
  }

  /** A cell with a number; an absent one is empty. */
  Table number(@Nullable Number number) throws IOException {
    printer.print(number == null ? "" : number.toString());
    return this;
  }

  /** A cell with a time, UTC to the millisecond; an absent one is empty. */
  Table time(@Nullable Instant time) throws IOException {
    printer.print(time == null ? "" : TIME.format(time));
    return this;
  }

  /** Ends the row. */
  void end() throws IOException {
    printer.println();
  }

  @Override
  public void close() throws IOException {
    printer.close();
  }
}
