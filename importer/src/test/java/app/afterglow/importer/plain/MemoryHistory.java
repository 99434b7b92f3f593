package app.afterglow.importer.plain;

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
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A small history held in memory, put together by a test. */
public final class MemoryHistory implements History {

  private final List<Person> people = new ArrayList<>();
  private final Map<String, Conversation> conversations = new LinkedHashMap<>();
  private final Map<String, List<Message>> messages = new HashMap<>();
  private final Map<String, byte[]> contents = new HashMap<>();
  private int reads;
  private boolean failing;
  private int passes;

  /** Adds somebody. */
  public MemoryHistory person(
      String id, @Nullable String name, @Nullable String displayName, boolean self) {
    people.add(new Person(id, name, displayName, self));
    return this;
  }

  /** Adds a conversation. */
  public MemoryHistory conversation(
      String id, Conversation.Kind kind, @Nullable String title, String... memberIds) {
    conversations.put(id, new Conversation(id, kind, title, null, List.of(memberIds), Map.of()));
    messages.put(id, new ArrayList<>());
    return this;
  }

  /** Adds a message to the conversation it names; order is the caller's. */
  public MemoryHistory message(Message message) {
    Objects.requireNonNull(messages.get(message.conversationId())).add(message);
    return this;
  }

  /** Keeps a content and describes it. */
  public Attachment content(@Nullable String name, @Nullable String mediaType, byte[] content) {
    try {
      String sha256 =
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
      contents.put(sha256, content);
      return new Attachment(
          name, mediaType, content.length, sha256, Attachment.Status.PRESENT, null);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everything said in a conversation. */
  public List<Message> said(String conversationId) {
    return Objects.requireNonNull(messages.get(conversationId));
  }

  /** Every message. */
  public List<Message> everythingSaid() {
    return conversations.keySet().stream().flatMap(id -> said(id).stream()).toList();
  }

  /** Its messages can be read once, and then fail in the middle. */
  public MemoryHistory failing() {
    failing = true;
    return this;
  }

  /** How many contents there are. */
  public int contents() {
    return contents.size();
  }

  /** How often an attachment's content was asked for. */
  public int reads() {
    return reads;
  }

  @Override
  public List<Account> accounts() {
    return List.of(new Account("alice-id", "alice", "Wickr Me", "6.0", "windows"));
  }

  @Override
  public Stream<Person> people() {
    return people.stream();
  }

  @Override
  public List<ArchivedConversation> conversations() {
    return conversations.values().stream().map(this::archived).toList();
  }

  private ArchivedConversation archived(Conversation conversation) {
    List<Message> all = said(conversation.id());
    Instant first = all.isEmpty() ? null : all.getFirst().sentAt();
    Instant last = all.isEmpty() ? null : all.getLast().sentAt();
    return new ArchivedConversation(conversation, List.of(), all.size(), first, last);
  }

  @Override
  public Stream<Message> messages(ArchivedConversation conversation) {
    if (failing && passes++ >= conversations.size()) {
      return Stream.generate(
          () -> {
            throw new UncheckedIOException(new IOException("damaged"));
          });
    }
    return said(conversation.conversation().id()).stream();
  }

  @Override
  public InputStream attachment(String sha256) throws IOException {
    reads++;
    byte[] content = contents.get(sha256);
    if (content == null) {
      throw new IOException("no such content");
    }
    return new ByteArrayInputStream(content);
  }

  @Override
  public Stream<Loss> losses() {
    return Stream.empty();
  }

  @Override
  public void close() {
    // nothing is open
  }
}
