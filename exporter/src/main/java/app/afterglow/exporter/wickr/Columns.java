package app.afterglow.exporter.wickr;

import app.afterglow.exporter.sqlcipher.StoreDatabase;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The columns of one table. Which there are differs between versions and platforms, so what is
 * wanted is asked for by every name it is known under.
 *
 * @param table the table's name
 * @param names its columns in order; empty where there is no such table
 * @param byName positions by lower-case name
 */
record Columns(String table, List<String> names, Map<String, Integer> byName) {

  Columns {
    names = List.copyOf(names);
    byName = Map.copyOf(byName);
  }

  static Columns of(StoreDatabase database, String table) throws IOException {
    List<String> names = database.columns(table);
    Map<String, Integer> byName = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byName.putIfAbsent(names.get(i).toLowerCase(Locale.ROOT), i);
    }
    return new Columns(table, names, byName);
  }

  boolean tableExists() {
    return !names.isEmpty();
  }

  /** The position of the first of these names that is there, -1 where none is. */
  int find(String... wanted) {
    for (String name : wanted) {
      Integer position = byName.get(name.toLowerCase(Locale.ROOT));
      if (position != null) {
        return position;
      }
    }
    return -1;
  }

  /** The table's name, quoted for SQL. */
  String quotedTable() {
    return StoreDatabase.quoted(table);
  }
}
