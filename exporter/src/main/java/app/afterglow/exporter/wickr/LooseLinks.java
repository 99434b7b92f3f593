package app.afterglow.exporter.wickr;

import app.afterglow.exporter.sqlcipher.StoreDatabase;
import app.afterglow.model.Loss;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the tables of a Core Data store that link others, where the schema is lost: their names and
 * columns hold numbers that differ between versions, and all of them look alike, two numbers a row.
 * What a page of them links, its numbers tell: each row of it leads to a conversation and a person,
 * or to a file and a message that has one.
 */
final class LooseLinks {

  /**
   * Tables of links by their name, whose columns were lost; and rows of two values that belong to
   * no known table, or of three where Core Data keeps an order besides.
   */
  private static final Pattern LOOSE =
      Pattern.compile("z_\\d{1,9}.*|lost_and_found_[23]", Pattern.CASE_INSENSITIVE);

  private static final String PAGE = "found_on_page";
  private static final int MOST_COLUMNS = 3;
  private static final Pattern WHOLE_NAME = Pattern.compile("z_(\\d{1,9}|fok_)[a-z0-9_]*");

  /** What the rows of a page may link, the one that asks for more first. */
  private enum Meaning {
    FILE_OF_MESSAGE("Z_0FOUNDFILES", "Z_0FILES", "Z_0MSG", "files of messages") {
      @Override
      String holds(String first, String second, List<String> tables) {
        return leadsTo("ZWICKR_FILE", first, "", tables)
            + " AND "
            + leadsTo(
                "ZWICKR_MESSAGE",
                second,
                " AND CAST(ZFULLTYPE AS INTEGER) = " + MessageType.FILE,
                tables);
      }
    },
    MEMBER_OF_CONVERSATION("Z_0FOUNDUSERS", "Z_0CONVOS", "Z_0USERS", "members of conversations") {
      @Override
      String holds(String first, String second, List<String> tables) {
        return leadsTo("ZSECEX_CONVO", first, "", tables)
            + " AND "
            + leadsTo("ZSECEX_USER", second, "", tables);
      }
    };

    /** Named as Core Data does, with a number that no entity has: then the words tell. */
    final String table;

    final String first;
    final String second;
    final String words;

    Meaning(String table, String first, String second, String words) {
      this.table = table;
      this.first = first;
      this.second = second;
      this.words = words;
    }

    /** A condition that a row fulfils where two of its columns can mean this. */
    abstract String holds(String first, String second, List<String> tables);

    private static String leadsTo(String table, String column, String and, List<String> tables) {
      return tables.contains(table.toLowerCase(Locale.ROOT))
          ? "EXISTS(SELECT 1 FROM %s AS t WHERE t.rowid = l.%s%s)".formatted(table, column, and)
          : "0";
    }
  }

  /** A meaning, and which of a row's values is which. */
  private record Reading(Meaning meaning, String first, String second) {

    static List<Reading> all(String one, String other) {
      String c1 = StoreDatabase.quoted(one);
      String c2 = StoreDatabase.quoted(other);
      return Stream.of(Meaning.values())
          .flatMap(meaning -> Stream.of(new Reading(meaning, c1, c2), new Reading(meaning, c2, c1)))
          .toList();
    }
  }

  private final Connection copy;
  private final List<String> tables;
  private final Map<Meaning, Long> found = new EnumMap<>(Meaning.class);

  private LooseLinks(Connection copy, List<String> tables) {
    this.copy = copy;
    this.tables = tables;
  }

  /**
   * Gives rows of unknown tables to tables of links.
   *
   * @return a line that says how many, where there are any
   */
  static List<Loss> nameTables(Connection copy) throws SQLException {
    LooseLinks links =
        new LooseLinks(copy, names(copy, "SELECT name FROM sqlite_master WHERE type = 'table'"));
    for (String table : links.tables) {
      if (LOOSE.matcher(table).matches()) {
        List<String> columns = names(copy, "SELECT name FROM pragma_table_info(?)", table);
        boolean mixed = columns.remove(PAGE);
        boolean named = columns.stream().allMatch(name -> WHOLE_NAME.matcher(name).matches());
        if (!named && columns.size() > 1 && columns.size() <= MOST_COLUMNS) {
          links.sort(table, Reading.all(columns.get(0), columns.get(1)), mixed);
        }
      }
    }
    return links.losses();
  }

  private static List<String> names(Connection copy, String query, String... values)
      throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement = copy.prepareStatement(query)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1).toLowerCase(Locale.ROOT));
        }
      }
    }
    return names;
  }

  /**
   * Gives a table's rows to where they belong.
   *
   * @param readings what they may be
   * @param mixed whether it may hold rows of several tables, told apart by their pages
   */
  private void sort(String table, List<Reading> readings, boolean mixed) throws SQLException {
    String page = "0";
    if (mixed) {
      page = PAGE;
      try (Statement statement = copy.createStatement()) {
        statement.execute("CREATE INDEX %s_pages ON %s(%s)".formatted(table, table, PAGE));
      }
    }
    String quoted = StoreDatabase.quoted(table);
    for (Map.Entry<Long, Reading> each : meanings(quoted, page, readings).entrySet()) {
      String rows = " FROM %s WHERE %s = %d".formatted(quoted, page, each.getKey());
      move(rows, each.getValue());
    }
  }

  /** For each page the reading that holds for most of its rows, where it does for most at all. */
  private Map<Long, Reading> meanings(String table, String page, List<Reading> readings)
      throws SQLException {
    String sums =
        readings.stream()
            .map(reading -> reading.meaning.holds(reading.first, reading.second, tables))
            .map("sum(%s)"::formatted)
            .collect(Collectors.joining(", "));
    Map<Long, Reading> meanings = new LinkedHashMap<>();
    String query =
        "SELECT %s AS page, count(*), %s FROM %s AS l GROUP BY page".formatted(page, sums, table);
    try (Statement statement = copy.createStatement();
        ResultSet pages = statement.executeQuery(query)) {
      while (pages.next()) {
        long most = pages.getLong(2) / 2;
        for (int i = 0; i < readings.size(); i++) {
          if (pages.getLong(i + 3) > most) {
            most = pages.getLong(i + 3);
            meanings.put(pages.getLong(1), readings.get(i));
          }
        }
      }
    }
    return meanings;
  }

  private void move(String rows, Reading reading) throws SQLException {
    Meaning meaning = reading.meaning;
    try (Statement statement = copy.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS %s(%s INTEGER, %s INTEGER)"
              .formatted(meaning.table, meaning.first, meaning.second));
      int moved =
          statement.executeUpdate(
              "INSERT INTO %s SELECT %s, %s%s"
                  .formatted(meaning.table, reading.first, reading.second, rows));
      statement.executeUpdate("DELETE" + rows);
      found.merge(meaning, (long) moved, Long::sum);
    }
  }

  private List<Loss> losses() {
    List<Loss> losses = new ArrayList<>();
    if (!found.isEmpty()) {
      String counts =
          found.entrySet().stream()
              .map(each -> "%d %s".formatted(each.getValue(), each.getKey().words))
              .collect(Collectors.joining(", "));
      losses.add(
          Loss.partial(
              Loss.What.PAGE,
              "database",
              "links-by-shape",
              "the names of tables are lost; told by what they lead to: " + counts));
    }
    return losses;
  }
}
