package app.afterglow.reader.testing;

import app.afterglow.age.Recipient;
import app.afterglow.archive.ArchiveDescription;
import app.afterglow.archive.ArchiveWriter;
import app.afterglow.archive.ArchivedConversation;
import app.afterglow.model.Attachment;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.progress.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A history as an archive. */
public final class WrittenArchive {

  private WrittenArchive() {}

  /** Writes it to a file for one recipient. */
  public static Path write(InMemoryHistory history, Path file, Recipient recipient)
      throws IOException {
    ArchiveDescription description =
        new ArchiveDescription("Afterglow", Instant.EPOCH, history.accounts.getFirst(), Map.of());
    try (ArchiveWriter writer = ArchiveWriter.create(file, List.of(recipient), description)) {
      writer.finish(write(history, writer), Progress.SILENT);
    }
    return file;
  }

  private static Balance write(InMemoryHistory history, ArchiveWriter writer) throws IOException {
    for (Person person : history.people) {
      writer.person(person);
    }
    long messages = 0;
    long found = 0;
    long carried = 0;
    for (ArchivedConversation archived : history.conversations()) {
      writer.conversation(archived.conversation());
      for (Message message : (Iterable<Message>) history.messages(archived)::iterator) {
        writer.message(message);
        messages++;
        for (Attachment attachment : message.attachments()) {
          found++;
          carried += attachment.status() == Attachment.Status.PRESENT ? 1 : 0;
        }
      }
    }
    for (Map.Entry<String, byte[]> content : history.contents.entrySet()) {
      if (writer.wants(content.getKey())) {
        writer.attachment(content.getKey(), new ByteArrayInputStream(content.getValue()));
      }
    }
    for (Loss loss : history.losses) {
      writer.loss(loss);
    }
    long people = history.people.size();
    long conversations = history.conversations().size();
    return new Balance(
        new Balance.Line(people, people, 0),
        new Balance.Line(conversations, conversations, 0),
        new Balance.Line(messages, messages, 0),
        new Balance.Line(found, carried, found - carried));
  }
}
