package app.afterglow.archive.merge;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.model.Account;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Person;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The people and conversations of several histories, each once, and whose copies these are. */
final class Union {

  /**
   * A conversation with its copies.
   *
   * @param conversation what all copies together say of it
   * @param copies the copies by the number of their history
   */
  record Shared(Conversation conversation, Map<Integer, ArchivedConversation> copies) {

    /** Messages of all copies together, met or not. */
    long messages() {
      return copies.values().stream().mapToLong(ArchivedConversation::messageCount).sum();
    }
  }

  private final List<? extends History> histories;
  private final List<Origin> origins;
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Map<String, Map<Integer, ArchivedConversation>> copies = new LinkedHashMap<>();
  private final Map<String, Shared> conversations = new LinkedHashMap<>();
  private final Set<Account> accounts = new LinkedHashSet<>();
  private final List<Loss> conflicts = new ArrayList<>();

  private Union(List<? extends History> histories, List<Origin> origins) {
    this.histories = List.copyOf(histories);
    this.origins = List.copyOf(origins);
  }

  static Union of(List<? extends History> histories, List<Origin> origins) throws IOException {
    Union union = new Union(histories, origins);
    try {
      union.read();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return union;
  }

  private void read() throws IOException {
    for (int input = 0; input < histories.size(); input++) {
      accounts.addAll(histories.get(input).accounts());
    }
    boolean ofOneAccount = accounts.stream().map(AccountKey::of).distinct().count() < 2;
    List<Set<String>> owners = new ArrayList<>();
    for (int input = 0; input < histories.size(); input++) {
      owners.add(ofOneAccount ? Set.of() : owners(histories.get(input)));
      readPeople(input);
      for (ArchivedConversation copy : histories.get(input).conversations()) {
        copies
            .computeIfAbsent(copy.conversation().id(), id -> new LinkedHashMap<>())
            .put(input, copy);
      }
    }
    for (Map.Entry<String, Map<Integer, ArchivedConversation>> each : copies.entrySet()) {
      conversations.put(
          each.getKey(), new Shared(joined(each.getValue(), owners), each.getValue()));
    }
  }

  private static Set<String> owners(History history) throws IOException {
    try (Stream<Person> found = history.people()) {
      return found.filter(Person::self).map(Person::id).collect(Collectors.toSet());
    }
  }

  private void readPeople(int input) throws IOException {
    try (Stream<Person> found = histories.get(input).people()) {
      found.forEach(
          person -> people.merge(person.id(), person, (known, other) -> join(known, other, input)));
    }
  }

  private Person join(Person first, Person second, int input) {
    differ(Loss.What.PERSON, first.id(), "name", first.name(), second.name(), input);
    differ(
        Loss.What.PERSON,
        first.id(),
        "display-name",
        first.displayName(),
        second.displayName(),
        input);
    return new Person(
        first.id(),
        Bodies.filled(first.name(), second.name()),
        Bodies.filled(first.displayName(), second.displayName()),
        first.self() || second.self());
  }

  private Conversation joined(Map<Integer, ArchivedConversation> copies, List<Set<String>> owners) {
    OtherCopies others = new OtherCopies();
    copies.values().forEach(copy -> others.addKnown(copy.conversation().raw()));
    Conversation joined = null;
    for (Map.Entry<Integer, ArchivedConversation> copy : copies.entrySet()) {
      int input = copy.getKey();
      Conversation other = withMembers(copy.getValue().conversation(), owners.get(input));
      joined = joined == null ? other : join(joined, other, input, others);
    }
    Conversation found = java.util.Objects.requireNonNull(joined);
    return new Conversation(
        found.id(),
        found.kind(),
        found.title(),
        found.description(),
        found.memberIds(),
        others.in(found.raw()));
  }

  /**
   * Whoever's archive holds a conversation is in it, though not every store lists its owner. Of one
   * account, each of the archives says as much.
   */
  private static Conversation withMembers(Conversation conversation, Set<String> owners) {
    Set<String> members = new LinkedHashSet<>(conversation.memberIds());
    members.addAll(owners);
    return new Conversation(
        conversation.id(),
        conversation.kind(),
        conversation.title(),
        conversation.description(),
        List.copyOf(members),
        conversation.raw());
  }

  private Conversation join(
      Conversation first, Conversation second, int input, OtherCopies others) {
    ObjectNode differences = JsonNodeFactory.instance.objectNode();
    Map<String, JsonNode> raw = new HashMap<>(first.raw());
    OtherCopies.join(raw, second.raw(), differences);
    put(differences, "title", first.title(), second.title());
    put(differences, "description", first.description(), second.description());
    put(differences, "kind", first.kind().word(), second.kind().word());
    if (!differences.isEmpty() && others.add(origins.get(input), differences)) {
      Loss.What what = Loss.What.CONVERSATION;
      differ(what, first.id(), "title", first.title(), second.title(), input);
      differ(what, first.id(), "description", first.description(), second.description(), input);
      differ(what, first.id(), "kind", first.kind().word(), second.kind().word(), input);
    }
    Set<String> members = new LinkedHashSet<>(first.memberIds());
    members.addAll(second.memberIds());
    return new Conversation(
        first.id(),
        first.kind().compareTo(second.kind()) >= 0 ? first.kind() : second.kind(),
        Bodies.filled(first.title(), second.title()),
        Bodies.filled(first.description(), second.description()),
        List.copyOf(members),
        raw);
  }

  private static void put(
      ObjectNode differences, String field, @Nullable String first, @Nullable String second) {
    if (differ(first, second)) {
      differences.put(field, second);
    }
  }

  private void differ(
      Loss.What what,
      String id,
      String field,
      @Nullable String first,
      @Nullable String second,
      int input) {
    if (differ(first, second)) {
      conflicts.add(
          Loss.partial(
              what,
              id,
              "copies-differ-" + field,
              "kept: \"%s\"; otherwise: \"%s\" (%s)"
                  .formatted(first, second, origins.get(input).label())));
    }
  }

  private static boolean differ(@Nullable String first, @Nullable String second) {
    return first != null
        && !first.isBlank()
        && second != null
        && !second.isBlank()
        && !first.equals(second);
  }

  List<Account> accounts() {
    return List.copyOf(accounts);
  }

  List<Person> people() {
    return List.copyOf(people.values());
  }

  List<Shared> conversations() {
    return List.copyOf(conversations.values());
  }

  Shared conversation(String id) {
    Shared shared = conversations.get(id);
    if (shared == null) {
      throw new IllegalArgumentException("no conversation of this history: " + id);
    }
    return shared;
  }

  /** What the copies of people and conversations disagree about. */
  List<Loss> conflicts() {
    return List.copyOf(conflicts);
  }

  /** The merge of a conversation's copies. */
  ConversationMerge merge(Shared shared, Path beside) {
    List<SortedCopies.Part> parts = new ArrayList<>();
    shared
        .copies()
        .forEach(
            (input, copy) ->
                parts.add(new SortedCopies.Part(input, () -> histories.get(input).messages(copy))));
    return new ConversationMerge(parts, origins, beside);
  }
}
