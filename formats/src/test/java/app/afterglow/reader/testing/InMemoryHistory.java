package app.afterglow.reader.testing;

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
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A history that tests make up; messages may be made as they are asked for. */
public final class InMemoryHistory implements History {

  public final List<Account> accounts = new ArrayList<>();
  public final List<Person> people = new ArrayList<>();
  public final List<Loss> losses = new ArrayList<>();
  public final Map<String, byte[]> contents = new HashMap<>();
  private final List<ArchivedConversation> conversations = new ArrayList<>();
  private final Map<String, Supplier<Stream<Message>>> messages = new LinkedHashMap<>();

  /** Adds a conversation whose messages are these. */
  public void add(Conversation conversation, List<Message> itsMessages) {
    @Nullable Instant first = itsMessages.isEmpty() ? null : itsMessages.getFirst().sentAt();
    @Nullable Instant last = itsMessages.isEmpty() ? null : itsMessages.getLast().sentAt();
    add(
        new ArchivedConversation(conversation, List.of(), itsMessages.size(), first, last),
        itsMessages::stream);
  }

  /** Adds a conversation whose messages are made each time they are read. */
  public void add(ArchivedConversation conversation, Supplier<Stream<Message>> itsMessages) {
    conversations.add(conversation);
    messages.put(conversation.conversation().id(), itsMessages);
  }

  /** A present attachment with this content. */
  public Attachment attach(@Nullable String name, @Nullable String mediaType, byte[] content) {
    String hash = sha256(content);
    contents.put(hash, content);
    return new Attachment(
        name, mediaType, content.length, hash, Attachment.Status.PRESENT, "guid-" + hash);
  }

  public static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<Account> accounts() {
    return accounts;
  }

  @Override
  public Stream<Person> people() {
    return people.stream();
  }

  @Override
  public List<ArchivedConversation> conversations() {
    return conversations;
  }

  @Override
  public Stream<Message> messages(ArchivedConversation conversation) {
    Supplier<Stream<Message>> its = messages.get(conversation.conversation().id());
    if (its == null) {
      throw new IllegalArgumentException("no such conversation");
    }
    return its.get();
  }

  @Override
  public InputStream attachment(String sha256) throws IOException {
    byte[] content = contents.get(sha256);
    if (content == null) {
      throw new IOException("no such content: " + sha256);
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
