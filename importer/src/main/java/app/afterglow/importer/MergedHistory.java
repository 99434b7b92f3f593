package app.afterglow.importer;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.model.Account;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.model.Selection;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several people's archives seen as one history. People and conversations are known from the start;
 * messages are merged as they are read, so that memory stays flat.
 */
final class MergedHistory implements History {

  /** A conversation in one of the archives, and the same with the archive's owner in it. */
  private record Part(History archive, ArchivedConversation conversation, Conversation withOwner) {

    ArchivedConversation completed() {
      return new ArchivedConversation(
          withOwner,
          conversation.messageFiles(),
          conversation.messageCount(),
          conversation.firstAt(),
          conversation.lastAt());
    }
  }

  private final List<History> archives;
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Map<String, List<Part>> parts = new LinkedHashMap<>();
  private final List<ArchivedConversation> conversations = new ArrayList<>();
  private final List<Loss> conflicts = new ArrayList<>();

  private MergedHistory(List<? extends History> archives) {
    this.archives = List.copyOf(archives);
  }

  static MergedHistory of(List<? extends History> archives) throws IOException {
    MergedHistory merged = new MergedHistory(archives);
    try {
      merged.readPeople();
      merged.readConversations();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return merged;
  }

  private void readPeople() throws IOException {
    for (History archive : archives) {
      try (Stream<Person> found = archive.people()) {
        found.forEach(p -> people.merge(p.id(), p, this::join));
      }
    }
  }

  private Person join(Person first, Person second) {
    differ(Loss.What.PERSON, first.id(), "name", first.name(), second.name());
    differ(Loss.What.PERSON, first.id(), "display-name", first.displayName(), second.displayName());
    return new Person(
        first.id(),
        filled(first.name(), second.name()),
        filled(first.displayName(), second.displayName()),
        first.self() || second.self());
  }

  private void readConversations() throws IOException {
    for (History archive : archives) {
      Set<String> owners = owners(archive);
      for (ArchivedConversation conversation : archive.conversations()) {
        parts
            .computeIfAbsent(conversation.conversation().id(), id -> new ArrayList<>())
            .add(new Part(archive, conversation, withMembers(conversation.conversation(), owners)));
      }
    }
    for (List<Part> copies : parts.values()) {
      conversations.add(copies.size() == 1 ? copies.getFirst().completed() : counted(copies));
    }
  }

  private static Set<String> owners(History archive) throws IOException {
    try (Stream<Person> found = archive.people()) {
      return found.filter(Person::self).map(Person::id).collect(Collectors.toSet());
    }
  }

  /** Whoever's archive holds a conversation is in it, though not every store lists its owner. */
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

  /** A shared conversation: how many messages it has is only known by merging them once. */
  private ArchivedConversation counted(List<Part> copies) throws IOException {
    Conversation joined = copies.getFirst().withOwner();
    Set<String> files = new LinkedHashSet<>(copies.getFirst().conversation().messageFiles());
    for (Part copy : copies.subList(1, copies.size())) {
      joined = join(joined, copy.withOwner());
      files.addAll(copy.conversation().messageFiles());
    }
    try (Stream<Message> messages = messages(copies, MessageCopies.Conflicts.IGNORED)) {
      Counter counter = new Counter();
      messages.forEach(counter::add);
      return new ArchivedConversation(
          joined, List.copyOf(files), counter.count, counter.first, counter.last);
    }
  }

  private static final class Counter {
    private long count;
    private @Nullable Instant first;
    private @Nullable Instant last;

    void add(Message message) {
      count++;
      first = first == null ? message.sentAt() : first;
      last = message.sentAt();
    }
  }

  private Conversation join(Conversation first, Conversation second) {
    differ(Loss.What.CONVERSATION, first.id(), "title", first.title(), second.title());
    differ(
        Loss.What.CONVERSATION,
        first.id(),
        "description",
        first.description(),
        second.description());
    differ(Loss.What.CONVERSATION, first.id(), "kind", first.kind().word(), second.kind().word());
    Set<String> members = new LinkedHashSet<>(first.memberIds());
    members.addAll(second.memberIds());
    Map<String, JsonNode> raw = new HashMap<>(second.raw());
    raw.putAll(first.raw());
    return new Conversation(
        first.id(),
        first.kind().compareTo(second.kind()) >= 0 ? first.kind() : second.kind(),
        filled(first.title(), second.title()),
        filled(first.description(), second.description()),
        List.copyOf(members),
        raw);
  }

  private void differ(
      Loss.What what, String id, String field, @Nullable String first, @Nullable String second) {
    if (first != null
        && !first.isBlank()
        && second != null
        && !second.isBlank()
        && !first.equals(second)) {
      conflicts.add(
          Loss.partial(
              what,
              id,
              "copies-differ-" + field,
              "\"" + first + "\" in one archive, \"" + second + "\" in another"));
    }
  }

  private static @Nullable String filled(@Nullable String first, @Nullable String second) {
    return first != null && !first.isBlank() ? first : second != null ? second : first;
  }

  /** What the copies of people, conversations and messages disagree about: partial losses. */
  Stream<Loss> conflicts(Selection selection) {
    Stream<Loss> ofMessages =
        conversations.stream()
            .filter(c -> selection.includes(c.conversation()))
            .map(this::partsOf)
            .filter(copies -> copies.size() > 1)
            .map(copies -> conflictsOf(copies, selection))
            .flatMap(Collection::stream);
    return Stream.concat(conflicts.stream(), ofMessages);
  }

  private List<Loss> conflictsOf(List<Part> copies, Selection selection) {
    List<Loss> found = new ArrayList<>();
    MessageCopies.Conflicts wanted =
        (message, reason, detail) -> {
          if (selection.includes(message.sentAt())) {
            found.add(Loss.partial(Loss.What.MESSAGE, message.id(), reason, detail));
          }
        };
    try (Stream<Message> messages = messages(copies, wanted)) {
      messages.forEach(message -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  @Override
  public List<Account> accounts() throws IOException {
    Set<Account> accounts = new LinkedHashSet<>();
    for (History archive : archives) {
      accounts.addAll(archive.accounts());
    }
    return List.copyOf(accounts);
  }

  @Override
  public Stream<Person> people() {
    return people.values().stream();
  }

  @Override
  public List<ArchivedConversation> conversations() {
    return List.copyOf(conversations);
  }

  @Override
  public Stream<Message> messages(ArchivedConversation conversation) throws IOException {
    List<Part> copies = partsOf(conversation);
    return copies.size() == 1
        ? copies.getFirst().archive().messages(copies.getFirst().conversation())
        : messages(copies, MessageCopies.Conflicts.IGNORED);
  }

  private List<Part> partsOf(ArchivedConversation conversation) {
    List<Part> copies = parts.get(conversation.conversation().id());
    if (copies == null) {
      throw new IllegalArgumentException(
          "no conversation of this history: " + conversation.conversation().id());
    }
    return copies;
  }

  private static Stream<Message> messages(List<Part> copies, MessageCopies.Conflicts conflicts)
      throws IOException {
    List<Stream<Message>> streams = new ArrayList<>();
    try {
      for (Part copy : copies) {
        streams.add(copy.archive().messages(copy.conversation()));
      }
      return MergedMessages.of(streams, conflicts);
    } catch (IOException | RuntimeException e) {
      streams.forEach(Stream::close);
      throw e;
    }
  }

  /** From whichever archive has it. */
  @Override
  public InputStream attachment(String sha256) throws IOException {
    IOException failure = null;
    for (History archive : archives) {
      try {
        return archive.attachment(sha256);
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    throw failure != null ? failure : new IOException("no archive");
  }

  @Override
  public Stream<Loss> losses() throws IOException {
    List<Stream<Loss>> all = new ArrayList<>();
    for (History archive : archives) {
      all.add(archive.losses());
    }
    Stream<Loss> joined = Stream.empty();
    for (Stream<Loss> losses : all) {
      joined = Stream.concat(joined, losses);
    }
    return Stream.concat(joined, conflicts(Selection.ALL));
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (History archive : archives) {
      try {
        archive.close();
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
