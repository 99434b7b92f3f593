package app.afterglow.importer.xmpp;

import app.afterglow.importer.plain.Scope;
import app.afterglow.model.Person;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who stands in whose list of contacts: whoever somebody wrote to; and whose history it is has
 * everybody in it.
 */
final class Contacts {

  private final Map<String, Set<String>> byAddress = new HashMap<>();

  Contacts(Scope scope, Addresses addresses, List<Place.Direct> direct) {
    for (Place.Direct one : direct) {
      add(one.one(), one.other());
    }
    for (Person self : scope.people()) {
      if (self.self()) {
        for (Person other : scope.people()) {
          add(addresses.of(self.id()), addresses.of(other.id()));
        }
      }
    }
  }

  private void add(String one, String other) {
    if (!one.equals(other)) {
      byAddress.computeIfAbsent(one, _ -> new LinkedHashSet<>()).add(other);
      byAddress.computeIfAbsent(other, _ -> new LinkedHashSet<>()).add(one);
    }
  }

  /** The contacts of an address. */
  Set<String> of(String address) {
    return byAddress.getOrDefault(address, Set.of());
  }
}
