package app.afterglow.archive.merge;

import app.afterglow.age.X25519Identity;
import app.afterglow.archive.ArchiveInfo;
import app.afterglow.archive.ArchiveReader;
import app.afterglow.archive.ArchiveVerifier;
import app.afterglow.archive.ArchivedConversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What stands in an archive, once the verifier has found it whole. */
record Merged(
    ArchiveInfo info,
    List<Person> people,
    List<ArchivedConversation> conversations,
    List<Message> messages,
    List<Loss> losses) {

  static Merged read(Path file, X25519Identity identity) throws IOException {
    ArchiveVerifier.verify(file, List.of(identity), Progress.SILENT);
    try (ArchiveReader reader = ArchiveReader.open(file, List.of(identity));
        Stream<Person> people = reader.people();
        Stream<Loss> losses = reader.losses()) {
      List<Message> messages = new ArrayList<>();
      for (ArchivedConversation conversation : reader.conversations()) {
        try (Stream<Message> found = reader.messages(conversation)) {
          found.forEach(messages::add);
        }
      }
      return new Merged(
          reader.info(), people.toList(), reader.conversations(), messages, losses.toList());
    }
  }

  Message message(String id) {
    List<Message> found = messages.stream().filter(m -> m.id().equals(id)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " messages of id " + id);
    }
    return found.getFirst();
  }

  List<String> ids() {
    return messages.stream().map(Message::id).toList();
  }

  List<String> reasons() {
    return losses.stream()
        .map(loss -> loss.what().word() + " " + loss.id() + " " + loss.reason())
        .toList();
  }
}
