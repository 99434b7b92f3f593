package app.afterglow.importer.jsonl;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.archive.RecordJson;
import app.afterglow.files.UnfinishedFolder;
import app.afterglow.importer.CheckedContent;
import app.afterglow.model.Account;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder while it is written, open to its owner alone; it gets its name when all of it is on
 * disk. Without a path nothing is written, though contents are read and checked.
 */
final class JsonlFolder implements Closeable {

  static final String MESSAGES = "messages.jsonl";

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // As the archive writes it: emoji as UTF-8, unpaired surrogates as escapes.
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  private final @Nullable UnfinishedFolder folder;
  private final List<JsonGenerator> open = new ArrayList<>();
  private final JsonGenerator accounts;
  private final JsonGenerator people;
  private final JsonGenerator conversations;
  private final JsonGenerator messages;
  private final JsonGenerator losses;
  private boolean finished;

  private JsonlFolder(@Nullable UnfinishedFolder folder) throws IOException {
    this.folder = folder;
    accounts = lines("accounts.jsonl");
    people = lines("people.jsonl");
    conversations = lines("conversations.jsonl");
    messages = lines(MESSAGES);
    losses = lines("losses.jsonl");
  }

  static JsonlFolder create(@Nullable Path folder) throws IOException {
    return new JsonlFolder(folder == null ? null : UnfinishedFolder.begin(folder));
  }

  private JsonGenerator lines(String name) throws IOException {
    OutputStream out = OutputStream.nullOutputStream();
    if (folder != null) {
      Path file = folder.content().resolve(name);
      out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    }
    JsonGenerator lines = JSON.createGenerator(out);
    lines.setRootValueSeparator(new SerializedString(""));
    open.add(lines);
    return lines;
  }

  void account(Account account) throws IOException {
    accounts.writeStartObject();
    accounts.writeStringField("id", account.id());
    accounts.writeStringField("name", account.name());
    accounts.writeStringField("application", account.application());
    accounts.writeStringField("applicationVersion", account.applicationVersion());
    accounts.writeStringField("platform", account.platform());
    accounts.writeEndObject();
    accounts.writeRaw('\n');
  }

  void person(Person person) throws IOException {
    RecordJson.write(person, people);
    people.writeRaw('\n');
  }

  void conversation(ArchivedConversation conversation) throws IOException {
    RecordJson.write(conversation, conversations);
    conversations.writeRaw('\n');
  }

  void message(Message message) throws IOException {
    RecordJson.write(message, messages);
    messages.writeRaw('\n');
  }

  void loss(Loss loss) throws IOException {
    RecordJson.write(loss, losses);
    losses.writeRaw('\n');
  }

  /** Copies a content that isn't there yet; false where the archive can't give it whole. */
  boolean attachment(String sha256, History history) throws IOException {
    if (folder == null) {
      return CheckedContent.copy(history, sha256, OutputStream::nullOutputStream);
    }
    Path shelf = folder.content().resolve("attachments").resolve(sha256.substring(0, 2));
    Path file = shelf.resolve(sha256);
    if (Files.exists(file)) {
      return true;
    }
    Files.createDirectories(shelf);
    Path copy = shelf.resolve(sha256 + ".part");
    CheckedContent.Sink sink = () -> Files.newOutputStream(copy);
    if (!CheckedContent.copy(history, sha256, sink)) {
      Files.deleteIfExists(copy);
      return false;
    }
    Files.move(copy, file);
    return true;
  }

  /** Flushes everything to disk and gives the folder its name. */
  void finish() throws IOException {
    for (JsonGenerator lines : open) {
      lines.close();
    }
    if (folder != null) {
      folder.flush();
      folder.finish();
    }
    finished = true;
  }

  /** Without {@link #finish}, removes what was written. */
  @Override
  public void close() throws IOException {
    if (finished) {
      return;
    }
    finished = true;
    IOException failure = null;
    for (JsonGenerator lines : open) {
      try {
        lines.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (folder != null) {
      folder.close();
    }
    if (failure != null) {
      throw failure;
    }
  }
}
