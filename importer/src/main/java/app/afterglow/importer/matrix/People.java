package app.afterglow.importer.matrix;

import app.afterglow.importer.IdentityMap;
import app.afterglow.importer.delivery.DeliveryException;
import app.afterglow.importer.delivery.Http;
import app.afterglow.importer.delivery.Memory;
import app.afterglow.model.Loss;
import app.afterglow.model.Person;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Who of the archive posts as which user: a user of the homeserver whom the map names and in whose
 * name the service may act, else a ghost. Who was somebody once stays it in later runs. Used by
 * several threads at once.
 */
final class People {

  private final IdentityMap map;
  private final MatrixSettings settings;
  private final Memory memory;
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Map<String, String> known = new HashMap<>();
  private final Set<String> speakers = new HashSet<>();
  private final Map<String, LongAdder> messages = new ConcurrentHashMap<>();

  People(IdentityMap map, MatrixSettings settings, Memory memory) {
    this.map = map;
    this.settings = settings;
    this.memory = memory;
  }

  /** Learns in whose name the service may act. */
  void learn(Homeserver server) throws IOException, InterruptedException {
    for (String person : map.entries().keySet()) {
      String id = mapped(person);
      if (id != null && id.endsWith(":" + settings.serverName()) && maySpeak(server, id)) {
        synchronized (this) {
          speakers.add(id);
        }
      }
    }
  }

  private static boolean maySpeak(Homeserver server, String id)
      throws IOException, InterruptedException {
    try {
      server.get(Homeserver.path("account", "whoami") + "?user_id=" + Http.encoded(id));
      return true;
    } catch (DeliveryException.Refused e) {
      return false;
    }
  }

  /** Adds a person of the archive, and says what of them is lost. */
  synchronized List<Loss> add(Person person) {
    people.put(person.id(), person);
    String target = map.target(person.id());
    if (target == null || settings.url() == null) {
      return List.of();
    }
    String id = mapped(person.id());
    if (id == null) {
      return List.of(
          Loss.partial(
              Loss.What.PERSON, person.id(), "no-user-id", "the map names no user id; a ghost"));
    }
    return speakers.contains(id)
        ? List.of()
        : List.of(
            Loss.partial(
                Loss.What.PERSON,
                person.id(),
                "posts-as-ghost",
                "the registration does not let messages be posted as "
                    + id
                    + ", who is invited instead"));
  }

  private @Nullable String mapped(String personId) {
    String target = map.target(personId);
    return target == null ? null : MatrixSettings.userId(target, settings.serverName());
  }

  /** The person of this id; somebody of whom nothing but the id is known, if need be. */
  synchronized Person person(String id) {
    Person person = people.get(id);
    return person != null ? person : new Person(id, null, null, false);
  }

  /** Who posts for this person, null where that isn't settled yet; the service for nobody. */
  synchronized @Nullable String user(@Nullable String personId) throws IOException {
    if (personId == null) {
      return settings.bot();
    }
    String user = known.get(personId);
    if (user == null) {
      user = memory.user(personId);
      if (user != null) {
        known.put(personId, user);
      }
    }
    return user;
  }

  /** Who posts for this person, made where need be; the service for nobody. */
  synchronized String ensure(@Nullable String personId, Homeserver server)
      throws IOException, InterruptedException {
    String user = user(personId);
    if (user != null || personId == null) {
      return user == null ? settings.bot() : user;
    }
    String id = mapped(personId);
    if (id == null || !speakers.contains(id)) {
      Person person = person(personId);
      String localpart = Names.ghost(settings.prefix(), person);
      id = settings.id(localpart);
      register(server, localpart);
      name(server, id, Names.shown(person));
    }
    memory.rememberUser(personId, id);
    known.put(personId, id);
    return id;
  }

  /** Registers a user of the service, unless an earlier run did. */
  static void register(Homeserver server, String localpart)
      throws IOException, InterruptedException {
    ObjectNode body = server.json().createObjectNode();
    body.put("type", "m.login.application_service").put("username", localpart);
    body.put("inhibit_login", true);
    try {
      server.post(Homeserver.path("register"), body);
    } catch (DeliveryException.Refused e) {
      if (!e.reason().equals(MatrixAnswer.USER_IN_USE)) {
        throw e;
      }
    }
  }

  /** Gives a user of the service a name to be shown. */
  static void name(Homeserver server, String id, String name)
      throws IOException, InterruptedException {
    ObjectNode body = server.json().createObjectNode();
    body.put("displayname", name);
    server.put(
        Homeserver.path("profile", id, "displayname") + "?user_id=" + Http.encoded(id), body);
  }

  /** People of these who have an account that the service may not act for: they are invited. */
  synchronized List<String> guests(List<String> personIds) {
    List<String> guests = new ArrayList<>();
    for (String person : personIds) {
      String id = mapped(person);
      if (id != null && !speakers.contains(id)) {
        guests.add(id);
      }
    }
    return guests;
  }

  /** Counts a message of this person. */
  void counted(@Nullable String personId) {
    if (personId != null) {
      messages.computeIfAbsent(personId, id -> new LongAdder()).increment();
    }
  }

  /** A map to be filled in: everybody, without suggestions, for a ghost is nobody's namesake. */
  synchronized IdentityMap suggested() {
    List<IdentityMap.Entry> entries = new ArrayList<>();
    for (Person person : people.values()) {
      LongAdder sent = messages.get(person.id());
      entries.add(
          new IdentityMap.Entry(
              person.id(),
              person.name(),
              person.displayName(),
              sent == null ? 0 : sent.sum(),
              null,
              null));
    }
    return IdentityMap.of(entries);
  }
}
