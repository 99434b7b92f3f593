package app.afterglow.importer.xmpp;

import app.afterglow.importer.IdentityMap;
import app.afterglow.importer.plain.Digests;
import app.afterglow.importer.plain.LoginNames;
import app.afterglow.importer.plain.Names;
import app.afterglow.importer.plain.Scope;
import app.afterglow.importer.plain.Tally;
import app.afterglow.model.Person;
import app.afterglow.problem.UsageException;
import com.anyascii.AnyAscii;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who has which address (JID, RFC 7622). Local parts are of letters, digits and {@code . _ - + ~},
 * which nodeprep and PRECIS leave as they are; nicknames in rooms are what resourceprep lets pass.
 */
final class Addresses {

  private static final Pattern LOCAL = Pattern.compile("[a-z0-9][a-z0-9._+~-]{0,200}");
  private static final Pattern NOT_IN_NICKS =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}\uFFFD]+");
  private static final Pattern BLANKS = Pattern.compile("[\\p{Zs}\\s]+");

  /** Bytes of UTF-8 in a resource part at most 1,023: a name of 120 code points has up to 480. */
  private static final int MAX_NICK = 120;

  private final Scope scope;
  private final Names names;
  private final Settings settings;
  private final Map<String, String> byPerson = new LinkedHashMap<>();
  private final Map<String, String> nicks = new HashMap<>();
  private final Set<String> takenNicks = new HashSet<>();
  private final Set<String> accounts = new HashSet<>();
  private final LoginNames logins = new LoginNames();

  Addresses(Scope scope, Names names, Settings settings, IdentityMap map, Tally tally)
      throws UsageException {
    this.scope = scope;
    this.names = names;
    this.settings = settings;
    for (Person person : scope.people()) {
      String target = map.target(person.id());
      if (target != null) {
        String address = mapped(person, target);
        String local = address.substring(0, address.indexOf('@'));
        if (address.endsWith("@" + settings.host())) {
          logins.reserve(local);
        }
        byPerson.put(person.id(), address);
      }
    }
    for (List<String> shared : map.shared().values()) {
      for (String id : shared) {
        if (byPerson.containsKey(id)) {
          tally.personPartial(
              id, "people-share-account", shared.size() + " people become " + byPerson.get(id));
        }
      }
    }
    for (Person person : scope.people()) {
      if (!byPerson.containsKey(person.id())) {
        byPerson.put(person.id(), logins.of(person) + "@" + settings.host());
      }
    }
    for (Person person : scope.people()) {
      String address = of(person.id());
      if ((settings.everybody() || person.self()) && address.endsWith("@" + settings.host())) {
        accounts.add(address);
      }
    }
  }

  /** A user name of the host, or a whole address. */
  private String mapped(Person person, String target) throws UsageException {
    String address = target.strip().toLowerCase(Locale.ROOT);
    int at = address.indexOf('@');
    String local = at < 0 ? address : address.substring(0, at);
    String domain = at < 0 ? settings.host() : address.substring(at + 1);
    if (!LOCAL.matcher(local).matches() || !Settings.isDomain(domain)) {
      throw Problems.usage("map-target", target, person.id());
    }
    return local + "@" + domain;
  }

  /** A person's bare address; also of somebody the archive doesn't know. */
  String of(String personId) {
    return byPerson.computeIfAbsent(
        personId, id -> logins.of(scope.person(id)) + "@" + settings.host());
  }

  /** Whether this address gets an account, so that an archive can be given to it. */
  boolean hasAccount(String address) {
    return accounts.contains(address);
  }

  /** The accounts, in the order of the archive's people. */
  List<String> accounts() {
    return byPerson.values().stream().filter(accounts::contains).distinct().toList();
  }

  /** The people who have this address. */
  List<Person> people(String address) {
    List<Person> people = new ArrayList<>();
    byPerson.forEach(
        (id, its) -> {
          if (its.equals(address)) {
            people.add(scope.person(id));
          }
        });
    return people;
  }

  /** The name under which a person is shown. */
  String shown(@Nullable String personId) {
    return names.person(personId);
  }

  /** A person's nickname in rooms, different for different people; of somebody for null. */
  String nick(@Nullable String personId) {
    return nicks.computeIfAbsent(
        personId == null ? "" : "=" + personId, _ -> free(nickOf(names.person(personId))));
  }

  private String free(String nick) {
    String free = nick;
    for (int i = 2; !takenNicks.add(free.toLowerCase(Locale.ROOT)); i++) {
      free = nick + " (" + i + ")";
    }
    return free;
  }

  private static String nickOf(String name) {
    String folded = Normalizer.normalize(name, Normalizer.Form.NFKC);
    String plain = BLANKS.matcher(NOT_IN_NICKS.matcher(folded).replaceAll("")).replaceAll(" ");
    plain = plain.strip();
    if (mixesDirections(plain)) {
      plain = AnyAscii.transliterate(plain).strip();
    }
    if (plain.codePointCount(0, plain.length()) > MAX_NICK) {
      plain = plain.substring(0, plain.offsetByCodePoints(0, MAX_NICK)).strip();
    }
    return plain.isEmpty() ? "?" : plain;
  }

  /**
   * Stringprep (RFC 3454, section 6): a text with letters written from right to left has none
   * written the other way, and begins and ends with one.
   */
  private static boolean mixesDirections(String text) {
    if (text.isEmpty() || text.codePoints().noneMatch(Addresses::isRightToLeft)) {
      return false;
    }
    return text.codePoints()
            .anyMatch(c -> Character.getDirectionality(c) == Character.DIRECTIONALITY_LEFT_TO_RIGHT)
        || !isRightToLeft(text.codePointAt(0))
        || !isRightToLeft(text.codePointBefore(text.length()));
  }

  private static boolean isRightToLeft(int c) {
    byte direction = Character.getDirectionality(c);
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  }

  /**
   * The address of a room: its title in Latin letters, and ten characters made of its id, so that
   * it is the same in every run and never that of a room the server has already.
   */
  String room(String conversationId, String title) {
    String plain =
        AnyAscii.transliterate(title)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+", "");
    plain = plain.length() > 40 ? plain.substring(0, 40) : plain;
    plain = plain.replaceAll("-+$", "");
    String mark = Digests.base32(10, "xmpp-room", conversationId).toLowerCase(Locale.ROOT);
    return (plain.isEmpty() ? "room" : plain) + "-" + mark + "@" + settings.rooms();
  }

  /** Everybody's address, as a map to begin with. */
  IdentityMap suggested(Map<String, Long> messages) {
    List<IdentityMap.Entry> entries = new ArrayList<>();
    for (Person person : scope.people()) {
      entries.add(
          new IdentityMap.Entry(
              person.id(),
              person.name(),
              person.displayName(),
              messages.getOrDefault(person.id(), 0L),
              of(person.id()),
              null));
    }
    return IdentityMap.of(entries);
  }
}
