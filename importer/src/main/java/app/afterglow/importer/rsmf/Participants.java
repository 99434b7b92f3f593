package app.afterglow.importer.rsmf;

import app.afterglow.importer.plain.Scope;
import app.afterglow.model.Person;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ids of people: the same in all files of one delivery. */
final class Participants {

  /** Stands for whoever did what nothing says who did. */
  static final String NOBODY = "P0";

  private final Map<String, String> idByPerson = new HashMap<>();
  private @Nullable String custodian;

  Participants(Scope scope) {
    for (Person person : scope.people()) {
      String id = id(person.id());
      if (person.self() && custodian == null) {
        custodian = id;
      }
    }
  }

  /** The id of a person. */
  String id(@Nullable String personId) {
    if (personId == null) {
      return NOBODY;
    }
    return idByPerson.computeIfAbsent(personId, _ -> "P" + (idByPerson.size() + 1));
  }

  /** The id of the owner of the archive, null where nobody is known to be. */
  @Nullable String custodian() {
    return custodian;
  }
}
