package app.afterglow.importer.slack;

import app.afterglow.importer.plain.Digests;
import app.afterglow.importer.plain.Names;
import app.afterglow.importer.plain.Scope;
import app.afterglow.model.Person;
import com.anyascii.AnyAscii;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everybody in the export: {@code users.json}. Ids are made of the archive's ids, so that two
 * exports of one person have one id.
 */
final class Users {

  /** A user of the export. */
  record User(String id, String userName, String shownName, @Nullable String email, boolean gone) {}

  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^a-z0-9._-]+");
  private static final Pattern EDGES = Pattern.compile("^[^a-z]+|[^a-z0-9]+$");
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
  private static final int MAX_USER_NAME = 40;

  private final Names names;
  private final Scope scope;
  private final @Nullable String emailDomain;
  private final Map<String, User> byPerson = new LinkedHashMap<>();
  private final Map<String, String> idByName = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private final Set<String> userNames = new HashSet<>();
  private @Nullable User nobody;

  Users(Scope scope, Names names, @Nullable String emailDomain) {
    this.scope = scope;
    this.names = names;
    this.emailDomain = emailDomain;
    for (Person person : scope.people()) {
      User user = add(person);
      if (person.name() != null) {
        idByName.putIfAbsent(person.name().toLowerCase(Locale.ROOT), user.id());
      }
    }
  }

  /** The user of a person, somebody unknown where there is no id. */
  User of(@Nullable String personId) {
    if (personId == null) {
      if (nobody == null) {
        String userName = freeName("unknown-person");
        nobody = new User(newId(""), userName, names.person(null), email(userName), true);
      }
      return nobody;
    }
    User known = byPerson.get(personId);
    return known != null ? known : add(scope.person(personId));
  }

  /** The id of the user whose name somebody mentioned, null where there is none. */
  @Nullable String mentioned(String name) {
    return idByName.get(name.toLowerCase(Locale.ROOT));
  }

  private User add(Person person) {
    String id = newId(person.id());
    String wanted = person.name() != null ? person.name() : person.shownName();
    String userName = freeName(userName(wanted, id));
    boolean known = scope.knows(person.id());
    User user = new User(id, userName, names.person(person.id()), email(person, userName), !known);
    byPerson.put(person.id(), user);
    return user;
  }

  private String newId(String personId) {
    String id = "U" + Digests.base32(10, "slack-user", personId);
    for (int i = 2; !ids.add(id); i++) {
      id = "U" + Digests.base32(10, "slack-user", personId, Integer.toString(i));
    }
    return id;
  }

  private static String userName(String wanted, String id) {
    int at = wanted.indexOf('@');
    String local = at > 0 ? wanted.substring(0, at) : wanted;
    String ascii = AnyAscii.transliterate(clip(local)).toLowerCase(Locale.ROOT);
    String plain = NOT_IN_NAMES.matcher(ascii.strip()).replaceAll("-");
    plain = EDGES.matcher(clip(plain)).replaceAll("");
    return plain.isEmpty() ? "user-" + id.toLowerCase(Locale.ROOT) : plain;
  }

  private static String clip(String text) {
    return text.length() <= MAX_USER_NAME ? text : text.substring(0, MAX_USER_NAME);
  }

  private String freeName(String wanted) {
    String name = wanted;
    for (int i = 2; !userNames.add(name); i++) {
      name = wanted + "-" + i;
    }
    return name;
  }

  private @Nullable String email(Person person, String userName) {
    return person.name() != null && ADDRESS.matcher(person.name()).matches()
        ? person.name()
        : email(userName);
  }

  private @Nullable String email(String userName) {
    return emailDomain == null ? null : userName + "@" + emailDomain;
  }

  /** Writes {@code users.json}: everybody of the scope, and everybody met since. */
  void write(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (User user : byPerson.values()) {
      write(user, json);
    }
    if (nobody != null) {
      write(nobody, json);
    }
    json.writeEndArray();
  }

  private static void write(User user, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", user.id());
    json.writeStringField("team_id", SlackTarget.TEAM);
    json.writeStringField("name", user.userName());
    json.writeBooleanField("deleted", user.gone());
    json.writeStringField("real_name", user.shownName());
    json.writeBooleanField("is_bot", false);
    json.writeBooleanField("is_admin", false);
    json.writeBooleanField("is_owner", false);
    json.writeObjectFieldStart("profile");
    json.writeStringField("real_name", user.shownName());
    json.writeStringField("display_name", user.shownName());
    if (user.email() != null) {
      json.writeStringField("email", user.email());
    }
    json.writeStringField("team", SlackTarget.TEAM);
    json.writeEndObject();
    json.writeEndObject();
    json.writeRaw('\n');
  }
}
