package app.afterglow.importer.slack;

import app.afterglow.importer.plain.Digests;
import app.afterglow.importer.plain.LoginNames;
import app.afterglow.importer.plain.Names;
import app.afterglow.importer.plain.Scope;
import app.afterglow.model.Person;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everybody in the export: {@code users.json}. Ids are made of the archive's ids, so that two
 * exports of one person have one id.
 */
final class Users {

  /** A user of the export. */
  record User(String id, String userName, String shownName, @Nullable String email, boolean gone) {}

  private final Names names;
  private final Scope scope;
  private final @Nullable String emailDomain;
  private final Map<String, User> byPerson = new LinkedHashMap<>();
  private final Map<String, String> idByName = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private final LoginNames logins = new LoginNames();
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
        String userName = logins.free("unknown-person");
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
    String userName = logins.of(person);
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

  private @Nullable String email(Person person, String userName) {
    return person.name() != null && LoginNames.isAddress(person.name())
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
