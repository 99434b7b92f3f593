package app.afterglow.exporter;

import app.afterglow.model.Account;
import app.afterglow.model.Conversation;
import app.afterglow.model.Person;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The use case: what is in a store, so that somebody can see it before it is exported. Reads every
 * message but no attachment, and writes nothing.
 *
 * @param account whose store it is
 * @param conversations its conversations, in the store's order
 * @param expired messages whose time was over when it was read
 */
public record StoreContents(
    Account account, List<ConversationContents> conversations, long expired) {

  public StoreContents {
    conversations = List.copyOf(conversations);
  }

  /**
   * Reads it. The credentials stay the caller's to close.
   *
   * @throws app.afterglow.problem.WrongKeyException where the credentials don't open the store
   * @throws app.afterglow.problem.DamagedInputException where it can't be read
   */
  public static StoreContents read(FoundStore store, Credentials credentials, Progress progress)
      throws IOException {
    return DamageTolerantReading.of(
        store, credentials, progress, source -> new Reader(source, progress).read());
  }

  /** Messages of every kind in all conversations. */
  public long messages() {
    return conversations.stream().mapToLong(ConversationContents::messages).sum();
  }

  private static final class Reader {

    private final Source source;
    private final Progress progress;
    private final Instant now = Instant.now();
    private long expired;

    Reader(Source source, Progress progress) {
      this.source = source;
      this.progress = progress;
    }

    Optional<StoreContents> read() throws IOException {
      Account account = source.account();
      Map<String, String> names = new HashMap<>();
      List<String> own = new ArrayList<>();
      try (Stream<Person> people = source.people()) {
        people.forEach(
            person -> {
              names.put(person.id(), person.shownName());
              if (person.self()) {
                own.add(person.id());
              }
            });
      }
      List<Conversation> conversations;
      try (Stream<Conversation> all = source.conversations()) {
        conversations = all.toList();
      }
      progress.start(Progress.Stage.INDEXING, source.messageCount(), -1);
      List<ConversationContents> contents = new ArrayList<>();
      for (Conversation conversation : conversations) {
        List<String> members =
            conversation.memberIds().stream()
                .filter(id -> !own.contains(id))
                .map(id -> names.getOrDefault(id, id))
                .toList();
        contents.add(contents(conversation, members));
      }
      return source.needsSalvage()
          ? Optional.empty()
          : Optional.of(new StoreContents(account, contents, expired));
    }

    private ConversationContents contents(Conversation conversation, List<String> members)
        throws IOException {
      long messages = 0;
      long files = 0;
      long bytes = 0;
      @Nullable Instant first = null;
      @Nullable Instant last = null;
      try (Stream<FoundMessage> all = source.messages(conversation)) {
        for (Iterator<FoundMessage> each = all.iterator(); each.hasNext(); ) {
          FoundMessage found = each.next();
          Instant sentAt = found.message().sentAt();
          first = first == null ? sentAt : first;
          last = sentAt;
          messages++;
          Instant expires = found.message().expiresAt();
          expired += expires == null || expires.isAfter(now) ? 0 : 1;
          for (FoundAttachment file : found.attachments()) {
            files++;
            bytes += Math.max(0, file.size());
          }
          progress.advance(1, 0);
        }
      }
      return new ConversationContents(conversation, members, messages, files, bytes, first, last);
    }
  }
}
