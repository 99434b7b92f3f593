package app.afterglow.importer.mattermost;

import app.afterglow.importer.IdentityMap;
import app.afterglow.model.Loss;
import app.afterglow.model.Person;
import app.afterglow.problem.UsageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who becomes which user. Names come from the map of people first; everybody else gets the name
 * they had, made valid. Where two would get one name, the one it belongs to exactly keeps it, and
 * the others get a part made from their id, so that a second run comes to the same names.
 */
final class Users {

  /**
   * A user to be.
   *
   * @param name the user name
   * @param email the e-mail address
   * @param nickname what people see, null where that is the user name
   * @param mapped whether the map of people named this user
   */
  record User(String name, String email, @Nullable String nickname, boolean mapped) {}

  private final Map<String, User> byPerson = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Settings settings;
  private final Losses losses;

  /** Stands for senders the archive doesn't know; null where there are none. */
  private @Nullable User unknown;

  private Users(Settings settings, Losses losses) {
    this.settings = settings;
    this.losses = losses;
  }

  /**
   * Decides for everybody the survey found.
   *
   * @param map who is who, empty where nobody said it
   * @param mapGiven whether somebody did: then whoever isn't in it is named in the losses
   */
  static Users of(
      Survey survey, IdentityMap map, boolean mapGiven, Settings settings, Losses losses)
      throws UsageException {
    return of(survey, map, mapGiven, Set.of(), settings, losses);
  }

  /**
   * Decides for everybody the survey found.
   *
   * @param namesakes names that belong to other people: nobody gets them but by the map
   */
  static Users of(
      Survey survey,
      IdentityMap map,
      boolean mapGiven,
      Set<String> namesakes,
      Settings settings,
      Losses losses)
      throws UsageException {
    Users users = new Users(settings, losses);
    users.taken.addAll(namesakes);
    List<Person> people = new ArrayList<>(survey.people().values());
    survey.strangers().forEach(id -> people.add(new Person(id, null, null, false)));
    for (Person person : people) {
      users.fromMap(person, map);
    }
    users.reportShared(map);
    people.sort(
        Comparator.comparing((Person p) -> !Names.user(named(p)).equals(named(p)))
            .thenComparing(Person::id));
    for (Person person : people) {
      if (!users.byPerson.containsKey(person.id())) {
        users.fromName(person, mapGiven);
      }
    }
    for (String stranger : survey.strangers()) {
      losses.partial(
          Loss.What.PERSON,
          stranger,
          "person-unknown",
          "not among the archive's people; became the user " + users.name(stranger));
    }
    if (survey.conversations().stream().anyMatch(Survey.Wanted::unknownSender)) {
      String name = users.free("unknown-sender", "unknown-sender");
      users.unknown = new User(name, users.email(name), "Unknown sender", false);
    }
    return users;
  }

  private void fromMap(Person person, IdentityMap map) throws UsageException {
    String target = map.target(person.id());
    if (target == null) {
      return;
    }
    String name = target.strip().toLowerCase(Locale.ROOT);
    if (!Names.isUserName(name)) {
      throw Problems.usage("map-target", target, person.id());
    }
    String email = map.email(person.id());
    if (email != null && !isEmail(email.strip().toLowerCase(Locale.ROOT))) {
      throw Problems.usage("map-email", email, person.id());
    }
    if (email == null && !name.equals(settings.userPrefix() + Names.user(named(person)))) {
      losses.partial(
          Loss.What.PERSON,
          person.id(),
          "email-made-up",
          "the map gives no e-mail address for "
              + name
              + ": where that user exists already, the import would replace their address");
    }
    taken.add(name);
    byPerson.put(
        person.id(),
        new User(
            name,
            email == null ? email(name) : email.strip().toLowerCase(Locale.ROOT),
            nickname(person),
            true));
  }

  private void reportShared(IdentityMap map) {
    for (Map.Entry<String, List<String>> shared : map.shared().entrySet()) {
      for (String person : shared.getValue()) {
        if (byPerson.containsKey(person)) {
          losses.partial(
              Loss.What.PERSON,
              person,
              "people-share-user",
              shared.getValue().size() + " people become the one user " + shared.getKey());
        }
      }
    }
  }

  private void fromName(Person person, boolean mapGiven) {
    String wanted = named(person);
    String name = free(Names.user(settings.userPrefix() + Names.user(wanted)), person.id());
    if (!wanted.isEmpty() && !name.equals(settings.userPrefix() + wanted)) {
      losses.partial(
          Loss.What.PERSON, person.id(), "user-name-changed", wanted + " became " + name);
    }
    if (mapGiven) {
      losses.partial(
          Loss.What.PERSON, person.id(), "person-unmapped", "became the new user " + name);
    }
    byPerson.put(person.id(), new User(name, email(name), nickname(person), false));
  }

  /** This name, or one like it that is free. */
  private String free(String name, String id) {
    String free =
        Names.isUserName(name) && !taken.contains(name) ? name : Names.withSuffix(name, id);
    for (int i = 2; !taken.add(free); i++) {
      free = Names.withSuffix(name, id + "#" + i);
    }
    return free;
  }

  private @Nullable String nickname(Person person) {
    String shown = Characters.clean(Objects.requireNonNullElse(person.displayName(), "")).strip();
    String nickname = Characters.first(shown, 64);
    if (!nickname.equals(shown)) {
      losses.partial(
          Loss.What.PERSON, person.id(), "display-name-shortened", "the whole name was " + shown);
    }
    return nickname.isEmpty() ? null : nickname;
  }

  private static String named(Person person) {
    if (person.name() != null && !person.name().isBlank()) {
      return person.name();
    }
    return person.displayName() != null ? person.displayName() : "";
  }

  private String email(String name) {
    return email(name, settings);
  }

  /** An address nobody reads: dots are taken out, since not every row of them is an address. */
  static String email(String name, Settings settings) {
    String local = name.replace('.', '-');
    return (local.equals(name) ? name : Names.withSuffix(local, name))
        + "@"
        + settings.emailDomain();
  }

  private static boolean isEmail(String email) {
    return email.length() <= 128
        && email.matches(
            "[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[a-z0-9-]+(\\.[a-z0-9-]+)*");
  }

  /** The user name of this person; of the one who stands for unknown senders for null. */
  String name(@Nullable String person) {
    User user = person == null ? unknown : byPerson.get(person);
    if (user == null) {
      throw new IllegalArgumentException("nobody of this history: " + person);
    }
    return user.name();
  }

  /** The user this person becomes, null where it is nobody of this history. */
  @Nullable User user(String person) {
    return byPerson.get(person);
  }

  /** Whether a person of this id becomes a user. */
  boolean knows(String person) {
    return byPerson.containsKey(person);
  }

  /** Every person's user by name, once though several people may have become one. */
  Map<String, User> ofPeople() {
    Map<String, User> users = new LinkedHashMap<>();
    byPerson.values().forEach(u -> users.putIfAbsent(u.name(), u));
    return users;
  }

  /** Every user once, the one who stands for unknown senders included. */
  Collection<User> distinct() {
    Map<String, User> users = ofPeople();
    if (unknown != null) {
      users.put(unknown.name(), unknown);
    }
    return users.values();
  }

  /** Everybody's user, as a map to begin with. */
  IdentityMap suggested(Survey survey) {
    List<IdentityMap.Entry> entries = new ArrayList<>();
    byPerson.forEach(
        (id, user) -> {
          Person person = survey.people().get(id);
          entries.add(
              new IdentityMap.Entry(
                  id,
                  person == null ? null : person.name(),
                  person == null ? null : person.displayName(),
                  survey.messagesBy(id),
                  user.name(),
                  null));
        });
    return IdentityMap.of(entries);
  }
}
