package app.afterglow.exporter.sqlcipher.salvage;

import org.jspecify.annotations.Nullable;

/**
 * A stored column of a table.
 *
 * @param name its name
 * @param declaredType its type as declared, empty where there is none
 * @param affinity what SQLite makes of that type
 * @param collation {@code NOCASE}, {@code RTRIM} or {@code BINARY}
 * @param notNull whether it may not be NULL
 * @param defaultValue the value in rows older than the column: null, Long, Double, String or byte[]
 */
public record Column(
    String name,
    String declaredType,
    Affinity affinity,
    String collation,
    boolean notNull,
    @Nullable Object defaultValue) {

  /** A column without a type or anything else known about it. */
  static Column unknown(int number) {
    return new Column("c" + number, "", Affinity.BLOB, "BINARY", false, null);
  }
}
