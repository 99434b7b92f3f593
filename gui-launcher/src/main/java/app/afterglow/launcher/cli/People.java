package app.afterglow.launcher.cli;

import app.afterglow.archive.ArchiveReader;
import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.model.Conversation;
import app.afterglow.model.Person;
import app.afterglow.problem.UsageException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is who in an archive, as the reader shows them. */
final class People {

  private static final int NAMED_AT_MOST = 4;

  private final Map<String, Person> byId = new HashMap<>();

  static People of(ArchiveReader archive) throws IOException {
    People people = new People();
    try (Stream<Person> all = archive.people()) {
      all.forEach(person -> people.byId.put(person.id(), person));
    }
    return people;
  }

  /** The ids of people named by id, user name or shown name. */
  Set<String> named(List<String> names) throws UsageException {
    Set<String> ids = new HashSet<>();
    for (String name : names) {
      List<String> found =
          byId.values().stream()
              .filter(
                  person ->
                      name.equals(person.id())
                          || name.equals(person.name())
                          || name.equals(person.displayName()))
              .map(Person::id)
              .toList();
      if (found.isEmpty()) {
        throw new UsageException(LauncherProblem.of("nobody", name));
      }
      ids.addAll(found);
    }
    return ids;
  }

  /** The name shown for an id. */
  String name(@Nullable String id) {
    Person person = id == null ? null : byId.get(id);
    if (person == null) {
      return id == null ? "?" : id;
    }
    return Stream.of(person.displayName(), person.name())
        .filter(name -> name != null && !name.isBlank())
        .findFirst()
        .orElse(person.id());
  }

  /** What a conversation is called: its title, or the names of the others in it. */
  String title(Conversation conversation) {
    String title = conversation.title();
    if (title != null && !title.isBlank()) {
      return title.replaceAll("\\R", " ");
    }
    List<String> others =
        conversation.memberIds().stream()
            .filter(id -> byId.get(id) == null || !byId.get(id).self())
            .toList();
    String names =
        others.stream().limit(NAMED_AT_MOST).map(this::name).collect(Collectors.joining(", "));
    return others.isEmpty()
        ? conversation.id()
        : names + (others.size() > NAMED_AT_MOST ? ", …" : "");
  }
}
