package app.afterglow.exporter.sqlcipher.salvage;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells what an application wrote into a schema from what damage made of it. */
final class Plausible {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** No control characters, nothing that was no text, and an end. */
  private static final Pattern STATEMENT =
      Pattern.compile("[\\P{Cntrl}\\t\\n\\r&&[^\\x{FFFD}]]*\\)[\\w\\s,]*");

  private Plausible() {}

  /** Whether this is a name as applications give them. */
  static boolean name(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * A table's name stands in its entry three times: where one differs, the two others are right.
   */
  static String name(Schema.Entry entry, Optional<String> inStatement) {
    return inStatement.filter(entry.table()::equals).orElse(entry.name());
  }

  /**
   * Whether a statement that no HMAC protects is whole.
   *
   * @param definition what it was understood as
   * @param stored how many values the table's rows have
   */
  static boolean statement(@Nullable String sql, TableDefinition definition, int stored) {
    return sql != null
        && STATEMENT.matcher(sql).matches()
        && definition.columns().size() >= stored
        && definition.columns().stream().map(Column::name).allMatch(Plausible::name);
  }
}
