package app.afterglow.exporter.wickr;

import app.afterglow.model.Account;
import app.afterglow.model.Loss;
import app.afterglow.model.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everybody in a store: those its table lists, and those that only memberships and messages name.
 * As many as an address book holds, so all stay in memory.
 */
final class People {

  private final Map<String, Person> byId = new LinkedHashMap<>();
  private final Map<Long, String> idByRow = new HashMap<>();
  private final Map<String, String> idByName = new HashMap<>();
  private final List<Loss> losses = new ArrayList<>();
  private long rows;

  /** Adds a person of the table; a second one of the same id is listed as lost. */
  void add(long row, Person person) {
    rows++;
    idByRow.putIfAbsent(row, person.id());
    if (byId.putIfAbsent(person.id(), person) != null) {
      losses.add(
          Loss.whole(
              Loss.What.PERSON,
              person.id(),
              "duplicate-id",
              "row %d of the table of users".formatted(row)));
      return;
    }
    if (person.name() != null) {
      idByName.putIfAbsent(person.name(), person.id());
    }
  }

  void add(Loss loss) {
    losses.add(loss);
  }

  /**
   * The id of whom a column names: by row number, by id, or, where the table knows neither,
   * somebody made up under what the column says.
   *
   * @return null where the column says nothing
   */
  @Nullable String idOf(@Nullable Object reference) {
    return switch (reference) {
      case null -> null;
      case Number row -> idByRow.computeIfAbsent(row.longValue(), n -> makeUp("user-" + n));
      case byte[] blob -> makeUp(java.util.HexFormat.of().formatHex(blob));
      default -> ofText(reference.toString());
    };
  }

  private @Nullable String ofText(String text) {
    if (text.isEmpty()) {
      return null;
    }
    if (byId.containsKey(text)) {
      return text;
    }
    String id = idByName.get(text);
    if (id == null && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      id = idByRow.get(Long.parseLong(text));
    }
    return id == null ? makeUp(text) : id;
  }

  private String makeUp(String id) {
    if (byId.putIfAbsent(id, new Person(id, null, null, false)) == null) {
      rows++;
      losses.add(
          Loss.partial(
              Loss.What.PERSON,
              id,
              "person-unknown",
              "named by a message or a membership, but not in the table of users"));
    }
    return id;
  }

  /** The id of who has this user name, null where nobody has. */
  @Nullable String idOfName(@Nullable String name) {
    return name == null ? null : idByName.get(name);
  }

  /** The name somebody has, null where it isn't known. */
  @Nullable String nameOf(@Nullable String id) {
    Person person = id == null ? null : byId.get(id);
    return person == null ? null : person.name();
  }

  /** The account of who has this user name; somebody of that name where nobody is known to. */
  Account account(@Nullable String name, String application, String platform) {
    String id = idOfName(name);
    if (id == null) {
      id = name == null ? "unknown" : name;
    }
    return new Account(id, name, application, null, platform);
  }

  List<Person> all() {
    return List.copyOf(byId.values());
  }

  /** People found, those listed as lost included. */
  long found() {
    return rows;
  }

  List<Loss> losses() {
    return losses;
  }
}
