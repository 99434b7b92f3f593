package app.afterglow.importer.rsmf;

import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.plain.Mailboxes;
import app.afterglow.importer.plain.MimeDocument;
import app.afterglow.importer.plain.Names;
import app.afterglow.importer.plain.Scope;
import app.afterglow.importer.plain.Texts;
import app.afterglow.importer.plain.Words;
import app.afterglow.model.Conversation;
import app.afterglow.model.Message;
import app.afterglow.progress.Progress;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One file: a mail with the format's own headers, a text to search in, and {@code rsmf.zip} with
 * the manifest and the files it names, written straight into the mail.
 */
final class RsmfFile {

  private static final String GENERATOR = "Afterglow";
  private static final int MAX_NAMED = 50;

  private final Scope scope;
  private final Names names;
  private final Words words;
  private final Mailboxes mailboxes;
  private final Manifest manifest;
  private final String platform;
  private final Progress progress;

  RsmfFile(Scope scope, Names names, Words words, ImportRequest request, Progress progress) {
    this.scope = scope;
    this.names = names;
    this.words = words;
    this.progress = progress;
    this.mailboxes = new Mailboxes(scope, names, "afterglow.invalid");
    this.platform =
        scope.accounts().isEmpty()
            ? "unknown"
            : Texts.oneLine(scope.accounts().getFirst().application());
    this.manifest = new Manifest(scope, names, words, new Participants(scope), platform);
  }

  /** Writes a slice; {@code collectionId} is the same in all files of one conversation. */
  void write(
      Conversation conversation,
      String collectionId,
      String fileId,
      Slice slice,
      ImportRequest request,
      OutputStream out)
      throws IOException {
    Instant first = slice.items().getFirst().message().sentAt();
    Instant last = slice.items().getLast().message().sentAt();
    Set<@Nullable String> people = manifest.people(conversation, slice);
    String title = names.conversation(conversation);
    MimeDocument mail =
        new MimeDocument(mailboxes.messageId(conversation.id(), fileId))
            .from(mailboxes.of(slice.items().getFirst().message().senderId()))
            .to(recipients(conversation))
            .date("Date", first.atZone(request.zone()))
            .header("Subject", title + ", " + slice.day())
            .header("X-RSMF-Version", Manifest.VERSION)
            .header("X-RSMF-Generator", GENERATOR)
            .header("X-RSMF-BeginDate", Events.time(first))
            .header("X-RSMF-EndDate", Events.time(last))
            .header("X-RSMF-EventCount", Integer.toString(slice.items().size()))
            .header("X-RSMF-AttachmentCount", Integer.toString(slice.fileCount()))
            .header("X-RSMF-EventCollectionID", collectionId)
            .header("X-RSMF-Application", platform)
            .header("X-RSMF-Participants", shown(people));
    custodian(people).ifPresent(id -> mail.header("X-RSMF-Custodian", names.person(id)));
    mail.text(text(title, people, slice));
    mail.attachment(
        "rsmf.zip", "application/zip", to -> writeZip(conversation, collectionId, slice, to));
    mail.writeTo(out);
  }

  private java.util.Optional<String> custodian(Set<@Nullable String> people) {
    return scope.people().stream()
        .filter(p -> p.self() && people.contains(p.id()))
        .map(p -> p.id())
        .findFirst();
  }

  private List<MimeDocument.Mailbox> recipients(Conversation conversation) {
    if (conversation.memberIds().size() > MAX_NAMED) {
      String title = names.conversation(conversation);
      return List.of(mailboxes.conversation(conversation.id(), title));
    }
    return conversation.memberIds().stream().map(mailboxes::of).toList();
  }

  private String shown(Set<@Nullable String> people) {
    List<String> some = new ArrayList<>();
    for (String person : people) {
      if (some.size() < MAX_NAMED) {
        some.add(names.person(person));
      }
    }
    return String.join("; ", some);
  }

  /** What a search finds: who took part, and who said what when. */
  private String text(String title, Set<@Nullable String> people, Slice slice) {
    StringBuilder text = new StringBuilder();
    text.append(title).append('\n').append(shown(people)).append("\n\n");
    for (Slice.Item item : slice.items()) {
      Message message = item.message();
      text.append('[').append(Events.time(message.sentAt())).append("] ");
      text.append(names.person(message.senderId())).append(": ");
      // Set in, so that nobody can write a line that looks like another's.
      String said = Texts.lines(words.message(message, names::person));
      text.append(said.replace("\n", "\n    ")).append('\n');
      for (String file : item.files()) {
        if (file != null) {
          text.append("    [").append(file).append("]\n");
        }
      }
      for (String extra : words.extras(message, names::person)) {
        text.append("    ").append(Texts.lines(extra).replace("\n", "\n    ")).append('\n');
      }
    }
    return text.toString();
  }

  private void writeZip(
      Conversation conversation, String collectionId, Slice slice, OutputStream out)
      throws IOException {
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(new LeftOpen(out))) {
      writeZip(conversation, collectionId, slice, zip);
    }
  }

  private void writeZip(
      Conversation conversation, String collectionId, Slice slice, ZipArchiveOutputStream zip)
      throws IOException {
    zip.putArchiveEntry(entry(Slice.MANIFEST));
    manifest.write(conversation, collectionId, slice, zip);
    zip.closeArchiveEntry();
    for (Slice.Item item : slice.items()) {
      for (int i = 0; i < item.files().size(); i++) {
        String file = item.files().get(i);
        if (file != null) {
          ZipArchiveEntry entry = entry(file);
          entry.setSize(item.message().attachments().get(i).size());
          zip.putArchiveEntry(entry);
          scope.copy(item.message().attachments().get(i), zip);
          zip.closeArchiveEntry();
          progress.advance(0, item.message().attachments().get(i).size());
        }
      }
    }
  }

  /** The mail goes on after its ZIP, which has memory of its own to give back when it is closed. */
  private static final class LeftOpen extends FilterOutputStream {
    LeftOpen(OutputStream mail) {
      super(mail);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  private static ZipArchiveEntry entry(String name) {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    // Local time by the format: the first moment a ZIP can tell, the same on every machine.
    entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
    return entry;
  }
}
