package app.afterglow.archive;

import app.afterglow.age.AgeOutputStream;
import app.afterglow.age.Identity;
import app.afterglow.age.Recipient;
import app.afterglow.model.Attachment;
import app.afterglow.model.Balance;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.progress.Progress;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes an archive (docs/archive-format.md): people, then each conversation with its messages,
 * then the contents of attachments, then {@link #finish}. Memory stays flat: what can't be written
 * yet is held back compressed, and beyond a few megabytes in an encrypted file beside the archive.
 *
 * <p>Until {@link #finish} has read the whole file back, it is called {@code NAME.part}; a killed
 * run leaves nothing else. Not for several threads.
 */
public final class ArchiveWriter implements AutoCloseable {

  /** An attachment up to this size in bytes is held back in memory until its hash is known. */
  private static final int ATTACHMENT_IN_MEMORY = 8 << 20;

  private final PartFile part;
  private final AgeOutputStream age;
  private final ZipOut zip;
  private final String topFolder;
  private final ArchiveDescription description;
  private final Map<String, JsonNode> laterOptions = new HashMap<>();
  private final EntryLog log;
  private final ZipSink sink;
  private final LineSpool people;
  private final LineSpool conversations;
  private final LineSpool attachmentUses;
  private final LineSpool losses;
  private final Spool content;
  private final Set<String> conversationIds = new HashSet<>();
  private final AttachmentIndex attachments = new AttachmentIndex();
  private final Tally tally = new Tally();
  private @Nullable MessageFiles current;
  private Stage stage = Stage.PEOPLE;

  private enum Stage {
    PEOPLE,
    CONVERSATIONS,
    ATTACHMENTS,
    FINISHED,
    CLOSED
  }

  private ArchiveWriter(
      Path file, PartFile part, AgeOutputStream age, ArchiveDescription description) {
    this.part = part;
    this.age = age;
    this.topFolder = Layout.topFolder(file);
    this.description =
        new ArchiveDescription(
            description.creator(),
            Timestamps.truncated(description.created()),
            description.account(),
            description.options());
    this.zip = new ZipOut(age, file, description.created());
    this.log = new EntryLog(file);
    this.sink = new ZipSink(zip, topFolder, log);
    this.people = new LineSpool(file);
    this.conversations = new LineSpool(file);
    this.attachmentUses = new LineSpool(file);
    this.losses = new LineSpool(file);
    this.content = new Spool(file, ATTACHMENT_IN_MEMORY);
  }

  /**
   * Begins {@code file + ".part"}, over what a killed run may have left there.
   *
   * @throws app.afterglow.problem.UsageException where {@code file} exists already, another run
   *     writes to it, or these recipients may not share a file
   */
  public static ArchiveWriter create(
      Path file, List<? extends Recipient> recipients, ArchiveDescription description)
      throws IOException {
    PartFile part = PartFile.create(file);
    try {
      AgeOutputStream age =
          new AgeOutputStream(Channels.newOutputStream(part.channel()), recipients);
      return new ArchiveWriter(file, part, age, description);
    } catch (IOException | RuntimeException e) {
      part.close();
      throw e;
    }
  }

  /**
   * Adds a person. People come before the first conversation.
   *
   * @throws app.afterglow.problem.DamagedInputException where the record is larger than any reader
   *     takes; nothing of it was written
   */
  public void person(Person person) throws IOException {
    require(stage == Stage.PEOPLE, "people come before the first conversation");
    people.add(line("person " + person.id(), out -> RecordJson.write(person, out)));
    tally.person();
  }

  /**
   * Begins a conversation; the messages that follow are its.
   *
   * @throws IllegalArgumentException where it was begun before
   * @throws app.afterglow.problem.DamagedInputException where the record is larger than any reader
   *     takes; nothing of it was written
   */
  public void conversation(Conversation conversation) throws IOException {
    require(
        stage == Stage.PEOPLE || stage == Stage.CONVERSATIONS,
        "conversations come before attachments");
    // Refused here rather than at its end, when its messages would be written already.
    line(
        "conversation " + conversation.id(),
        out ->
            RecordJson.write(
                new ArchivedConversation(conversation, List.of(), 0, null, null), out));
    if (!conversationIds.add(conversation.id())) {
      throw new IllegalArgumentException("conversation " + conversation.id() + " comes twice");
    }
    endConversation();
    current = new MessageFiles(sink, conversation);
    tally.conversation();
    stage = Stage.CONVERSATIONS;
  }

  /**
   * Adds a message to the conversation begun last, by {@link MessageOrder}; its attachments are
   * resolved. Times are cut to the millisecond.
   *
   * @throws IllegalArgumentException where it is another conversation's, out of order, or has a
   *     time outside the years 0000 to 9999
   * @throws app.afterglow.problem.DamagedInputException where the record is larger than any reader
   *     takes; nothing of it was written
   */
  public void message(Message message) throws IOException {
    if (stage != Stage.CONVERSATIONS || current == null) {
      throw new IllegalStateException(
          "a message needs a conversation, and comes before attachments");
    }
    byte[] line = line("message " + message.id(), out -> RecordJson.write(message, out));
    current.requireNext(message);
    for (Attachment attachment : message.attachments()) {
      String sha256 = attachment.sha256();
      if (sha256 != null) {
        attachments.promise(Sha256.bytes(sha256), attachment.size(), attachment.mediaType());
        attachmentUses.add(Json.line(AttachmentUse.of(message, attachment, sha256)::write));
      }
    }
    current.add(message, line);
    tally.message(message);
  }

  /** True where this content was promised by a message and is not written yet. */
  public boolean wants(String sha256) {
    return attachments.wants(Sha256.bytes(sha256));
  }

  /** The hashes of contents that were promised and are not written yet, in that order. */
  public Stream<String> wanted() {
    return attachments.missingHashes().map(Sha256::hex);
  }

  /**
   * Adds to the description's options what is only known while the archive is being made; at any
   * time before the end.
   */
  public void option(String name, JsonNode value) {
    require(stage != Stage.FINISHED && stage != Stage.CLOSED, "options come before the end");
    laterOptions.put(name, value);
  }

  /**
   * Writes an attachment's content, after the last message. Nothing of it is written before it has
   * been read to its end and hashed.
   *
   * @throws IllegalArgumentException where it isn't wanted
   * @throws app.afterglow.problem.DamagedInputException where it does not hash to {@code sha256},
   *     or has another size than the message says
   */
  public void attachment(String sha256, InputStream in) throws IOException {
    require(
        stage == Stage.PEOPLE || stage == Stage.CONVERSATIONS || stage == Stage.ATTACHMENTS,
        "attachments come before the end");
    if (stage != Stage.ATTACHMENTS) {
      endConversation();
      stage = Stage.ATTACHMENTS;
    }
    byte[] hash = Sha256.bytes(sha256);
    if (!attachments.wants(hash)) {
      throw new IllegalArgumentException("no message promises " + sha256 + ", or it is written");
    }
    AttachmentContent.write(sink, sha256, attachments, content, in);
    attachments.wrote(hash);
  }

  /**
   * Adds a line to the loss report, at any time before the end.
   *
   * @throws app.afterglow.problem.DamagedInputException where the record is larger than any reader
   *     takes; nothing of it was written
   */
  public void loss(Loss loss) throws IOException {
    require(stage != Stage.FINISHED && stage != Stage.CLOSED, "losses come before the end");
    losses.add(line("loss " + loss.id(), out -> RecordJson.write(loss, out)));
    tally.loss(loss);
  }

  /**
   * Writes what is left, flushes to disk, reads the whole file back and compares, and only then
   * gives it its name.
   *
   * @return what {@code data/archive.json} says
   * @throws IllegalStateException where the balance doesn't add up, is not what was counted, or a
   *     promised attachment never came; no finished file is left
   * @throws app.afterglow.problem.DamagedInputException where the file doesn't read back
   */
  public ArchiveInfo finish(Balance balance, Progress progress) throws IOException {
    require(stage != Stage.FINISHED && stage != Stage.CLOSED, "finished already");
    endConversation();
    stage = Stage.FINISHED;
    tally.check(balance);
    require(
        attachments.missing() == 0,
        attachments.missing() + " attachments were promised by messages and never came");
    progress.start(Progress.Stage.FINISHING, -1, -1);
    ArchiveInfo info =
        new ArchiveInfo(
            Layout.FORMAT_VERSION,
            completed(),
            balance,
            attachments.size(),
            attachments.bytes(),
            tally.losses());
    writeRest(info);
    try (Identity identity = age.readBackIdentity()) {
      zip.finish();
      age.finish();
      part.flush();
      ReadBack.check(part.path(), identity, log.fingerprint(), progress);
    }
    part.rename();
    return info;
  }

  private ArchiveDescription completed() {
    Map<String, JsonNode> options = new HashMap<>(description.options());
    options.putAll(laterOptions);
    return new ArchiveDescription(
        description.creator(), description.created(), description.account(), options);
  }

  private void writeRest(ArchiveInfo info) throws IOException {
    sink.text(Layout.PEOPLE, people.bytes(), people.replay());
    sink.text(Layout.CONVERSATIONS, conversations.bytes(), conversations.replay());
    sink.text(Layout.ATTACHMENTS, attachmentUses.bytes(), attachmentUses.replay());
    sink.text(Layout.LOSSES, losses.bytes(), losses.replay());
    sink.text(Layout.ARCHIVE, InfoJson.write(info));
    BagFiles.write(sink, topFolder, info, log.payloadOxum());
    sink.text(Layout.MANIFEST, log.manifestBytes(), log.manifest());
    sink.text(Layout.TAG_MANIFEST, log.tagManifest());
  }

  private void endConversation() throws IOException {
    if (current != null) {
      ArchivedConversation archived = current.end();
      conversations.add(
          line(
              "conversation " + archived.conversation().id(),
              out -> RecordJson.write(archived, out)));
      current = null;
    }
  }

  /** A record's line, refused where no reader would take it. */
  private static byte[] line(String what, Json.Body body) throws IOException {
    byte[] line = RecordLines.line(what, body);
    if (!Json.isReadable(line)) {
      throw ArchiveProblems.tooLarge(what, Json.LARGEST_LINE);
    }
    return line;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalStateException(message);
    }
  }

  /** Without {@link #finish}, removes the unfinished file. */
  @Override
  public void close() throws IOException {
    if (stage == Stage.CLOSED) {
      return;
    }
    stage = Stage.CLOSED;
    try (part;
        age;
        log;
        zip;
        people;
        conversations;
        attachmentUses;
        losses;
        content) {
      conversationIds.clear();
    }
  }
}
