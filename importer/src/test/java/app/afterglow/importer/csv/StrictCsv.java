package app.afterglow.importer.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file by the grammar of RFC 4180, section 2, and nothing looser: records end in CR LF; a
 * field is escaped, with doubled quotes, or has no quote, comma, CR or LF in it; all records have
 * as many fields as the first.
 */
final class StrictCsv {

  private final String text;
  private int at;

  private StrictCsv(String text) {
    this.text = text;
  }

  /** The records after the heading, each by the heading's names. */
  static List<Map<String, String>> read(byte @Nullable [] bytes) {
    if (bytes == null) {
      throw new AssertionError("a table is missing");
    }
    List<List<String>> records = new StrictCsv(decode(bytes)).file();
    List<String> heading = records.getFirst();
    assertThat(heading).doesNotHaveDuplicates();
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> record : records.subList(1, records.size())) {
      assertThat(record).hasSameSizeAs(heading);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < heading.size(); i++) {
        row.put(heading.get(i), safe(record.get(i)));
      }
      rows.add(row);
    }
    return rows;
  }

  /** What a person reads, once it is sure that no spreadsheet takes the cell for a formula. */
  private static String safe(String cell) {
    if (cell.isEmpty() || cell.matches("-?[0-9]+(\\.[0-9]+(E-?[0-9]+)?)?")) {
      return cell;
    }
    assertThat("=+-@\t\r\n".indexOf(cell.charAt(0))).as("a formula: %s", cell).isNegative();
    boolean escaped = cell.matches("(?s)'+[=+\\-@\t\r\n].*");
    return escaped ? cell.substring(1) : cell;
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError("not UTF-8", e);
    }
  }

  private List<List<String>> file() {
    List<List<String>> records = new ArrayList<>();
    while (at < text.length()) {
      List<String> record = new ArrayList<>();
      record.add(field());
      while (text.charAt(at) == ',') {
        at++;
        record.add(field());
      }
      assertThat(text.substring(at, at + 2)).isEqualTo("\r\n");
      at += 2;
      records.add(record);
    }
    return records;
  }

  private String field() {
    return text.charAt(at) == '"' ? escaped() : plain();
  }

  private String escaped() {
    StringBuilder field = new StringBuilder();
    at++;
    while (true) {
      char c = text.charAt(at++);
      if (c != '"') {
        field.append(c);
      } else if (text.charAt(at) == '"') {
        field.append('"');
        at++;
      } else {
        return field.toString();
      }
    }
  }

  private String plain() {
    int from = at;
    while (",\r\n\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    assertThat(text.charAt(at)).isNotEqualTo('"').isNotEqualTo('\n');
    return text.substring(from, at);
  }
}
