package app.afterglow.importer.plain;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Gives each file of one folder a name of its own, also where upper and lower case are the same or
 * where accents are stored apart. Takes 16 to 64 bytes a name.
 */
public final class UniqueNames {

  private final LongTable taken = new LongTable();

  /** This name, or one like it with a number where it is taken; the same calls give the same. */
  public String take(String safeName) {
    long key = key(safeName);
    long last = taken.get(key);
    if (last == LongTable.ABSENT) {
      taken.put(key, 1);
      return safeName;
    }
    long number = last;
    String name;
    do {
      number++;
      name = FileNames.marked(safeName, " (" + number + ")");
    } while (taken.get(key(name)) != LongTable.ABSENT);
    taken.put(key, number);
    taken.put(key(name), 1);
    return name;
  }

  private static long key(String name) {
    String folded =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT);
    return Digests.of(folded);
  }
}
