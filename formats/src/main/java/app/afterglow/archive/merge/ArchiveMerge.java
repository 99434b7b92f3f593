package app.afterglow.archive.merge;

import app.afterglow.age.Identity;
import app.afterglow.archive.ArchiveDescription;
import app.afterglow.archive.ArchiveInfo;
import app.afterglow.archive.ArchiveReader;
import app.afterglow.archive.ArchiveWriter;
import app.afterglow.archive.ArchivedConversation;
import app.afterglow.model.Attachment;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import app.afterglow.model.Loss.What;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The use case: several archives become one (docs/merge.md). Streams from archives to archive; what
 * has to be put aside stands beside the output, encrypted.
 */
public final class ArchiveMerge {

  private static final int FIRST_LOSSES = 100;

  private final MergeRequest request;
  private final List<MergeInputs.Opened> inputs;
  private final Union union;
  private final ArchiveWriter writer;
  private final LossBook book;
  private final Progress progress;
  private final long[] seen;
  private final List<Loss> firstLosses = new ArrayList<>();
  private long people;
  private long conversations;
  private long messages;
  private long attachments;
  private long conflicts;

  private ArchiveMerge(
      MergeRequest request,
      MergeInputs inputs,
      Union union,
      ArchiveWriter writer,
      LossBook book,
      Progress progress) {
    this.request = request;
    this.inputs = inputs.all();
    this.union = union;
    this.writer = writer;
    this.book = book;
    this.progress = progress;
    this.seen = new long[this.inputs.size()];
  }

  /**
   * Runs it. The identities stay the caller's to close.
   *
   * @throws app.afterglow.problem.WrongKeyException where no identity opens one of the archives
   * @throws app.afterglow.problem.DamagedInputException where an archive is damaged, or holds
   *     something else than it says
   * @throws app.afterglow.problem.UsageException where the output exists, there are fewer than two
   *     archives, or they are of several accounts and that was not asked for
   */
  public static MergeReport run(
      MergeRequest request, List<? extends Identity> identities, Progress progress)
      throws IOException {
    if (request.inputs().size() < 2) {
      throw MergeProblems.usage("one-archive");
    }
    try (MergeInputs inputs = MergeInputs.open(request.inputs(), identities, progress)) {
      if (request.accounts() == MergeRequest.Accounts.SAME) {
        inputs.requireOneAccount();
      }
      Union union = Union.of(inputs.readers(), inputs.origins());
      ArchiveDescription description =
          new ArchiveDescription(
              request.creator(),
              Instant.now(),
              inputs.all().getFirst().input().info().description().account(),
              Map.of());
      long lines = inputs.all().stream().mapToLong(each -> each.input().info().losses()).sum();
      try (ArchiveWriter writer =
              ArchiveWriter.create(request.output(), request.recipients(), description);
          LossBook book = new LossBook(inputs.all().size(), lines, request.output())) {
        return new ArchiveMerge(request, inputs, union, writer, book, progress).run();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private MergeReport run() throws IOException {
    listLosses();
    people();
    long total = union.conversations().stream().mapToLong(Union.Shared::messages).sum();
    progress.start(Progress.Stage.MESSAGES, total, -1);
    for (Union.Shared shared : union.conversations()) {
      conversation(shared);
    }
    requireWholeInputs();
    MergedContents.write(writer, inputs, progress);
    for (Loss conflict : union.conflicts()) {
      conflict(conflict);
    }
    book.settle(this::lose);
    Balance balance =
        new Balance(
            line(people, What.PERSON),
            line(conversations, What.CONVERSATION),
            line(messages, What.MESSAGE),
            line(attachments, What.ATTACHMENT));
    List<MergeReport.Input> merged = inputs.stream().map(MergeInputs.Opened::input).toList();
    writer.option(
        "merge", MergeFacts.of(merged, request.accounts(), balance, book.recovered(), conflicts));
    ArchiveInfo info = writer.finish(balance, progress);
    return new MergeReport(
        request.output(), info, merged, book.recovered(), conflicts, firstLosses);
  }

  private Balance.Line line(long carried, What what) {
    return new Balance.Line(carried + book.lost(what), carried, book.lost(what));
  }

  private void listLosses() throws IOException {
    for (int input = 0; input < inputs.size(); input++) {
      try (Stream<Loss> losses = inputs.get(input).reader().losses()) {
        for (Iterator<Loss> each = losses.iterator(); each.hasNext(); ) {
          book.listed(input, each.next());
        }
      }
    }
  }

  private void people() throws IOException {
    for (int input = 0; input < inputs.size(); input++) {
      try (Stream<Person> found = inputs.get(input).reader().people()) {
        for (Iterator<Person> each = found.iterator(); each.hasNext(); ) {
          book.carriedIn(input, What.PERSON, each.next().id());
        }
      }
    }
    for (Person person : union.people()) {
      writer.person(person);
      book.kept(What.PERSON, person.id());
      people++;
    }
  }

  private void conversation(Union.Shared shared) throws IOException {
    String id = shared.conversation().id();
    for (int input : shared.copies().keySet()) {
      book.carriedIn(input, What.CONVERSATION, id);
    }
    writer.conversation(shared.conversation());
    book.kept(What.CONVERSATION, id);
    conversations++;
    if (shared.copies().size() == 1) {
      Map.Entry<Integer, ArchivedConversation> only = shared.copies().entrySet().iterator().next();
      ArchiveReader reader = inputs.get(only.getKey()).reader();
      try (Stream<Message> found = reader.messages(only.getValue())) {
        for (Iterator<Message> each = found.iterator(); each.hasNext(); ) {
          Message message = each.next();
          see(new Copy(message, only.getKey()));
          carry(message);
          progress.advance(1, 0);
        }
      }
      return;
    }
    merge(shared);
  }

  private void merge(Union.Shared shared) throws IOException {
    ConversationMerge merge = union.merge(shared, request.output());
    long[] before = seen.clone();
    long carriedBefore = messages;
    ConversationMerge.Index index =
        merge.index(
            shared.messages(),
            copy -> {
              progress.advance(1, 0);
              try {
                see(copy);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    Conflicts conflicting =
        (message, reason, detail) ->
            conflict(Loss.partial(What.MESSAGE, message.id(), reason, detail));
    try (Stream<Message> merged = merge.messages(index, conflicting)) {
      for (Iterator<Message> each = merged.iterator(); each.hasNext(); ) {
        carry(each.next());
      }
    }
    for (int input = 0; input < seen.length; input++) {
      if (messages - carriedBefore < seen[input] - before[input]) {
        throw new IllegalStateException(
            "fewer messages merged than one of the archives has in a conversation");
      }
    }
  }

  /** One of the archives has a message. */
  private void see(Copy copy) throws IOException {
    Message message = copy.message();
    seen[copy.input()]++;
    book.carriedIn(copy.input(), What.MESSAGE, message.id());
    MergeInputs.Opened opened = inputs.get(copy.input());
    for (Attachment attachment : message.attachments()) {
      String sha256 = attachment.sha256();
      if (sha256 != null) {
        ArchiveReader.File content = opened.reader().attachmentFile(sha256);
        if (content == null || content.size() != attachment.size()) {
          throw MergeProblems.damaged("content", opened.input().file(), sha256, null);
        }
        book.carriedIn(copy.input(), What.ATTACHMENT, lossId(message, attachment));
      }
    }
  }

  private void carry(Message message) throws IOException {
    writer.message(message);
    messages++;
    book.kept(What.MESSAGE, message.id());
    for (Attachment attachment : message.attachments()) {
      if (attachment.sha256() == null) {
        book.absent(lossId(message, attachment));
      } else {
        attachments++;
        book.kept(What.ATTACHMENT, lossId(message, attachment));
      }
    }
  }

  /** The id under which the loss of a message's file is listed. */
  private static String lossId(Message message, Attachment attachment) {
    return attachment.sourceId() == null ? message.id() : attachment.sourceId();
  }

  private void requireWholeInputs() throws IOException {
    for (int input = 0; input < seen.length; input++) {
      MergeReport.Input merged = inputs.get(input).input();
      if (seen[input] != merged.info().balance().messages().carried()) {
        throw MergeProblems.damaged("balance", merged.file(), seen[input], null);
      }
    }
  }

  private void conflict(Loss conflict) throws IOException {
    conflicts++;
    lose(conflict);
  }

  private void lose(Loss loss) throws IOException {
    writer.loss(loss);
    if (firstLosses.size() < FIRST_LOSSES) {
      firstLosses.add(loss);
    }
  }
}
