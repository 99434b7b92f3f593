package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import app.afterglow.exporter.FoundAttachment;
import app.afterglow.exporter.Source;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import app.afterglow.problem.UnsupportedInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that are not as the reference says: everything in them is carried or listed. */
class TolerantReadingTest {

  @TempDir Path folder;

  @Test
  void readsTimesInSecondsMillisecondsFractionsAndText() throws Exception {
    Reading reading =
        read(
            store -> {
              store.message("m1", 1_620_135_425L, 1000, "seconds");
              store.message("m2", 1_620_135_426_789L, 1000, "milliseconds");
              store.message("m3", 1_620_135_427.5, 1000, "a fraction");
              store.message("m4", "1620135428", 1000, "text");
            });

    assertThat(reading.messages())
        .extracting(Message::sentAt)
        .containsExactly(
            Instant.parse("2021-05-04T13:37:05Z"),
            Instant.parse("2021-05-04T13:37:06.789Z"),
            Instant.parse("2021-05-04T13:37:07.500Z"),
            Instant.parse("2021-05-04T13:37:08Z"));
    assertThat(reading.allLosses()).isEmpty();
  }

  @Test
  void listsTimesThatAreNone() throws Exception {
    Reading reading =
        read(
            store -> {
              store.message("m1", null, 1000, "none");
              store.message("m2", -5, 1000, "negative");
              store.message("m3", Long.MAX_VALUE, 1000, "beyond");
              store.message("m4", "yesterday", 1000, "words");
            });

    assertThat(reading.messages()).allMatch(message -> message.sentAt().equals(Instant.EPOCH));
    assertThat(reading.allLosses())
        .extracting(Loss::id, Loss::reason, Loss::partial)
        .containsExactlyInAnyOrder(
            tuple("m1", "time-unreadable", true),
            tuple("m2", "time-unreadable", true),
            tuple("m3", "time-unreadable", true),
            tuple("m4", "time-unreadable", true));
    assertThat(reading.message("m4").raw()).containsKey("timestamp");
  }

  @Test
  void readsTableWithGeneratedColumn() throws Exception {
    Reading reading =
        read(
            store -> {
              store.sql("DROP TABLE Wickr_Message");
              store.sql(
                  "CREATE TABLE Wickr_Message(_id INTEGER PRIMARY KEY, messageID TEXT,"
                      + " shout TEXT AS (upper(messageID)) VIRTUAL, convo INTEGER,"
                      + " senderUserID TEXT, timestamp, type INTEGER, bodyText BLOB,"
                      + " bodyData BLOB, \"odd \"\"name\" TEXT DEFAULT 'kept')");
              store.message("m1", 1_620_135_425L, 1000, "text");
            });

    Message message = reading.message("m1");
    assertThat(message.sentAt()).isEqualTo(Instant.parse("2021-05-04T13:37:05Z"));
    assertThat(message.body()).isEqualTo(new MessageBody.Text("text"));
    assertThat(message.raw()).hasToString("{odd \"name=\"kept\"}");
  }

  @Test
  void makesUpConversationsAndPeopleThatOnlyMessagesName() throws Exception {
    Reading reading =
        read(
            store -> {
              store.message("m1", 77, "d".repeat(64), 1, 1000, "elsewhere", null);
              store.message("m2", null, null, 2, 1000, "nowhere", null);
              store.sql("INSERT INTO Wickr_ConvoUser VALUES(3, 1, 99)");
            });

    assertThat(reading.conversations())
        .extracting(Conversation::id)
        .containsExactly(TestStore.ROOM, "conversation-77", "no-conversation");
    assertThat(reading.people()).extracting(Person::id).contains("d".repeat(64), "user-99");
    assertThat(reading.losses())
        .extracting(Loss::reason)
        .containsOnly("person-unknown", "conversation-unknown");
    assertThat(reading.message("m2").senderId()).isNull();
  }

  @Test
  void carriesTheFirstOfMessagesWithOneIdAndListsTheOthers() throws Exception {
    Reading reading =
        read(
            store -> {
              store.message("same", 1, 1000, "first");
              store.message("other", 2, 1000, "other");
              store.message("same", 3, 1000, "second");
            });

    assertThat(reading.message("same").body().text()).isEqualTo("first");
    assertThat(reading.losses())
        .extracting(Loss::id, Loss::reason, Loss::partial)
        .containsExactly(tuple("same", "duplicate-id", false));
  }

  @Test
  void namesMessagesWithoutIdByTheirRow() throws Exception {
    Reading reading = read(store -> store.message(null, 1, TestStore.ME, 1, 1000, "x", null));

    assertThat(reading.message("row-1").body().text()).isEqualTo("x");
    assertThat(reading.allLosses()).extracting(Loss::reason).containsExactly("message-without-id");
  }

  @Test
  void readsTextsEncryptedPlainAndUnreadable() throws Exception {
    Reading reading =
        read(
            store -> {
              byte[] changed = store.sealed("lost");
              changed[20] ^= 1;
              store.message("m1", 1, 1000, store.sealed("sealed 🌷"));
              store.message("m2", 2, 1000, "plain text");
              store.message("m3", 3, 1000, "bytes".getBytes(StandardCharsets.UTF_8));
              store.message("m4", 4, 1000, changed);
              store.message("m5", 5, 1000, store.sealed(""));
              store.message("m6", 6, 1000, null);
              store.message("m7", 7, 1000, store.sealed(new byte[] {(byte) 0xff, 1}));
            });

    assertThat(reading.messages())
        .extracting(message -> message.body().text())
        .containsExactly("sealed 🌷", "plain text", "bytes", null, "", null, null);
    assertThat(reading.allLosses())
        .extracting(Loss::id, Loss::reason)
        .containsExactly(tuple("m4", "text-unreadable"), tuple("m7", "text-unreadable"));
    assertThat(reading.message("m4").raw().toString()).contains("bodyText", "base64");
  }

  @Test
  void keepsUnknownColumnsAndTypesRaw() throws Exception {
    Reading reading =
        read(
            store -> {
              store.sql("ALTER TABLE Wickr_Message ADD COLUMN threadID TEXT");
              store.sql("ALTER TABLE Wickr_Message ADD COLUMN secretNote BLOB");
              store.sql("ALTER TABLE Wickr_Convo ADD COLUMN pinned INTEGER DEFAULT 1");
              store.message("m1", 1, 12345, "strange");
              store.sql(
                  "UPDATE Wickr_Message SET threadID = 'T', secretNote = ?",
                  (Object) store.sealed("note"));
            });

    Message message = reading.message("m1");
    assertThat(message.body()).isEqualTo(new MessageBody.Unknown("strange"));
    assertThat(message.sourceType()).isEqualTo("12345");
    assertThat(message.raw()).extractingByKey("threadID").hasToString("\"T\"");
    assertThat(message.raw()).extractingByKey("secretNote").hasToString("\"note\"");
    assertThat(reading.conversations().getFirst().raw()).extractingByKey("pinned").hasToString("1");
  }

  @Test
  void saysWhichColumnsAnArchiveHasNoPlaceFor() throws Exception {
    Reading reading =
        read(
            store -> {
              store.sql("CREATE TABLE Wickr_Settings(name TEXT, value TEXT)");
              store.sql("INSERT INTO Wickr_Settings VALUES('theme', 'dark')");
              store.sql("CREATE TABLE Wickr_App(user TEXT, appIDSec BLOB)");
            });

    assertThat(reading.losses())
        .extracting(Loss::what, Loss::id, Loss::partial)
        .containsExactly(
            tuple(Loss.What.COLUMN, "Wickr_Settings.name", true),
            tuple(Loss.What.COLUMN, "Wickr_Settings.value", true));
  }

  @Test
  void listsFileMessageThatSaysNothingOfItsFile() throws Exception {
    Reading reading =
        read(
            store -> {
              store.message("m1", 1, 6000, null);
              store.sql("UPDATE Wickr_Message SET msgFileName = 'photo.jpg'");
            });

    assertThat(reading.found().getFirst().attachments())
        .extracting(FoundAttachment::name, FoundAttachment::sourceId)
        .containsExactly(tuple("photo.jpg", null));
    assertThat(reading.files()).isEmpty();
  }

  @Test
  void looksForTheSenderInThePayloadWhereTheRowNamesNone() throws Exception {
    byte[] payload = {0x0a, 6, 'f', 'r', 'i', 'e', 'n', 'd'};
    Reading reading = read(store -> store.message("m1", 1, null, 1, 1000, "x", payload));

    assertThat(reading.message("m1").senderId()).isEqualTo(TestStore.FRIEND);
  }

  @Test
  void linksEditsReactionsAndDeletionsWherePayloadsAreJson() throws Exception {
    Reading reading =
        read(
            store -> {
              json(store, "e", 9000, "{'edit':{'originalmessageid':'x','text':'new'}}");
              json(store, "r", 9100, "{'originalmessageid':'x','reaction':'👍','removed':true}");
              json(store, "d", 4011, "{'control':{'msgid':'x'}}");
              json(
                  store,
                  "c",
                  7000,
                  "{'call':{'status':'missed','duration':3,'participants':['friend','who']}}");
              json(store, "l", 8000, "{'latitude':48.5,'longitude':'2.25'}");
              json(store, "n", 9000, "{'edit':{}}");
            });

    assertThat(reading.message("e").body()).isEqualTo(new MessageBody.EditOf("x", "new"));
    assertThat(reading.message("r").body())
        .isEqualTo(new MessageBody.ReactionTo("x", "👍", true, null));
    assertThat(reading.message("d").body()).isEqualTo(new MessageBody.Deleted("x", null));
    assertThat(reading.message("c").body())
        .isEqualTo(new MessageBody.Call("missed", 3L, List.of(TestStore.FRIEND, "who"), null));
    assertThat(reading.message("l").body()).isEqualTo(new MessageBody.Location(48.5, 2.25, null));
    assertThat(reading.message("n").body()).isEqualTo(new MessageBody.Unknown(null));
    assertThat(reading.message("n").raw()).containsKey("bodyData");
  }

  @Test
  void ordersByTimeAndIdWhateverTheRowsOrder() throws Exception {
    Reading reading =
        read(
            store -> {
              store.sql("CREATE UNIQUE INDEX unique_id ON Wickr_Message(messageID)");
              store.sql("BEGIN");
              for (int i = 0; i < 500; i++) {
                store.message("m" + (i * 7919) % 500, (i * 104_729) % 50, 1000, "text");
              }
              store.sql("COMMIT");
            });

    assertThat(reading.messages()).hasSize(500);
  }

  @Test
  void refusesViewsInPlaceOfTables() throws Exception {
    try (TestStore store = new TestStore(folder.resolve("store"))) {
      store.sql(
          "CREATE VIEW Wickr_Message AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1"
              + " FROM n) SELECT i AS messageID, 1 AS type FROM n");

      assertThatThrownBy(store::open)
          .isInstanceOf(UnsupportedInputException.class)
          .hasMessageContaining("Wickr_Message");
    }
  }

  @Test
  void listsMessageTooLargeToRead() throws Exception {
    Reading reading =
        read(
            store -> {
              store.message("small", 1, 1000, "x");
              store.sql(
                  "INSERT INTO Wickr_Message(messageID, convo, timestamp, type, bodyText)"
                      + " VALUES('huge', 1, 2, 1000, zeroblob(17000000))");
            });

    assertThat(reading.messages()).extracting(Message::id).containsExactly("small");
    assertThat(reading.losses())
        .extracting(Loss::id, Loss::reason, Loss::partial)
        .containsExactly(tuple("huge", "message-too-large", false));
  }

  private static void json(TestStore store, String id, int type, String payload)
      throws SQLException {
    byte[] bytes = payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    store.message(id, 1, TestStore.ME, 1, type, null, bytes);
  }

  private interface Content {
    void write(TestStore store) throws SQLException;
  }

  private Reading read(Content content) throws IOException, SQLException {
    try (TestStore store = TestStore.usual(folder.resolve("store"))) {
      content.write(store);
      try (Source source = store.open()) {
        return Reading.of(source);
      }
    }
  }
}
