package app.afterglow.exporter;

import app.afterglow.archive.ArchiveDescription;
import app.afterglow.archive.ArchiveInfo;
import app.afterglow.archive.ArchiveWriter;
import app.afterglow.exporter.ExportRequest.Expired;
import app.afterglow.exporter.PreparedMessage.Fate;
import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The use case: a store becomes an archive.
 *
 * <p>An archive holds its messages first and the contents of attachments after them, and a message
 * says whether each of its files is there. So every file is read twice: once to authenticate and
 * hash it while its message is written, once to write it. Its plaintext never touches the disk.
 */
public final class Export {

  private final Source source;
  private final ArchiveWriter writer;
  private final ExportRequest request;
  private final Progress progress;
  private final Instant now;
  private final Tally tally = new Tally();
  private final AttachmentList present = new AttachmentList();
  private final UnsteadyAttachments unsteady;

  private Export(
      Source source,
      ArchiveWriter writer,
      ExportRequest request,
      Instant now,
      Progress progress,
      UnsteadyAttachments unsteady) {
    this.source = source;
    this.writer = writer;
    this.request = request;
    this.now = now;
    this.progress = progress;
    this.unsteady = unsteady;
  }

  /**
   * Runs it. The credentials stay the caller's to close.
   *
   * @return what became of it
   * @throws app.afterglow.problem.WrongKeyException where the credentials don't open the store
   * @throws DamagedInputException where the store can't be read
   * @throws app.afterglow.problem.UnsupportedInputException where it is none that can be read
   * @throws app.afterglow.problem.UsageException where the output exists, or a needed credential
   *     was not given
   */
  public static ExportReport run(ExportRequest request, Credentials credentials, Progress progress)
      throws IOException {
    Instant now = Instant.now();
    return DamageTolerantReading.of(
        request.store(), credentials, progress, source -> write(source, request, now, progress));
  }

  private static Optional<ExportReport> write(
      Source source, ExportRequest request, Instant now, Progress progress) throws IOException {
    ArchiveDescription description =
        new ArchiveDescription(
            request.creator(), now, source.account(), ExportOptions.of(request, source));
    UnsteadyAttachments unsteady = new UnsteadyAttachments();
    while (true) {
      try (ArchiveWriter writer =
          ArchiveWriter.create(request.output(), request.recipients(), description)) {
        return new Export(source, writer, request, now, progress, unsteady).run();
      } catch (UnsteadyAttachments.UnreadableException e) {
        unsteady.add(e);
      }
    }
  }

  private Optional<ExportReport> run() throws IOException {
    people();
    progress.start(Progress.Stage.MESSAGES, source.messageCount(), -1);
    for (Conversation conversation : conversations()) {
      writer.conversation(conversation);
      tally.conversation();
      messages(conversation);
    }
    attachments();
    if (source.needsSalvage()) {
      // What looked like a damaged attachment was a damaged page.
      return Optional.empty();
    }
    for (Loss loss : source.losses()) {
      lose(loss);
    }
    if (tally.selectedAll()) {
      tally.requireMessages(source.messageCount());
    }
    ArchiveInfo info = writer.finish(tally.balance(), progress);
    return Optional.of(
        new ExportReport(request.output(), info, tally.expired(), tally.firstLosses()));
  }

  private void people() throws IOException {
    try (Stream<Person> people = source.people()) {
      for (Iterator<Person> each = people.iterator(); each.hasNext(); ) {
        writer.person(each.next());
        tally.person();
      }
    }
  }

  private List<Conversation> conversations() throws IOException {
    try (Stream<Conversation> all = source.conversations()) {
      List<Conversation> wanted = new ArrayList<>();
      for (Iterator<Conversation> each = all.iterator(); each.hasNext(); ) {
        Conversation conversation = each.next();
        if (request.selection().includes(conversation)) {
          wanted.add(conversation);
        } else {
          tally.unselected();
        }
      }
      return wanted;
    }
  }

  private void messages(Conversation conversation) throws IOException {
    try (ReadAhead<PreparedMessage> ahead =
        new ReadAhead<>(next -> prepare(conversation, next), PreparedMessage::weight)) {
      for (PreparedMessage next = ahead.next(); next != null; next = ahead.next()) {
        message(next);
        progress.advance(1, 0);
      }
    }
  }

  /** Runs in a thread of its own, the only one that uses the source meanwhile. */
  private void prepare(Conversation conversation, ReadAhead.Taker<PreparedMessage> next)
      throws IOException {
    try (Stream<FoundMessage> messages = source.messages(conversation)) {
      for (Iterator<FoundMessage> each = messages.iterator(); each.hasNext(); ) {
        next.take(prepare(each.next()));
      }
    }
  }

  private PreparedMessage prepare(FoundMessage found) throws IOException {
    Fate fate = fate(found.message());
    List<AttachmentCheck.Result> checks = new ArrayList<>();
    if (fate == Fate.CARRY || fate == Fate.CARRY_EXPIRED) {
      for (FoundAttachment attachment : found.attachments()) {
        checks.add(AttachmentCheck.of(source, attachment, found.message().id(), unsteady));
      }
    }
    return new PreparedMessage(found, fate, checks);
  }

  private Fate fate(Message message) {
    if (!request.selection().includes(message.sentAt())) {
      return Fate.NOT_SELECTED;
    }
    Instant expires = message.expiresAt();
    if (expires == null || expires.isAfter(now)) {
      return Fate.CARRY;
    }
    return request.expired() == Expired.DROP ? Fate.DROP : Fate.CARRY_EXPIRED;
  }

  private void message(PreparedMessage prepared) throws IOException {
    FoundMessage found = prepared.found();
    switch (prepared.fate()) {
      case NOT_SELECTED -> tally.unselected();
      case DROP ->
          drop(found, "message-expired", "its time was over at " + found.message().expiresAt());
      case CARRY, CARRY_EXPIRED -> carry(prepared);
    }
  }

  private void carry(PreparedMessage prepared) throws IOException {
    FoundMessage found = prepared.found();
    Message message = prepared.message();
    try {
      writer.message(message);
    } catch (DamagedInputException e) {
      drop(found, "message-too-large", e.problem().what(Locale.ROOT));
      return;
    }
    tally.message(prepared.fate() == Fate.CARRY_EXPIRED);
    for (int i = 0; i < message.attachments().size(); i++) {
      Attachment attachment = message.attachments().get(i);
      tally.attachment(attachment.status());
      present.addIfPresent(found.attachments().get(i).handle(), attachment);
    }
    for (Loss loss : prepared.losses()) {
      lose(loss);
    }
  }

  /** A message that isn't carried takes its files with it. */
  private void drop(FoundMessage found, String reason, String detail) throws IOException {
    String id = found.message().id();
    lose(Loss.whole(Loss.What.MESSAGE, id, reason, detail));
    for (FoundAttachment attachment : found.attachments()) {
      String name = attachment.sourceId() == null ? id : attachment.sourceId();
      lose(Loss.whole(Loss.What.ATTACHMENT, name, reason, "of message " + id));
    }
  }

  private void lose(Loss loss) throws IOException {
    writer.loss(loss);
    tally.loss(loss);
  }

  private void attachments() throws IOException {
    progress.start(Progress.Stage.ATTACHMENTS, present.size(), present.bytes());
    for (int i = 0; i < present.size(); i++) {
      String sha256 = present.sha256(i);
      if (writer.wants(sha256)) {
        try (var content = UnsteadyAttachments.open(source, present.handle(i))) {
          writer.attachment(sha256, new CountingStream(content, progress));
        }
      }
      progress.advance(1, 0);
    }
  }
}
