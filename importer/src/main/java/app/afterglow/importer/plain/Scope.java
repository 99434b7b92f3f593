package app.afterglow.importer.plain;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.importer.CheckedContent;
import app.afterglow.model.Account;
import app.afterglow.model.Attachment;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import app.afterglow.model.Reaction;
import app.afterglow.model.Selection;
import app.afterglow.problem.InterruptedRunException;
import app.afterglow.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The wanted part of a history: which conversations, how much is in them, and who takes part. It is
 * read through once to know that; people and conversations are then held in memory, messages never.
 *
 * <p>People belong to it who are members of a wanted conversation or did something in it. Where the
 * whole history is wanted, everybody does.
 */
public final class Scope {

  /** What a target does with one message. */
  @FunctionalInterface
  public interface MessageAction {
    /** Handles one message. */
    void accept(Message message) throws IOException;
  }

  /**
   * A wanted conversation.
   *
   * @param archived what the archive says of it
   * @param messages how many wanted messages it has
   * @param contents how many attachments of them are present
   * @param firstAt when the first wanted message was sent, null where there is none
   * @param lastAt when the last wanted message was sent, null where there is none
   */
  public record Wanted(
      ArchivedConversation archived,
      long messages,
      long contents,
      @Nullable Instant firstAt,
      @Nullable Instant lastAt) {

    /** The conversation's id. */
    public String id() {
      return archived.conversation().id();
    }
  }

  private final LongTable checked = new LongTable();
  private final History history;
  private final Selection selection;
  private final List<Account> accounts;
  private final List<Wanted> conversations = new ArrayList<>();
  private final Map<String, Person> people = new LinkedHashMap<>();
  private long messages;
  private long attachments;
  private long bytes;

  private Scope(History history, Selection selection) throws IOException {
    this.history = history;
    this.selection = selection;
    this.accounts = history.accounts();
  }

  /** Reads the history through once. */
  public static Scope of(History history, Selection selection) throws IOException {
    Scope scope = new Scope(history, selection);
    Set<String> involved = new HashSet<>();
    for (ArchivedConversation archived : history.conversations()) {
      if (selection.includes(archived.conversation())) {
        scope.survey(archived, involved);
      }
    }
    boolean everybody = selection.equals(Selection.ALL);
    try (Stream<Person> all = history.people()) {
      all.filter(p -> everybody || involved.contains(p.id()) || p.self())
          .forEach(p -> scope.people.put(p.id(), p));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return scope;
  }

  private void survey(ArchivedConversation archived, Set<String> involved) throws IOException {
    Survey survey = new Survey(involved);
    Wanted whole = new Wanted(archived, 0, 0, null, null);
    forEach(whole, survey::add);
    boolean limited = selection.since() != null || selection.until() != null;
    if (limited && survey.messages == 0) {
      return;
    }
    involved.addAll(archived.conversation().memberIds());
    conversations.add(
        new Wanted(archived, survey.messages, survey.contents, survey.firstAt, survey.lastAt));
    messages += survey.messages;
    attachments += survey.attachments;
    bytes += survey.bytes;
  }

  /** The wanted conversations, in the archive's order. */
  public List<Wanted> conversations() {
    return conversations;
  }

  /** Everybody who takes part, in the archive's order. */
  public Collection<Person> people() {
    return people.values();
  }

  /** Whose history it is. */
  public List<Account> accounts() {
    return accounts;
  }

  /** The person of this id; somebody of whom nothing but the id is known, if need be. */
  public Person person(String id) {
    Person known = people.get(id);
    return known != null ? known : new Person(id, null, null, false);
  }

  /** Whether the archive knows a person of this id. */
  public boolean knows(String personId) {
    return people.containsKey(personId);
  }

  /** Wanted messages. */
  public long messages() {
    return messages;
  }

  /** Attachments the wanted messages name, present or not. */
  public long attachments() {
    return attachments;
  }

  /** Bytes of the attachments that are present, each counted where a message names it. */
  public long bytes() {
    return bytes;
  }

  /**
   * Hands over the wanted messages of a conversation, in order. An attachment whose content the
   * archive can't give whole is handed over as a damaged one: a target that met it in the middle of
   * a file could only give up.
   */
  public void forEach(Wanted conversation, MessageAction action) throws IOException {
    try (Stream<Message> all = history.messages(conversation.archived())) {
      Iterator<Message> iterator = all.iterator();
      while (iterator.hasNext()) {
        Message message = iterator.next();
        if (selection.includes(message.sentAt())) {
          refuseIfInterrupted();
          action.accept(readable(message));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Message readable(Message message) throws IOException {
    List<Attachment> found = message.attachments();
    List<Attachment> readable = null;
    for (int i = 0; i < found.size(); i++) {
      if (!isWhole(found.get(i))) {
        readable = readable == null ? new ArrayList<>(found) : readable;
        readable.set(i, found.get(i).asDamaged());
      }
    }
    return readable == null ? message : message.withAttachments(readable);
  }

  /** Reads each content once, however often messages name it and a target goes through them. */
  private boolean isWhole(Attachment attachment) throws IOException {
    String sha256 = attachment.sha256();
    if (sha256 == null) {
      return true;
    }
    long key = Digests.of(sha256);
    long known = checked.get(key);
    if (known == LongTable.ABSENT) {
      known = CheckedContent.copy(history, sha256, OutputStream::nullOutputStream) ? 1 : 0;
      // Reading that somebody stops looks like reading that fails.
      refuseIfInterrupted();
      checked.put(key, known);
    }
    return known == 1;
  }

  /** Copies an attachment that is present. */
  public void copy(Attachment attachment, OutputStream out) throws IOException {
    try (InputStream in = content(attachment)) {
      in.transferTo(out);
    }
    refuseIfInterrupted();
  }

  /** The content of an attachment that is present. */
  public InputStream content(Attachment attachment) throws IOException {
    String sha256 = attachment.sha256();
    if (sha256 == null) {
      throw new IllegalArgumentException("only a present attachment has a content");
    }
    return history.attachment(sha256);
  }

  private static void refuseIfInterrupted() throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedRunException(Problem.of(PlainProblems.BUNDLE, "interrupted"));
    }
  }

  /** What one look through a conversation tells. */
  private static final class Survey {
    private final Set<String> involved;
    private long messages;
    private long attachments;
    private long contents;
    private long bytes;
    private @Nullable Instant firstAt;
    private @Nullable Instant lastAt;

    Survey(Set<String> involved) {
      this.involved = involved;
    }

    void add(Message message) {
      messages++;
      if (firstAt == null) {
        firstAt = message.sentAt();
      }
      lastAt = message.sentAt();
      attachments += message.attachments().size();
      for (Attachment attachment : message.attachments()) {
        if (attachment.status() == Attachment.Status.PRESENT) {
          contents++;
          bytes += attachment.size();
        }
      }
      involve(message);
    }

    private void involve(Message message) {
      if (message.senderId() != null) {
        involved.add(message.senderId());
      }
      for (Reaction reaction : message.reactions()) {
        if (reaction.senderId() != null) {
          involved.add(reaction.senderId());
        }
      }
      switch (message.body()) {
        case MessageBody.Call call -> involved.addAll(call.participantIds());
        case MessageBody.RoomEvent event -> involved.addAll(event.memberIds());
        case MessageBody.Text _,
            MessageBody.FileBody _,
            MessageBody.Location _,
            MessageBody.Verification _,
            MessageBody.Deleted _,
            MessageBody.EditOf _,
            MessageBody.ReactionTo _,
            MessageBody.Unknown _ -> {
          // nobody but the sender
        }
      }
    }
  }
}
