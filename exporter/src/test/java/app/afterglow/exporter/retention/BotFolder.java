package app.afterglow.exporter.retention;

import app.afterglow.age.X25519Identity;
import app.afterglow.archive.ArchiveReader;
import app.afterglow.archive.ArchivedConversation;
import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.Export;
import app.afterglow.exporter.ExportReport;
import app.afterglow.exporter.ExportRequest;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Selection;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder as the bot leaves it, to be exported and read again. */
record BotFolder(Path folder) {

  /** What an archive of it holds. */
  record Archived(ExportReport report, List<Message> messages, List<Loss> losses) {

    Message only() {
      return messages.getFirst();
    }

    List<String> ids() {
      return messages.stream().map(Message::id).toList();
    }
  }

  BotFolder write(String name, String... lines) throws IOException {
    return write(name, String.join("\n", lines).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  BotFolder write(String name, byte[] content) throws IOException {
    Path file = folder.resolve("bot").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return this;
  }

  /** A text message of {@code a@x} to {@code b@x}, and more fields. */
  static String text(String id, long seconds, String more) {
    return "{\"message_id\":\"%s\",\"msgtype\":1000,\"message\":\"text of %s\",\"msg_ts\":%d,%s"
            .formatted(id, id, seconds, more)
        + "\"sender\":\"a@x\",\"receiver\":\"b@x\"}";
  }

  /** A file message whose file stands in {@code attachments/}. */
  static String file(String id, String name, String more) {
    return """
    {"message_id":"%s","msgtype":6000,"msg_ts":1620140000,"sender":"a@x","receiver":"b@x",\
    "file":{"displayname":"%s",%s"localfilename":"/tmp/bot/attachments/%s"}}"""
        .formatted(id, name, more, name);
  }

  Archived export() throws IOException {
    return export(Selection.ALL);
  }

  Archived export(Selection selection) throws IOException {
    X25519Identity identity = X25519Identity.generate();
    Path archive = folder.resolve("archive.zip.age");
    ExportRequest request =
        new ExportRequest(
            new RetentionProvider().recognise(folder.resolve("bot")).getFirst(),
            archive,
            List.of(identity.recipient()),
            selection,
            ExportRequest.Expired.KEEP,
            "Afterglow test");
    ExportReport report = Export.run(request, Credentials.none(), Progress.SILENT);
    List<Message> messages = new ArrayList<>();
    try (ArchiveReader reader = ArchiveReader.open(archive, List.of(identity));
        Stream<Loss> losses = reader.losses()) {
      for (ArchivedConversation conversation : reader.conversations()) {
        try (Stream<Message> stream = reader.messages(conversation)) {
          messages.addAll(stream.toList());
        }
      }
      return new Archived(report, messages, losses.toList());
    }
  }
}
