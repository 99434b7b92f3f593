package app.afterglow.importer.html;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.model.Account;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An unpacked archive as docs/archive-format.md describes it, as far as its own reader looks at it:
 * the JSON files, the attachments under their hashes and the reader itself.
 */
final class UnpackedArchive {

  /** A character that UTF-8 can't hold is written as an escape. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final DateTimeFormatter RFC_3339 =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(java.util.Locale.ROOT);
  private static final int MESSAGES_PER_FILE = 1000;

  private UnpackedArchive() {}

  static Path write(InMemoryHistory history, Path top) throws IOException {
    Path data = Files.createDirectories(top.resolve("data"));
    Account account = history.accounts.getFirst();
    ObjectNode info = MAPPER.createObjectNode();
    info.put("formatVersion", 1);
    info.put("created", "2021-06-01T00:00:00.000Z");
    info.putObject("source").put("application", account.application()).put("platform", "windows");
    info.putObject("account").put("id", account.id()).put("name", account.name());
    info.putObject("counts").put("losses", 0);
    Files.writeString(data.resolve("archive.json"), info.toPrettyString());
    List<String> people = new ArrayList<>();
    for (Person person : history.people) {
      people.add(
          MAPPER.writeValueAsString(
              MAPPER
                  .createObjectNode()
                  .put("id", person.id())
                  .put("name", person.name())
                  .put("displayName", person.displayName())
                  .put("self", person.self())));
    }
    writeLines(data.resolve("people.jsonl"), people);
    List<String> conversations = new ArrayList<>();
    for (ArchivedConversation archived : history.conversations()) {
      conversations.add(writeConversation(history, archived, top, conversations.size()));
    }
    writeLines(data.resolve("conversations.jsonl"), conversations);
    for (Map.Entry<String, byte[]> content : history.contents.entrySet()) {
      Path folder = data.resolve("attachments").resolve(content.getKey().substring(0, 2));
      Files.createDirectories(folder);
      Files.write(folder.resolve(content.getKey()), content.getValue());
    }
    try (InputStream in =
        Objects.requireNonNull(
            UnpackedArchive.class.getResourceAsStream("/app/afterglow/reader/index.html"))) {
      Files.copy(in, top.resolve("index.html"));
    }
    return top.resolve("index.html");
  }

  private static String writeConversation(
      InMemoryHistory history, ArchivedConversation archived, Path top, int number)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (Message message : history.messages(archived).toList()) {
      lines.add(line(message));
    }
    ObjectNode json = MAPPER.createObjectNode();
    json.put("id", archived.conversation().id());
    json.put("kind", archived.conversation().kind().word());
    json.put("title", archived.conversation().title());
    archived.conversation().memberIds().forEach(json.putArray("memberIds")::add);
    ArrayNode files = json.putArray("messageFiles");
    for (int from = 0; from < lines.size(); from += MESSAGES_PER_FILE) {
      String path =
          "data/messages/conversation-%d/%05d.jsonl"
              .formatted(number, from / MESSAGES_PER_FILE + 1);
      files.add(path);
      Files.createDirectories(Objects.requireNonNull(top.resolve(path).getParent()));
      writeLines(
          top.resolve(path), lines.subList(from, Math.min(lines.size(), from + MESSAGES_PER_FILE)));
    }
    json.put("messageCount", lines.size());
    json.put("firstAt", archived.firstAt() == null ? null : RFC_3339.format(archived.firstAt()));
    json.put("lastAt", archived.lastAt() == null ? null : RFC_3339.format(archived.lastAt()));
    return MAPPER.writeValueAsString(json);
  }

  /** The same words as in the pages, with times as RFC 3339. */
  private static String line(Message message) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = Json.generator(text)) {
      PageJson.write(
          message,
          message.attachments().stream()
              .map(attachment -> new Placed(attachment.status().word(), null))
              .toList(),
          out);
    }
    ObjectNode json = (ObjectNode) MAPPER.readTree(text.toString());
    json.put("conversationId", message.conversationId());
    json.put("sentAt", RFC_3339.format(message.sentAt()));
    for (JsonNode part : json.path("edits")) {
      asText((ObjectNode) part, "at");
    }
    for (JsonNode part : json.path("reactions")) {
      asText((ObjectNode) part, "at");
    }
    asText(json, "expiresAt");
    return MAPPER.writeValueAsString(json);
  }

  private static void asText(ObjectNode json, String field) {
    if (json.hasNonNull(field)) {
      json.put(field, RFC_3339.format(Instant.ofEpochMilli(json.get(field).asLong())));
    } else {
      json.putNull(field);
    }
  }

  private static void writeLines(Path file, List<String> lines) throws IOException {
    Files.writeString(
        file,
        String.join("\n", lines)
            + String.join("", Collections.nCopies(Math.min(1, lines.size()), "\n")));
  }
}
