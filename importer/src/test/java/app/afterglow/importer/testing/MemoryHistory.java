package app.afterglow.importer.testing;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.model.Account;
import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A history built line by line; messages come out by (time, id), as an archive's do. */
public final class MemoryHistory implements History {

  private final List<Account> accounts = new ArrayList<>();
  private final List<Person> people = new ArrayList<>();
  private final Map<String, Conversation> conversations = new LinkedHashMap<>();
  private final Map<String, List<Message>> messages = new HashMap<>();
  private final Map<String, Supplier<Stream<Message>>> endless = new HashMap<>();
  private final Map<String, Long> endlessCounts = new HashMap<>();
  private final Map<String, byte[]> contents = new HashMap<>();
  private final List<Loss> losses = new ArrayList<>();
  private int open;

  public MemoryHistory account(String id, String name) {
    accounts.add(new Account(id, name, "Wickr Me", "5.102", "windows"));
    return this;
  }

  public MemoryHistory person(Person person) {
    people.add(person);
    return this;
  }

  public MemoryHistory person(String id, String name) {
    return person(new Person(id, name, null, false));
  }

  public MemoryHistory conversation(Conversation conversation) {
    conversations.put(conversation.id(), conversation);
    return this;
  }

  public MemoryHistory conversation(
      String id, Conversation.Kind kind, String title, String... members) {
    return conversation(
        new Conversation(
            id, kind, title.isEmpty() ? null : title, null, List.of(members), Map.of()));
  }

  public MemoryHistory message(Message message) {
    messages.computeIfAbsent(message.conversationId(), c -> new ArrayList<>()).add(message);
    return this;
  }

  /** Messages made anew at each reading, for histories that don't fit into memory. */
  public MemoryHistory messages(String conversation, long count, Supplier<Stream<Message>> made) {
    endless.put(conversation, made);
    endlessCounts.put(conversation, count);
    return this;
  }

  public MemoryHistory loss(Loss loss) {
    losses.add(loss);
    return this;
  }

  /** Keeps a content and returns the attachment that stands for it. */
  public Attachment attachment(String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    String sha256 = sha256(bytes);
    contents.put(sha256, bytes);
    return new Attachment(
        name, "text/plain", bytes.length, sha256, Attachment.Status.PRESENT, "guid-" + name);
  }

  /** Forgets a content again, as an archive does that was cut off. */
  public void forget(Attachment attachment) {
    contents.remove(hash(attachment));
  }

  /** Gives other bytes for a content, as nothing should. */
  public void mixUp(Attachment attachment) {
    contents.put(hash(attachment), new byte[(int) attachment.size()]);
  }

  /** The hash of an attachment that is present. */
  public static String hash(Attachment attachment) {
    return Objects.requireNonNull(attachment.sha256());
  }

  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Message streams that were opened and not closed. */
  public int open() {
    return open;
  }

  @Override
  public List<Account> accounts() {
    return List.copyOf(accounts);
  }

  @Override
  public Stream<Person> people() {
    return people.stream();
  }

  @Override
  public List<ArchivedConversation> conversations() {
    List<ArchivedConversation> archived = new ArrayList<>();
    for (Conversation conversation : conversations.values()) {
      List<Message> sorted = sorted(conversation.id());
      archived.add(
          new ArchivedConversation(
              conversation,
              List.of(),
              endlessCounts.getOrDefault(conversation.id(), (long) sorted.size()),
              sorted.isEmpty() ? null : sorted.getFirst().sentAt(),
              sorted.isEmpty() ? null : sorted.getLast().sentAt()));
    }
    return archived;
  }

  @Override
  public Stream<Message> messages(ArchivedConversation conversation) {
    open++;
    String id = conversation.conversation().id();
    Supplier<Stream<Message>> made = endless.get(id);
    Stream<Message> stream = made != null ? made.get() : sorted(id).stream();
    return stream.onClose(() -> open--);
  }

  private List<Message> sorted(String conversation) {
    return messages.getOrDefault(conversation, List.of()).stream()
        .sorted(Comparator.comparing(Message::sentAt).thenComparing(Message::id))
        .toList();
  }

  @Override
  public InputStream attachment(String sha256) throws IOException {
    byte[] content = contents.get(sha256);
    if (content == null) {
      throw new NoSuchFileException(sha256);
    }
    return new ByteArrayInputStream(content);
  }

  @Override
  public Stream<Loss> losses() {
    return losses.stream();
  }

  @Override
  public void close() {}
}
