package app.afterglow.archive;

import app.afterglow.age.AgeChannel;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.function.LongConsumer;

/** Reads one file of an archive to its end, hashes it, and parses every line of it. */
final class FileCheck {

  private FileCheck() {}

  static FileFacts visit(AgeChannel channel, ZipDirectory.Entry entry, LongConsumer done)
      throws IOException {
    FileFacts facts = new FileFacts(entry.path());
    MessageDigest sha256 = Sha256.digest();
    try (InputStream in = new Observed(ZipContent.open(channel, entry), sha256, done)) {
      parse(entry.path(), in, facts);
      // A parser may stop before the end; the hash may not.
      in.transferTo(OutputStream.nullOutputStream());
    }
    facts.hash(sha256.digest());
    if (entry.path().startsWith(Layout.ATTACHMENTS_FOLDER)
        && !entry.path().equals(Layout.attachment(Sha256.hex(facts.sha256())))) {
      throw ArchiveProblems.entry(entry.path(), "its hash is not its name", null);
    }
    return facts;
  }

  private static void parse(String path, InputStream in, FileFacts facts) throws IOException {
    if (path.startsWith(Layout.MESSAGES_FOLDER)) {
      parseMessages(path, in, facts);
      return;
    }
    switch (path) {
      case Layout.PEOPLE -> {
        JsonLines<Person> lines = new JsonLines<>(path, in, RecordParser::person);
        while (lines.next() != null) {
          facts.line();
          facts.tally().person();
        }
      }
      case Layout.CONVERSATIONS -> {
        JsonLines<ArchivedConversation> lines =
            new JsonLines<>(path, in, RecordParser::conversation);
        while (lines.next() != null) {
          facts.line();
          facts.tally().conversation();
        }
      }
      case Layout.LOSSES -> {
        var lines = new JsonLines<>(path, in, RecordParser::loss);
        for (var loss = lines.next(); loss != null; loss = lines.next()) {
          facts.line();
          facts.tally().loss(loss);
        }
      }
      default -> {}
    }
  }

  private static void parseMessages(String path, InputStream in, FileFacts facts)
      throws IOException {
    JsonLines<Message> lines = new JsonLines<>(path, in, RecordParser::message);
    MessageOrder order = new MessageOrder();
    String conversationId = null;
    for (Message message = lines.next(); message != null; message = lines.next()) {
      if (conversationId != null && !conversationId.equals(message.conversationId())) {
        throw lines.damaged("a message of another conversation", null);
      }
      if (!order.follows(message)) {
        throw lines.damaged("not after the message before by (time, id)", null);
      }
      conversationId = message.conversationId();
      facts.message(message);
    }
    if (facts.lines() == 0 || facts.lines() > Layout.MESSAGES_PER_FILE) {
      throw ArchiveProblems.entry(path, facts.lines() + " messages in one file", null);
    }
  }

  /** Hashes and counts what is read. */
  private static final class Observed extends FilterInputStream {
    private final MessageDigest sha256;
    private final LongConsumer done;

    Observed(InputStream in, MessageDigest sha256, LongConsumer done) {
      super(in);
      this.sha256 = sha256;
      this.done = done;
    }

    @Override
    public int read() throws IOException {
      byte[] single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      if (count > 0) {
        sha256.update(target, offset, count);
        done.accept(count);
      }
      return count;
    }
  }
}
