package app.afterglow.exporter.wickr;

import app.afterglow.exporter.sqlcipher.StoreDatabase;
import app.afterglow.exporter.wickr.Entities.Role;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table of a Core Data store that links rows of two others. Its name and those of its columns
 * hold the numbers of the entities: {@code Z_13MSG (Z_13FILES, Z_15MSG)} links files (13) to
 * messages (15). What the numbers mean, {@link Entities} says; where it doesn't know one, the name
 * after the number does.
 *
 * @param table the table's name
 * @param first its first such column
 * @param firstRole what that column refers to
 * @param second its second such column
 * @param secondRole what that column refers to
 */
record JoinTable(String table, String first, Role firstRole, String second, Role secondRole) {

  private static final Pattern NAME = Pattern.compile("Z_(\\d{1,9})(.*)");

  /** Hears of a link: what the two columns asked for hold. */
  interface Link {
    void between(long one, long other) throws IOException;
  }

  /** Every such table whose columns are of a role. */
  static List<JoinTable> of(StoreDatabase database, Entities entities) throws IOException {
    List<JoinTable> joins = new ArrayList<>();
    for (String table : database.tables()) {
      if (!NAME.matcher(table.toUpperCase(Locale.ROOT)).matches()) {
        continue;
      }
      List<String> columns = new ArrayList<>();
      List<Role> roles = new ArrayList<>();
      for (String column : database.columns(table)) {
        Role role = role(column, entities);
        if (role != null) {
          columns.add(column);
          roles.add(role);
        }
      }
      if (columns.size() == 2) {
        joins.add(new JoinTable(table, columns.get(0), roles.get(0), columns.get(1), roles.get(1)));
      }
    }
    return joins;
  }

  private static @Nullable Role role(String column, Entities entities) {
    Matcher name = NAME.matcher(column.toUpperCase(Locale.ROOT));
    if (!name.matches()) {
      return null;
    }
    long number = Long.parseLong(name.group(1));
    return entities.knows(number) ? entities.role(number) : named(name.group(2));
  }

  private static @Nullable Role named(String name) {
    if (name.contains("FILE")) {
      return Role.FILE;
    }
    if (name.contains("MSG") || name.contains("MESSAGE")) {
      return Role.MESSAGE;
    }
    if (name.contains("ROOM")) {
      return Role.ROOM;
    }
    if (name.contains("CONVO")) {
      return Role.CONVERSATION;
    }
    return name.contains("USER") || name.contains("MEMBER") ? Role.USER : null;
  }

  /** Whether it links these two. */
  boolean links(Role one, Role other) {
    return (firstRole == one && secondRole == other) || (firstRole == other && secondRole == one);
  }

  /** Reads every link, the column of role {@code one} first; rows that hold no numbers are none. */
  void read(StoreDatabase database, Role one, Link link) throws IOException {
    boolean inOrder = firstRole == one;
    TableScan.query(
        database,
        "SELECT %s, %s FROM %s"
            .formatted(
                StoreDatabase.quoted(inOrder ? first : second),
                StoreDatabase.quoted(inOrder ? second : first),
                StoreDatabase.quoted(table)),
        row -> {
          try {
            if (row.getObject(1) instanceof Number from && row.getObject(2) instanceof Number to) {
              link.between(from.longValue(), to.longValue());
            }
          } catch (SQLException e) {
            throw database.problem(e);
          }
        });
  }
}
