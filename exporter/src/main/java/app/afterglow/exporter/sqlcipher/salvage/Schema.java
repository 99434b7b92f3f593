package app.afterglow.exporter.sqlcipher.salvage;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table that describes all others ("Database File Format", section 2.6), rooted at page 1. */
final class Schema {

  static final int ROOT = 1;
  static final String NAME = "sqlite_schema";
  private static final int COLUMNS = 5;
  private static final Set<String> TYPES = Set.of("table", "index", "view", "trigger");

  /** Tables that applications don't create themselves, with the types their values always have. */
  static final List<TableDefinition> BUILT_IN =
      List.of(
          table("CREATE TABLE sqlite_sequence(name TEXT NOT NULL, seq INTEGER)"),
          table("CREATE TABLE sqlite_stat1(tbl TEXT NOT NULL, idx TEXT, stat TEXT)"),
          table("CREATE TABLE android_metadata(locale TEXT NOT NULL)"));

  private Schema() {}

  /**
   * An entry.
   *
   * @param type table, index, view or trigger
   * @param name its name
   * @param table the table it belongs to; a table's own name
   * @param root its tree's first page, 0 where it has none
   * @param sql the statement that made it, null where that is not kept
   */
  record Entry(String type, String name, String table, int root, @Nullable String sql) {}

  /** The entry that a record of the schema table holds, null where it holds none. */
  static @Nullable Entry entry(@Nullable StoredRecord record) {
    if (record == null || record.values().size() != COLUMNS || record.readable() < COLUMNS - 1) {
      return null;
    }
    List<@Nullable Object> values = record.values();
    if (!(values.get(0) instanceof String type)
        || !TYPES.contains(type)
        || !(values.get(1) instanceof String name)
        || !(values.get(2) instanceof String table)) {
      return null;
    }
    int root =
        values.get(3) instanceof Long page
            ? Math.toIntExact(Math.clamp(page, 0, Integer.MAX_VALUE))
            : 0;
    return new Entry(type, name, table, root, values.get(4) instanceof String sql ? sql : null);
  }

  private static TableDefinition table(String sql) {
    return TableDefinition.parse(sql).orElseThrow();
  }
}
