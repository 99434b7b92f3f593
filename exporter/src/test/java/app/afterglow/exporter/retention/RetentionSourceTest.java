package app.afterglow.exporter.retention;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.FoundMessage;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.Source;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionSourceTest {

  private static final String ROOM = "S" + "ab".repeat(32);

  @TempDir private Path folder;

  @BeforeEach
  void writeBotOutput() throws IOException {
    Files.createDirectories(folder.resolve("messages"));
    Files.createDirectories(folder.resolve("attachments"));
    Files.writeString(folder.resolve("attachments/f1_report.pdf"), "a report");
    write(
        "messages/0001.json",
        """
        {"message_id":"m1","msgtype":4001,"sender":"a@x","vgroupid":"%1$s","msg_ts":"1620135000.5",
         "control":{"msgtype":4001,"title":"Désk","description":"d","members":[{"name":"a@x"},{"name":"b@x"}],"masters":["a@x"]}}
        {"message_id":"m3","message":"second","msgtype":1000,"sender":"b@x","vgroupid":"%1$s","time_iso":"2021-05-04 13:37:05.123","ttl":60,"sender_type":"guest"}
        {"message_id":"m2","message":"first","msgtype":1000,"sender":"a@x","vgroupid":"%1$s","time_iso":"2021-05-04 13:37:05.123"}
        """
            .formatted(ROOM));
    write(
        "messages/0002.json",
        """
        [{"message_id":"m4","msgtype":6000,"sender":"a@x","vgroupid":"%1$s","msg_ts":1620140000,
          "file":{"displayname":"report.pdf","filename":"report.pdf","guid":"g-1","filesize":8,"mimetype":"application/pdf",
                  "localfilename":"/tmp/bot/attachments/f1_report.pdf"}},
         {"message_id":"m5","msgtype":6000,"sender":"a@x","vgroupid":"%1$s","msg_ts":1620140001,
          "file":{"displayname":"gone.pdf","guid":"g-2","filesize":9,"localfilename":"/tmp/bot/attachments/../../etc/passwd"}},
         {"message_id":"m6","msgtype":9000,"sender":"b@x","vgroupid":"%1$s","msg_ts":1620140002,"edit":{"originalmessageid":"m3","text":"second!"}},
         {"message_id":"m7","msgtype":9100,"sender":"b@x","vgroupid":"%1$s","msg_ts":1620140003,"reaction":{"originalmessageid":"m2","reaction":"👍","added":"👍"}},
         {"message_id":"m8","msgtype":4011,"sender":"b@x","vgroupid":"%1$s","msg_ts":1620140004,"control":{"msgid":"m2","isrecall":true}},
         {"message_id":"m9","msgtype":7000,"sender":"b@x","vgroupid":"%1$s","msg_ts":1620140005,"call":{"status":"completed","duration":61,"participants":["a@x","b@x"]}},
         {"message_id":"m10","msgtype":8000,"sender":"b@x","vgroupid":"%1$s","msg_ts":1620140006,"location":{"latitude":48.85,"longitude":"2.35"}},
         {"message_id":"m11","msgtype":31337,"sender":"b@x","vgroupid":"%1$s","msg_ts":1620140007,"odd":[1,2]}]
        """
            .formatted(ROOM));
    write(
        "messages/0003.json",
        """
        {"id":"d1","message":"psst","sender":"a@x","receiver":"c@x","time":"Tue"}
        {"id":"d1","message":"psst","sender":"a@x","receiver":"c@x","time":"Tue"}
        {"id":"d2","mess
        """);
  }

  @Test
  void recognisesTheBotsFolderAndNoOther() throws IOException {
    Files.createDirectories(folder.resolve("other"));
    write("other/package.json", "{\"name\":\"x\"}");

    List<FoundStore> found = new RetentionProvider().recognise(folder);

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().keys()).containsExactly(FoundStore.KeyKind.NONE);
    assertThat(new RetentionProvider().recognise(folder.resolve("other"))).isEmpty();
    assertThat(new RetentionProvider().recognise(folder.resolve("nowhere"))).isEmpty();
  }

  @Test
  void readsEveryTypeInOrder() throws IOException {
    try (Source source = open()) {
      Conversation room = conversation(source, ROOM);
      List<FoundMessage> messages = messages(source, room);

      assertThat(room.kind()).isEqualTo(Conversation.Kind.ROOM);
      assertThat(room.title()).isEqualTo("Désk");
      assertThat(room.memberIds()).containsExactly("a@x", "b@x");
      assertThat(messages)
          .extracting(m -> m.message().id())
          .containsExactly("m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "m10", "m11");
      assertThat(messages.get(0).message().sentAt())
          .isEqualTo(Instant.parse("2021-05-04T13:30:00.500Z"));
      assertThat(messages.get(2).message().expiresAt())
          .isEqualTo(Instant.parse("2021-05-04T13:38:05.123Z"));
      assertThat(messages.get(2).message().raw()).containsKey("sender_type");
      assertThat(messages.get(5).message().body())
          .isEqualTo(new MessageBody.EditOf("m3", "second!"));
      assertThat(messages.get(6).message().body())
          .isEqualTo(new MessageBody.ReactionTo("m2", "👍", false, null));
      assertThat(messages.get(7).message().body()).isEqualTo(new MessageBody.Deleted("m2", null));
      assertThat(String.valueOf(messages.get(7).message().raw().get("control")))
          .contains("\"isrecall\":true");
      assertThat(messages.get(8).message().body())
          .isEqualTo(new MessageBody.Call("completed", 61L, List.of("a@x", "b@x"), null));
      assertThat(messages.get(9).message().body())
          .isEqualTo(new MessageBody.Location(48.85, 2.35, null));
      assertThat(messages.get(10).message().body()).isEqualTo(new MessageBody.Unknown(null));
      assertThat(messages.get(10).message().raw()).containsKey("odd");
    }
  }

  @Test
  void readsAttachmentsBelowTheFolderOnly() throws IOException {
    try (Source source = open()) {
      List<FoundMessage> messages = messages(source, conversation(source, ROOM));
      long present = messages.get(3).attachments().getFirst().handle();
      long outside = messages.get(4).attachments().getFirst().handle();

      try (InputStream content = source.attachment(present)) {
        assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
            .isEqualTo("a report");
      }
      Assertions.assertThatThrownBy(() -> source.attachment(outside))
          .isInstanceOf(NoSuchFileException.class);
    }
  }

  @Test
  void listsWhatIsTwiceMalformedOrWithoutTime() throws IOException {
    try (Source source = open()) {
      Map<String, Conversation> conversations = conversations(source);
      Conversation direct = conversation(source, "direct:a@x,c@x");

      long read = 0;
      for (Conversation conversation : conversations.values()) {
        read += messages(source, conversation).size();
      }

      assertThat(direct.kind()).isEqualTo(Conversation.Kind.DIRECT);
      assertThat(source.losses())
          .extracting(Loss::reason)
          .containsExactlyInAnyOrder(
              "malformed-json", "time-unreadable", "time-unreadable", "duplicate-id");
      long whole = source.losses().stream().filter(loss -> !loss.partial()).count();
      assertThat(read + whole).isEqualTo(source.messageCount());
      try (Stream<Person> people = source.people()) {
        assertThat(people.map(Person::id)).containsExactly("a@x", "b@x", "c@x");
      }
    }
  }

  private Source open() throws IOException {
    RetentionProvider provider = new RetentionProvider();
    FoundStore store = provider.recognise(folder).getFirst();
    return provider.open(store, Credentials.none(), Progress.SILENT);
  }

  private static Map<String, Conversation> conversations(Source source) throws IOException {
    try (Stream<Conversation> conversations = source.conversations()) {
      return conversations.collect(Collectors.toMap(Conversation::id, c -> c));
    }
  }

  private static Conversation conversation(Source source, String id) throws IOException {
    return Objects.requireNonNull(conversations(source).get(id));
  }

  private static List<FoundMessage> messages(Source source, Conversation conversation)
      throws IOException {
    try (Stream<FoundMessage> messages = source.messages(conversation)) {
      return messages.toList();
    }
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }
}
