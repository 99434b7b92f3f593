package app.afterglow.exporter.sqlcipher.salvage;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Understands as much of a {@code CREATE TABLE} statement as is needed to read the table's records:
 * columns, their types and defaults, which of them is the rowid, and the primary key where it rules
 * the order in which values are stored. What it doesn't know it skips.
 */
final class TableParser {

  private static final Set<String> CONSTRAINTS =
      Set.of(
          "CONSTRAINT",
          "PRIMARY",
          "NOT",
          "NULL",
          "UNIQUE",
          "CHECK",
          "DEFAULT",
          "COLLATE",
          "REFERENCES",
          "GENERATED",
          "AS",
          "ON",
          "DEFERRABLE",
          "INITIALLY",
          "MATCH");
  private static final Set<String> TABLE_CONSTRAINTS =
      Set.of("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN");
  private static final Set<String> COLLATIONS = Set.of("BINARY", "NOCASE", "RTRIM");
  private static final int MAX_COLUMNS = 32_767;

  private final List<SqlToken> tokens;
  private int at;

  private final List<Column> columns = new ArrayList<>();
  private final Set<String> primaryKey = new LinkedHashSet<>();
  private @Nullable String rowidColumn;

  TableParser(List<SqlToken> tokens) {
    this.tokens = tokens;
  }

  Optional<TableDefinition> parse() {
    if (!take("CREATE")) {
      return Optional.empty();
    }
    boolean temporary = take("TEMP") || take("TEMPORARY");
    if (!take("TABLE") || temporary) {
      return Optional.empty();
    }
    if (take("IF")) {
      at += 2;
    }
    String name = name();
    if (name == null || !take("(")) {
      return Optional.empty();
    }
    while (at < tokens.size() && !peek(")")) {
      item();
      if (!take(",")) {
        break;
      }
    }
    take(")");
    if (columns.isEmpty() || columns.size() > MAX_COLUMNS) {
      return Optional.empty();
    }
    return Optional.of(definition(name, withoutRowid()));
  }

  private TableDefinition definition(String name, boolean withoutRowid) {
    List<String> names = columns.stream().map(column -> fold(column.name())).toList();
    if (!withoutRowid) {
      int alias = rowidColumn == null ? -1 : names.indexOf(rowidColumn);
      return new TableDefinition(
          name, columns, alias, false, IntStream.range(0, columns.size()).boxed().toList());
    }
    Set<Integer> order = new LinkedHashSet<>();
    primaryKey.stream().map(names::indexOf).filter(i -> i >= 0).forEach(order::add);
    IntStream.range(0, columns.size()).forEach(order::add);
    return new TableDefinition(name, columns, -1, true, List.copyOf(order));
  }

  private void item() {
    SqlToken token = tokens.get(at);
    if (token.kind() == SqlToken.Kind.WORD
        && TABLE_CONSTRAINTS.contains(token.text().toUpperCase(Locale.ROOT))) {
      tableConstraint();
    } else {
      column();
    }
    skipTo(",", ")");
  }

  private void tableConstraint() {
    if (take("CONSTRAINT")) {
      name();
    }
    if (!take("PRIMARY")) {
      return;
    }
    take("KEY");
    if (!take("(")) {
      return;
    }
    while (at < tokens.size() && !peek(")")) {
      String part = name();
      if (part != null) {
        primaryKey.add(fold(part));
      }
      skipTo(",", ")");
      take(",");
    }
    take(")");
    if (primaryKey.size() == 1) {
      String only = primaryKey.iterator().next();
      columns.stream()
          .filter(column -> fold(column.name()).equals(only))
          .filter(column -> column.declaredType().equalsIgnoreCase("INTEGER"))
          .forEach(_ -> rowidColumn = only);
    }
  }

  private void column() {
    String name = name();
    if (name == null) {
      return;
    }
    String type = type();
    boolean notNull = false;
    boolean stored = true;
    String collation = "BINARY";
    Object defaultValue = null;
    while (at < tokens.size() && !peek(",") && !peek(")")) {
      if (take("PRIMARY")) {
        take("KEY");
        primaryKey.add(fold(name));
        // The one quirk: with DESC the column does not become the rowid.
        if (type.equalsIgnoreCase("INTEGER") && !peek("DESC")) {
          rowidColumn = fold(name);
        }
      } else if (take("NOT")) {
        notNull |= take("NULL");
      } else if (take("DEFAULT")) {
        defaultValue = defaultValue();
      } else if (take("COLLATE")) {
        String given = name();
        String known = given == null ? "" : given.toUpperCase(Locale.ROOT);
        collation = COLLATIONS.contains(known) ? known : collation;
      } else if (take("AS")) {
        skipParentheses();
        stored = take("STORED");
      } else if (peek("(")) {
        skipParentheses();
      } else {
        at++;
      }
    }
    if (stored) {
      Affinity affinity = Affinity.of(type);
      columns.add(
          new Column(
              name, type, affinity, collation, notNull, Defaults.stored(defaultValue, affinity)));
    }
  }

  /** The words up to the first constraint, with a length in parentheses where there is one. */
  private String type() {
    StringBuilder type = new StringBuilder();
    while (at < tokens.size() && tokens.get(at).name()) {
      SqlToken token = tokens.get(at);
      if (token.kind() == SqlToken.Kind.WORD
          && CONSTRAINTS.contains(token.text().toUpperCase(Locale.ROOT))) {
        break;
      }
      type.append(type.isEmpty() ? "" : " ").append(token.text());
      at++;
    }
    if (!type.isEmpty() && peek("(")) {
      int from = at;
      skipParentheses();
      tokens.subList(from, at).forEach(token -> type.append(token.text()));
    }
    return type.toString();
  }

  /** A literal after DEFAULT; null where it is an expression, which no older row can rely on. */
  private @Nullable Object defaultValue() {
    if (peek("(")) {
      int from = at + 1;
      skipParentheses();
      return Defaults.literal(tokens.subList(from, Math.max(from, at - 1)));
    }
    int from = at;
    if (peek("+") || peek("-")) {
      at++;
    }
    boolean blob = peek("x") && at + 1 < tokens.size();
    at = Math.min(tokens.size(), at + (blob ? 2 : 1));
    return Defaults.literal(tokens.subList(from, at));
  }

  private boolean withoutRowid() {
    for (int i = at; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).is("WITHOUT") && tokens.get(i + 1).is("ROWID")) {
        return true;
      }
    }
    return false;
  }

  private @Nullable String name() {
    return at < tokens.size() && tokens.get(at).name() ? tokens.get(at++).text() : null;
  }

  private void skipTo(String... ends) {
    while (at < tokens.size()) {
      for (String end : ends) {
        if (peek(end)) {
          return;
        }
      }
      if (peek("(")) {
        skipParentheses();
      } else {
        at++;
      }
    }
  }

  private void skipParentheses() {
    int depth = 0;
    while (at < tokens.size()) {
      SqlToken token = tokens.get(at++);
      if (token.is("(")) {
        depth++;
      } else if (token.is(")") && --depth <= 0) {
        return;
      } else if (depth == 0) {
        return;
      }
    }
  }

  private boolean peek(String word) {
    return at < tokens.size() && tokens.get(at).is(word);
  }

  private boolean take(String word) {
    boolean there = peek(word);
    at += there ? 1 : 0;
    return there;
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
