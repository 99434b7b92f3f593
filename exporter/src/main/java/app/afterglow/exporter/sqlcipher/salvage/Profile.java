package app.afterglow.exporter.sqlcipher.salvage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What values some records hold, column by column, and how well that fits a table. SQLite itself
 * makes the strongest signs: the column that names the rowid is always stored as NULL, and no
 * number is ever stored in a column with text affinity.
 */
final class Profile {

  private static final int NULL = 0;
  private static final int WHOLE = 1;
  private static final int REAL = 2;
  private static final int TEXT = 3;
  private static final int BLOB = 4;

  private final List<int[]> columns = new ArrayList<>();
  private int records;

  void add(StoredRecord record) {
    records++;
    while (columns.size() < record.values().size()) {
      columns.add(new int[BLOB + 1]);
    }
    for (int i = 0; i < record.readable(); i++) {
      columns.get(i)[kind(record.values().get(i))]++;
    }
  }

  int records() {
    return records;
  }

  int columns() {
    return columns.size();
  }

  private static int kind(@Nullable Object value) {
    return switch (value) {
      case null -> NULL;
      case Long _ -> WHOLE;
      case Double _ -> REAL;
      case String _ -> TEXT;
      default -> BLOB;
    };
  }

  /**
   * How well these records fit a table, the higher the better; empty where they can't be its own.
   */
  Optional<Double> fit(TableDefinition table) {
    int known = table.columns().size();
    if (records == 0 || columns.size() > known) {
      return Optional.empty();
    }
    double sum = 0;
    for (int i = 0; i < columns.size(); i++) {
      int column = table.storedOrder().get(i);
      int[] counts = columns.get(i);
      Column expected = table.columns().get(column);
      if (column == table.rowidColumn()) {
        if (counts[NULL] < total(counts)) {
          return Optional.empty();
        }
        sum += 2;
        continue;
      }
      boolean impossible =
          expected.affinity() == Affinity.TEXT && counts[WHOLE] + counts[REAL] > 0
              || expected.notNull() && counts[NULL] > 0;
      if (impossible) {
        return Optional.empty();
      }
      sum += liking(expected.affinity(), counts) / Math.max(1, total(counts));
    }
    // Records shorter than the table are possible (columns were added later), but rarer.
    double missing = (known - columns.size()) * 0.5;
    return Optional.of((sum - missing) / known);
  }

  private static int total(int[] counts) {
    int total = 0;
    for (int count : counts) {
      total += count;
    }
    return total;
  }

  private static double liking(Affinity affinity, int[] counts) {
    double numbers = counts[WHOLE] + counts[REAL];
    double preferred =
        switch (affinity) {
          case TEXT -> counts[TEXT];
          case INTEGER, REAL, NUMERIC -> numbers;
          case BLOB -> counts[BLOB] + 0.5 * counts[TEXT] + 0.5 * numbers;
        };
    return preferred + 0.5 * counts[NULL];
  }
}
