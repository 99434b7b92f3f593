package app.afterglow.archive.merge;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.model.Account;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.model.Selection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Several people's archives seen as one history (docs/merge.md). People and conversations are known
 * from the start; messages are merged as they are read, so that memory stays flat.
 */
public final class MergedHistory implements History {

  private final List<History> archives;
  private final Union union;

  /** What has to be put aside stands here, encrypted: a history has no file of its own. */
  private final Path beside = Path.of(System.getProperty("java.io.tmpdir"), "afterglow-merge");

  private final List<ArchivedConversation> conversations = new ArrayList<>();

  /** Ids of conversations in which copies of one message have several times. */
  private final Set<String> withStrays = new HashSet<>();

  private MergedHistory(List<? extends History> archives, Union union) {
    this.archives = List.copyOf(archives);
    this.union = union;
  }

  /**
   * One history out of several. Shared conversations are read once, to count their messages.
   * Closing it closes the archives.
   */
  public static MergedHistory of(List<? extends History> archives) throws IOException {
    List<Origin> origins =
        IntStream.rangeClosed(1, archives.size())
            .mapToObj(number -> new Origin("archive " + number, "archive " + number))
            .toList();
    MergedHistory merged = new MergedHistory(archives, Union.of(archives, origins));
    try {
      for (Union.Shared shared : merged.union.conversations()) {
        merged.conversations.add(merged.archived(shared));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return merged;
  }

  /** A shared conversation: how many messages it has is only known by merging them once. */
  private ArchivedConversation archived(Union.Shared shared) throws IOException {
    Set<String> files = new LinkedHashSet<>();
    shared.copies().values().forEach(copy -> files.addAll(copy.messageFiles()));
    if (shared.copies().size() == 1) {
      ArchivedConversation only = shared.copies().values().iterator().next();
      return new ArchivedConversation(
          shared.conversation(),
          List.copyOf(files),
          only.messageCount(),
          only.firstAt(),
          only.lastAt());
    }
    ConversationMerge merge = union.merge(shared, beside);
    ConversationMerge.Index index = merge.exact(merge.index(shared.messages(), copy -> {}));
    if (index.strays() != null) {
      withStrays.add(shared.conversation().id());
    }
    return new ArchivedConversation(
        shared.conversation(), List.copyOf(files), index.count(), index.first(), index.last());
  }

  /** What the copies of people, conversations and messages disagree about: partial losses. */
  public Stream<Loss> conflicts(Selection selection) {
    Stream<Loss> ofMessages =
        union.conversations().stream()
            .filter(shared -> selection.includes(shared.conversation()))
            .filter(shared -> shared.copies().size() > 1)
            .map(shared -> conflictsOf(shared, selection))
            .flatMap(Collection::stream);
    return Stream.concat(union.conflicts().stream(), ofMessages);
  }

  private List<Loss> conflictsOf(Union.Shared shared, Selection selection) {
    List<Loss> found = new ArrayList<>();
    Conflicts wanted =
        (message, reason, detail) -> {
          if (selection.includes(message.sentAt())) {
            found.add(Loss.partial(Loss.What.MESSAGE, message.id(), reason, detail));
          }
        };
    try (Stream<Message> messages = merged(shared, wanted)) {
      messages.forEach(message -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  @Override
  public List<Account> accounts() {
    return union.accounts();
  }

  @Override
  public Stream<Person> people() {
    return union.people().stream();
  }

  @Override
  public List<ArchivedConversation> conversations() {
    return List.copyOf(conversations);
  }

  @Override
  public Stream<Message> messages(ArchivedConversation conversation) throws IOException {
    Union.Shared shared = union.conversation(conversation.conversation().id());
    if (shared.copies().size() == 1) {
      var only = shared.copies().entrySet().iterator().next();
      return archives.get(only.getKey()).messages(only.getValue());
    }
    return merged(shared, Conflicts.IGNORED);
  }

  private Stream<Message> merged(Union.Shared shared, Conflicts conflicts) throws IOException {
    ConversationMerge merge = union.merge(shared, beside);
    ConversationMerge.Index index =
        withStrays.contains(shared.conversation().id())
            ? merge.index(shared.messages(), copy -> {})
            : ConversationMerge.Index.WITHOUT_STRAYS;
    return merge.messages(index, conflicts);
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
