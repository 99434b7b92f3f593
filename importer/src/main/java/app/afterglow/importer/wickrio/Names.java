package app.afterglow.importer.wickrio;

import app.afterglow.importer.TargetWords;
import app.afterglow.model.Person;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people are called in texts: the best name there is, with the user name or id behind it where
 * two would be called the same. Used by several threads at once.
 */
final class Names {

  private static final int LONGEST = 80;

  private final Map<String, String> byId = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  synchronized void add(Person person) {
    if (byId.containsKey(person.id())) {
      return;
    }
    String shown = Texts.oneLine(person.shownName(), LONGEST);
    if (!taken.add(shown)) {
      String more = person.name() != null ? person.name() : person.id();
      shown = shown + " (" + Texts.oneLine(more, LONGEST) + ")";
      if (!taken.add(shown)) {
        shown = shown + " (" + Texts.oneLine(person.id(), LONGEST) + ")";
        taken.add(shown);
      }
    }
    byId.put(person.id(), shown);
  }

  /** What this person is called; an id that belongs to nobody known stands for itself. */
  synchronized String of(@Nullable String personId, TargetWords words) {
    if (personId == null) {
      return words.of("somebody");
    }
    String name = byId.get(personId);
    return name != null ? name : Texts.oneLine(personId, LONGEST);
  }
}
