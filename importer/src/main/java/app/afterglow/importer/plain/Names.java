package app.afterglow.importer.plain;

import app.afterglow.model.Conversation;
import app.afterglow.model.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names people and conversations are shown under: one line, of bearable length, and different
 * for different people.
 */
public final class Names {

  /** Code points; longer ones are shortened and reported. */
  private static final int MAX_LENGTH = 120;

  private final Scope scope;
  private final Words words;
  private final Map<String, String> byPerson = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** Names everybody in this part of the history; shortened names are reported. */
  public Names(Scope scope, Words words, Tally tally) {
    this.scope = scope;
    this.words = words;
    for (Person person : scope.people()) {
      String name = Texts.oneLine(person.shownName());
      String shown = Texts.clip(name, MAX_LENGTH);
      if (!shown.equals(name)) {
        tally.personPartial(
            person.id(), "name-shortened", "shown by the first " + MAX_LENGTH + " characters");
      }
      byPerson.put(person.id(), distinct(shown, person));
    }
  }

  private String distinct(String shown, Person person) {
    String name = shown.isEmpty() ? words.nobody() : shown;
    if (taken.add(fold(name))) {
      return name;
    }
    if (person.name() != null) {
      String user = name + " (" + Texts.clip(Texts.oneLine(person.name()), MAX_LENGTH) + ")";
      if (taken.add(fold(user))) {
        return user;
      }
    }
    int number = 2;
    while (!taken.add(fold(name + " (" + number + ")"))) {
      number++;
    }
    return name + " (" + number + ")";
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The name of a person; the words for somebody unknown where there is no id. */
  public String person(@Nullable String id) {
    if (id == null) {
      return words.nobody();
    }
    String name = byPerson.get(id);
    return name != null ? name : Texts.clip(Texts.oneLine(id), MAX_LENGTH);
  }

  /** The names of people. */
  public List<String> people(List<String> ids) {
    return ids.stream().map(this::person).toList();
  }

  /** The title of a conversation, else the others' names, else its id. */
  public String conversation(Conversation conversation) {
    if (conversation.title() != null) {
      String title = Texts.oneLine(conversation.title());
      if (!title.isEmpty()) {
        return Texts.clip(title, MAX_LENGTH);
      }
    }
    List<String> others = new ArrayList<>();
    for (String id : conversation.memberIds()) {
      if (!scope.person(id).self()) {
        others.add(person(id));
      }
    }
    if (others.isEmpty()) {
      others.addAll(people(conversation.memberIds()));
    }
    String joined = String.join(", ", others);
    String name = joined.isEmpty() ? Texts.oneLine(conversation.id()) : joined;
    return Texts.clip(name, MAX_LENGTH);
  }
}
