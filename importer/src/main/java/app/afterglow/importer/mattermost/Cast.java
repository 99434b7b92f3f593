package app.afterglow.importer.mattermost;

import app.afterglow.importer.IdentityMap;
import app.afterglow.model.Loss;
import app.afterglow.model.Person;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks through which account of a running server, and which conversation becomes which
 * channel. An account is somebody's because the map of people says so, or because an earlier run
 * made it; a name alone says nothing.
 */
final class Cast {

  private final LiveSettings settings;
  private final Survey survey;
  private final Accounts accounts;
  private final IdentityMap map;
  private final Users users;
  private final Map<String, Users.User> named;
  private final Map<String, Survey.Wanted> wanted = new HashMap<>();
  private final Map<String, List<Loss>> lossesOfPlaces;
  private final Places places;

  private Cast(
      LiveSettings settings, Survey survey, Accounts accounts, IdentityMap map, Users users) {
    this.settings = settings;
    this.survey = survey;
    this.accounts = accounts;
    this.map = map;
    this.users = users;
    this.named = users.ofPeople();
    survey.conversations().forEach(one -> wanted.put(one.id(), one));
    Places.Rule rule =
        new Places.Rule() {
          @Override
          public boolean canBeMember(String name) {
            return hasAccount(name);
          }

          @Override
          public @Nullable String obstacle(List<String> names) {
            return obstacleFor(names);
          }
        };
    Losses losses = new Losses();
    this.places = Places.of(survey, users, settings.common(), losses, rule);
    // By conversation from the beginning: they are asked for by several threads at once.
    this.lossesOfPlaces =
        losses.all().stream()
            .filter(loss -> loss.what() == Loss.What.CONVERSATION)
            .collect(Collectors.groupingBy(Loss::id, Collectors.toUnmodifiableList()));
  }

  /**
   * Looks up who is there.
   *
   * @param map who is who by user names or e-mail addresses, empty where nobody said it
   */
  static Cast of(LiveSettings settings, Survey survey, IdentityMap map, Accounts accounts)
      throws IOException, InterruptedException {
    IdentityMap byName = byName(map, accounts);
    Users users = users(settings, survey, byName, Set.of());
    accounts.learn(users.ofPeople().keySet());
    Set<String> namesakes = new HashSet<>();
    for (Users.User user : users.ofPeople().values()) {
      if (accounts.known(user.name()) != null && !isTheirs(user, accounts, settings)) {
        namesakes.add(user.name());
      }
    }
    if (settings.createUsers() && !namesakes.isEmpty()) {
      users = users(settings, survey, byName, namesakes);
      accounts.learn(users.ofPeople().keySet());
    }
    return new Cast(settings, survey, accounts, byName, users);
  }

  private static Users users(
      LiveSettings settings, Survey survey, IdentityMap map, Set<String> namesakes)
      throws IOException {
    // What the ZIP would have to say of names is not what happens here.
    return Users.of(survey, map, false, namesakes, settings.common(), new Losses());
  }

  /**
   * The map with user names in place of e-mail addresses. Who has an address that the server
   * doesn't know gets a name that nobody there has: the part before the at sign may be a stranger's
   * name.
   */
  private static IdentityMap byName(IdentityMap map, Accounts accounts)
      throws IOException, InterruptedException {
    Map<String, String> names = new HashMap<>();
    Set<String> taken = new HashSet<>();
    Set<String> unknown = new TreeSet<>();
    for (IdentityMap.Entry entry : map.entries().values()) {
      String target = entry.target();
      String address = address(target);
      if (address == null) {
        taken.add(target == null ? "" : target.strip().toLowerCase(Locale.ROOT));
        continue;
      }
      Accounts.Account found = accounts.byEmail(address);
      if (found == null) {
        unknown.add(address);
      } else {
        names.put(address, found.name());
        taken.add(found.name());
      }
    }
    for (String address : unknown) {
      names.put(address, freeName(address, taken, accounts));
    }
    List<IdentityMap.Entry> entries = new ArrayList<>();
    for (IdentityMap.Entry entry : map.entries().values()) {
      String address = address(entry.target());
      entries.add(
          address == null
              ? entry
              : new IdentityMap.Entry(
                  entry.person(),
                  entry.name(),
                  entry.displayName(),
                  entry.messages(),
                  Objects.requireNonNull(names.get(address)),
                  address));
    }
    return IdentityMap.of(entries);
  }

  /** The e-mail address that a target of the map is, null where it is something else. */
  private static @Nullable String address(@Nullable String target) {
    return target == null || target.strip().indexOf('@') < 1
        ? null
        : target.strip().toLowerCase(Locale.ROOT);
  }

  private static String freeName(String address, Set<String> taken, Accounts accounts)
      throws IOException, InterruptedException {
    String wanted = Names.user(address.substring(0, address.indexOf('@')));
    String name = wanted;
    for (int i = 1; ; i++) {
      if (Names.isUserName(name) && !taken.contains(name)) {
        accounts.learn(List.of(name));
        if (accounts.known(name) == null) {
          taken.add(name);
          return name;
        }
      }
      name = Names.withSuffix(wanted, address + (i == 1 ? "" : "#" + i));
    }
  }

  private static boolean isTheirs(Users.User user, Accounts accounts, LiveSettings settings) {
    Accounts.Account account = accounts.known(user.name());
    return account != null
        && (user.mapped()
            || account.email().equalsIgnoreCase(Users.email(user.name(), settings.common())));
  }

  private @Nullable String obstacleFor(List<String> names) {
    if (!names.stream().allMatch(this::hasAccount)) {
      return "member-without-account";
    }
    // The server adds whoever makes a group conversation to it: here that is the token's owner.
    return !settings.asAuthors() && names.size() > 2 ? "group-as-channel" : null;
  }

  /** Whether somebody of this user name has an account, or will have one. */
  boolean hasAccount(String userName) {
    Users.User user = named.get(userName);
    return user != null && (settings.createUsers() || isTheirs(user, accounts, settings));
  }

  /** The user name of a person, null where none has an account or is known. */
  @Nullable String account(@Nullable String personId) {
    Users.User user = personId == null ? null : users.user(personId);
    return user != null && hasAccount(user.name()) ? user.name() : null;
  }

  /** The account of this user name, made where there is none. */
  Accounts.Account ensure(String userName) throws IOException, InterruptedException {
    return accounts.ensure(Objects.requireNonNull(named.get(userName), "nobody of this history"));
  }

  /** What a person is called. */
  String shownName(String personId) {
    Person person = survey.people().get(personId);
    return (person == null ? new Person(personId, null, null, false) : person).shownName();
  }

  /** Where the posts of a conversation go. */
  Place place(String conversationId) {
    return places.of(conversationId);
  }

  /** The user names of those who wrote in a conversation and have an account. */
  List<String> authors(String conversationId) {
    List<String> authors = new ArrayList<>();
    for (String person : Objects.requireNonNull(wanted.get(conversationId)).authors()) {
      String name = account(person);
      if (name != null) {
        authors.add(name);
      }
    }
    return authors;
  }

  /** What of a conversation is lost by its becoming what it becomes. */
  List<Loss> losses(String conversationId) {
    return lossesOfPlaces.getOrDefault(conversationId, List.of());
  }

  /** What of a person is lost. */
  List<Loss> losses(Person person) {
    // Who has no part in what is wanted needs no account.
    if (users.user(person.id()) == null || account(person.id()) != null) {
      return List.of();
    }
    return List.of(
        map.target(person.id()) == null
            ? Loss.partial(
                Loss.What.PERSON,
                person.id(),
                "unmapped",
                "the map names no account; the token's account posts in their place")
            : Loss.partial(
                Loss.What.PERSON,
                person.id(),
                "not-on-server",
                "the server has no such account; the token's account posts in their place"));
  }

  /** A map to begin with: accounts of the same name are suggestions, to be looked at. */
  IdentityMap suggested() {
    List<IdentityMap.Entry> entries = new ArrayList<>();
    for (IdentityMap.Entry entry : users.suggested(survey).entries().values()) {
      String name = entry.target();
      boolean isThere = name != null && accounts.known(name) != null;
      entries.add(
          new IdentityMap.Entry(
              entry.person(),
              entry.name(),
              entry.displayName(),
              entry.messages(),
              isThere ? name : null,
              null));
    }
    return IdentityMap.of(entries);
  }
}
