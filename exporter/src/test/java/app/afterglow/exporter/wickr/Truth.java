package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares a history with an {@code expected.json}, message by message and byte by byte. */
final class Truth {

  private final JsonNode expected;
  private final History history;
  private final Map<String, Person> people = new HashMap<>();
  private final Map<String, Message> messages = new HashMap<>();

  private Truth(JsonNode expected, History history) {
    this.expected = expected;
    this.history = history;
  }

  static void assertHolds(JsonNode expected, History history) throws IOException {
    new Truth(expected, history).check();
  }

  private void check() throws IOException {
    assertThat(history.accounts())
        .extracting(account -> String.valueOf(account.name()))
        .containsExactly(expected.get("account").textValue());
    checkPeople();
    checkConversations();
    readMessages();
    assertThat(messages).hasSize(expected.get("counts").get("messages").intValue());
    for (JsonNode message : expected.get("messages")) {
      checkMessage(message);
    }
    assertThat(digest()).isEqualTo(expected.get("digest").textValue());
  }

  private void checkPeople() throws IOException {
    try (Stream<Person> all = history.people()) {
      all.forEach(person -> people.put(person.id(), person));
    }
    Map<String, String> names = new HashMap<>();
    people.forEach((id, person) -> names.put(id, String.valueOf(person.name())));
    Map<String, String> wanted = new HashMap<>();
    for (JsonNode person : expected.get("people")) {
      wanted.put(person.get("id").textValue(), person.get("name").textValue());
    }
    assertThat(names).isEqualTo(wanted);
    assertThat(people.values().stream().filter(Person::self).map(Person::name))
        .containsExactly(expected.get("account").textValue());
  }

  private void checkConversations() throws IOException {
    Map<String, Conversation> found = new HashMap<>();
    for (ArchivedConversation archived : history.conversations()) {
      found.put(archived.conversation().id(), archived.conversation());
    }
    assertThat(found).hasSize(expected.get("conversations").size());
    for (JsonNode wanted : expected.get("conversations")) {
      Conversation conversation = present(found, wanted.get("id").textValue());
      assertThat(conversation.kind().word()).isEqualTo(wanted.get("kind").textValue());
      assertThat(conversation.title()).isEqualTo(wanted.get("title").textValue());
      TreeSet<String> members = new TreeSet<>();
      conversation.memberIds().forEach(id -> members.add(name(id)));
      TreeSet<String> wantedMembers = new TreeSet<>();
      wanted.get("members").forEach(member -> wantedMembers.add(member.textValue()));
      assertThat(members).isEqualTo(wantedMembers);
    }
  }

  private String name(@Nullable String personId) {
    Person person = people.get(personId);
    return person == null ? "nobody" : String.valueOf(person.name());
  }

  private void readMessages() throws IOException {
    for (ArchivedConversation archived : history.conversations()) {
      Instant last = Instant.MIN;
      try (Stream<Message> stream = history.messages(archived)) {
        for (Message message : stream.toList()) {
          assertThat(message.conversationId()).isEqualTo(archived.conversation().id());
          assertThat(message.sentAt()).isAfterOrEqualTo(last);
          assertThat(messages.put(message.id(), message)).isNull();
          last = message.sentAt();
        }
      }
    }
  }

  private void checkMessage(JsonNode wanted) throws IOException {
    Message message = present(messages, wanted.get("id").textValue());
    assertThat(message.conversationId()).isEqualTo(wanted.get("conversation").textValue());
    assertThat(name(message.senderId())).isEqualTo(wanted.get("sender").textValue());
    assertThat(message.sentAt()).isEqualTo(Instant.parse(wanted.get("time").textValue()));
    assertThat(message.sourceType()).isEqualTo(wanted.get("type").asText());
    assertThat(message.body().kind()).isEqualTo(wanted.get("kind").textValue());
    assertThat(message.body().text()).isEqualTo(wanted.get("text").textValue());
    // A store of an old version has no column for it.
    if (message.expiresAt() != null) {
      assertThat(message.expiresAt()).isEqualTo(Instant.parse(wanted.get("expires").textValue()));
    }
    checkAttachment(message, wanted.get("attachment"));
  }

  private static <T> T present(Map<String, T> map, String id) {
    T found = map.get(id);
    if (found == null) {
      throw new AssertionError(id + " is missing");
    }
    return found;
  }

  private void checkAttachment(Message message, JsonNode wanted) throws IOException {
    if (wanted.isNull()) {
      assertThat(message.attachments()).isEmpty();
      return;
    }
    assertThat(message.attachments()).hasSize(1);
    Attachment attachment = message.attachments().getFirst();
    assertThat(attachment.sourceId()).isEqualTo(wanted.get("guid").textValue());
    assertThat(attachment.name()).isEqualTo(wanted.get("name").textValue());
    assertThat(attachment.mediaType()).isEqualTo(wanted.get("mime").textValue());
    assertThat(attachment.size()).isEqualTo(wanted.get("size").longValue());
    assertThat(attachment.status().word()).isEqualTo(wanted.get("state").textValue());
    if (attachment.sha256() == null) {
      assertThat(wanted.get("state").textValue()).isNotEqualTo("present");
      return;
    }
    assertThat(attachment.sha256()).isEqualTo(wanted.get("sha256").textValue());
    try (InputStream content = history.attachment(attachment.sha256())) {
      assertThat(sha256(content.readAllBytes())).isEqualTo(wanted.get("sha256").textValue());
    }
  }

  /** The digest as {@code digest_of} defines it. */
  private String digest() {
    DateTimeFormatter time =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    List<String> lines = new ArrayList<>();
    for (Message message : messages.values()) {
      String text = message.body().text();
      String attachment = "-";
      for (Attachment file : message.attachments()) {
        attachment = file.sha256() == null ? file.status().word() : file.sha256();
      }
      lines.add(
          String.join(
              "|",
              message.conversationId(),
              message.id(),
              time.format(message.sentAt()),
              name(message.senderId()),
              message.sourceType(),
              text == null ? "-" : sha256(text.getBytes(StandardCharsets.UTF_8)),
              attachment));
    }
    // Python sorts by code point, which for these ASCII-led lines is the same only as UTF-8 bytes.
    lines.sort(
        (one, other) ->
            java.util.Arrays.compareUnsigned(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8)));
    return sha256(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
