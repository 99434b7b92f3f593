package app.afterglow.archive;

import app.afterglow.age.Identity;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole archive and compares everything in it that says something about something else
 * (docs/archive-format.md, "What a verifier checks").
 */
public final class ArchiveVerifier {

  private static final int LARGEST_TAG_FILE = 1 << 20;

  private final ArchiveReader reader;
  private final Progress progress;
  private final Tally tally = new Tally();
  private final UseSum uses = new UseSum();
  private final Map<String, FileFacts> messageFiles = new HashMap<>();
  private long payloadFiles;
  private long payloadBytes;
  private long attachmentFiles;
  private long attachmentBytes;

  private ArchiveVerifier(ArchiveReader reader, Progress progress) {
    this.reader = reader;
    this.progress = progress;
  }

  /**
   * Reads a whole archive: age, ZIP, manifests, every JSON line, every hash, the order of messages,
   * all counts, the balance.
   *
   * @return what it holds
   * @throws app.afterglow.problem.DamagedInputException at the first thing that is not as it should
   *     be
   * @throws app.afterglow.problem.WrongKeyException where no identity fits
   * @throws app.afterglow.problem.UnsupportedInputException where it is no archive, or one of a
   *     later format version
   */
  public static ArchiveInfo verify(
      Path file, List<? extends Identity> identities, Progress progress) throws IOException {
    try (ArchiveReader reader = ArchiveReader.open(file, identities)) {
      new ArchiveVerifier(reader, progress).verify();
      return reader.info();
    }
  }

  private void verify() throws IOException {
    reader.directory().requireOrder();
    try (ArchiveWalk walk = new ArchiveWalk(reader, progress, FileCheck::visit)) {
      walk.run(this::collect);
    }
    checkConversations();
    checkUses();
    checkInfo();
    checkBag();
  }

  private void collect(FileFacts facts) throws IOException {
    String path = facts.path();
    if (path.startsWith(Layout.PAYLOAD_FOLDER)) {
      payloadFiles++;
      payloadBytes += reader.entry(path).size();
    }
    if (path.startsWith(Layout.ATTACHMENTS_FOLDER)) {
      attachmentFiles++;
      attachmentBytes += reader.entry(path).size();
      return;
    }
    tally.add(facts.tally());
    uses.add(facts.uses());
    if (path.startsWith(Layout.MESSAGES_FOLDER)) {
      messageFiles.put(path, facts);
    }
  }

  /** Each message file belongs to one conversation, whose line says what is in it. */
  private void checkConversations() throws IOException {
    long line = 0;
    for (ArchivedConversation conversation : reader.conversations()) {
      line++;
      String wrong = firstWrong(conversation);
      if (wrong != null) {
        throw ArchiveProblems.line(Layout.CONVERSATIONS, line, wrong, null);
      }
    }
    if (!messageFiles.isEmpty()) {
      throw ArchiveProblems.entry(
          messageFiles.keySet().iterator().next(), "no conversation's", null);
    }
  }

  private @Nullable String firstWrong(ArchivedConversation conversation) {
    long messages = 0;
    FileFacts.Position last = null;
    Instant firstAt = null;
    for (String path : conversation.messageFiles()) {
      FileFacts facts = messageFiles.remove(path);
      if (facts == null) {
        return "names a message file that isn't there, or is another's: " + path;
      }
      FileFacts.Position first = facts.first();
      if (first == null || (last != null && !last.isBefore(first))) {
        return "its message files are not in order";
      }
      if (!conversation.conversation().id().equals(facts.conversationId())) {
        return "names a message file of another conversation: " + path;
      }
      firstAt = firstAt == null ? first.at() : firstAt;
      last = facts.last();
      messages += facts.lines();
    }
    if (messages != conversation.messageCount()) {
      return "says " + conversation.messageCount() + " messages, but there are " + messages;
    }
    Instant lastAt = last == null ? null : last.at();
    boolean timesFit =
        Objects.equals(firstAt, conversation.firstAt())
            && Objects.equals(lastAt, conversation.lastAt());
    return timesFit ? null : "its first or last time is not its messages'";
  }

  /** Each use in a message is listed, each listed content is there, each content is used. */
  private void checkUses() throws IOException {
    UseSum listed = new UseSum();
    BitSet used = new BitSet();
    try (InputStream content = reader.content(Layout.ATTACHMENTS);
        JsonLines<AttachmentUse> lines =
            new JsonLines<>(Layout.ATTACHMENTS, content, AttachmentUse::read)) {
      for (AttachmentUse use = lines.next(); use != null; use = lines.next()) {
        int number = reader.directory().numberOf(Layout.attachment(use.sha256()));
        if (number < 0 || reader.directory().get(number).size() != use.size()) {
          throw lines.damaged("a content that isn't there, or has another size", null);
        }
        used.set(number);
        listed.add(use);
      }
    }
    if (!listed.matches(uses)) {
      throw ArchiveProblems.entry(
          Layout.ATTACHMENTS, "it does not list what the messages use", null);
    }
    if (used.cardinality() != attachmentFiles) {
      throw ArchiveProblems.entry(
          Layout.ATTACHMENTS,
          "it lists " + used.cardinality() + " contents, but there are " + attachmentFiles,
          null);
    }
  }

  private void checkInfo() throws IOException {
    ArchiveInfo info = reader.info();
    try {
      tally.check(info.balance());
    } catch (IllegalStateException e) {
      throw ArchiveProblems.entry(Layout.ARCHIVE, String.valueOf(e.getMessage()), e);
    }
    if (info.losses() != tally.losses()
        || info.distinctAttachments() != attachmentFiles
        || info.attachmentBytes() != attachmentBytes) {
      throw ArchiveProblems.entry(Layout.ARCHIVE, "its counts are not the archive's", null);
    }
  }

  /** RFC 8493, sections 2.1.1 and 2.2.2. */
  private void checkBag() throws IOException {
    List<String> bagit = tagFile(Layout.BAGIT);
    if (bagit.size() < 2
        || !bagit.get(0).equals("BagIt-Version: 1.0")
        || !bagit.get(1).equals("Tag-File-Character-Encoding: UTF-8")) {
      throw ArchiveProblems.entry(Layout.BAGIT, "not as RFC 8493 says", null);
    }
    String oxum = "Payload-Oxum: " + payloadBytes + "." + payloadFiles;
    if (!tagFile(Layout.BAG_INFO).contains(oxum)) {
      throw ArchiveProblems.entry(Layout.BAG_INFO, "its Payload-Oxum is not the payload's", null);
    }
  }

  private List<String> tagFile(String path) throws IOException {
    if (reader.entry(path).size() > LARGEST_TAG_FILE) {
      throw ArchiveProblems.entry(path, "larger than " + LARGEST_TAG_FILE + " bytes", null);
    }
    try (InputStream in = reader.content(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
