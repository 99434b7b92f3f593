package app.afterglow.importer.wickrio;

import app.afterglow.importer.IdentityMap;
import app.afterglow.model.Loss;
import app.afterglow.model.Person;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Who of the archive is who in the network: whom the map names and the bot's directory knows. A
 * person who only has the name of a user is nobody's match: a history must not be shown to a
 * namesake. Used by several threads at once.
 */
final class People {

  private final IdentityMap map;
  private final Map<String, String> directory = new ConcurrentHashMap<>();
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Map<String, LongAdder> messages = new ConcurrentHashMap<>();

  People(IdentityMap map) {
    this.map = map;
  }

  /** Learns who is in the network, from what {@code GET /Directory} answers. */
  void learn(JsonNode answer) {
    for (JsonNode user : answer.path("users")) {
      String name = user.isTextual() ? user.textValue() : user.path("name").asText("");
      if (!name.isBlank()) {
        directory.put(name.toLowerCase(Locale.ROOT), name);
      }
    }
  }

  /** Adds a person of the archive, and says what of them is lost. */
  synchronized List<Loss> add(Person person) {
    people.put(person.id(), person);
    String target = map.target(person.id());
    if (target == null) {
      return List.of(
          Loss.partial(
              Loss.What.PERSON, person.id(), "unmapped", "named in the texts only, no member"));
    }
    return user(person.id()) != null
        ? List.of()
        : List.of(
            Loss.partial(
                Loss.What.PERSON,
                person.id(),
                "not-in-network",
                "mapped to " + target + ", whom the bot does not know; no member"));
  }

  /** The user this person is in the network, null where nobody knows it. */
  @Nullable String user(String personId) {
    String target = map.target(personId);
    return target == null ? null : directory.get(target.toLowerCase(Locale.ROOT));
  }

  /** The users that these people are, each once. */
  Set<String> users(List<String> personIds) {
    Set<String> users = new LinkedHashSet<>();
    for (String id : personIds) {
      String user = user(id);
      if (user != null) {
        users.add(user);
      }
    }
    return users;
  }

  /** Counts a message of this person. */
  void counted(@Nullable String personId) {
    if (personId != null) {
      messages.computeIfAbsent(personId, id -> new LongAdder()).increment();
    }
  }

  synchronized int count() {
    return people.size();
  }

  synchronized long unmapped() {
    return people.keySet().stream().filter(id -> map.target(id) == null).count();
  }

  /** People whom the map names and the network doesn't know. */
  synchronized List<Person> toInvite() {
    return people.values().stream()
        .filter(person -> map.target(person.id()) != null && user(person.id()) == null)
        .toList();
  }

  /** The user name or e-mail address to invite a person by. */
  String invitedAs(Person person) {
    String email = map.email(person.id());
    return email != null ? email : String.valueOf(map.target(person.id()));
  }

  /**
   * A map to be filled in: everybody, with a user of the network suggested where exactly one has
   * the same name, or an address that begins with it.
   */
  synchronized IdentityMap suggested() {
    Map<String, List<String>> byName = new HashMap<>();
    for (String user : directory.values()) {
      String name = user.toLowerCase(Locale.ROOT);
      byName.computeIfAbsent(name, n -> new ArrayList<>()).add(user);
      int at = name.indexOf('@');
      if (at > 0) {
        byName.computeIfAbsent(name.substring(0, at), n -> new ArrayList<>()).add(user);
      }
    }
    List<IdentityMap.Entry> entries = new ArrayList<>();
    for (Person person : people.values()) {
      String name = person.name() == null ? "" : person.name().toLowerCase(Locale.ROOT);
      List<String> same = byName.getOrDefault(name, List.of());
      LongAdder sent = messages.get(person.id());
      entries.add(
          new IdentityMap.Entry(
              person.id(),
              person.name(),
              person.displayName(),
              sent == null ? 0 : sent.sum(),
              same.size() == 1 ? same.getFirst() : null,
              null));
    }
    return IdentityMap.of(entries);
  }
}
