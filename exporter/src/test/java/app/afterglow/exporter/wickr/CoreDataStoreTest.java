package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.afterglow.exporter.Source;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** iOS stores of versions that nobody has described: everything is carried or listed. */
class CoreDataStoreTest {

  private static final long COCOA = 641_828_225L;
  private static final Instant TIME = Instant.parse("2021-05-04T13:37:05Z");

  @TempDir Path folder;

  @Test
  void resolvesEntitiesByTheNumbersOfTheStore() throws Exception {
    Reading reading =
        read(
            store -> {
              store.message(1, "m", COCOA, 1000, store.sealed("bonjour 🌷"));
              store.sql("CREATE TABLE Z_21ROOMS(Z_21MASTERS INTEGER, Z_23ROOMS INTEGER)");
              store.sql("INSERT INTO Z_21ROOMS VALUES(8, 3)");
            });

    Conversation room = reading.conversations().getFirst();
    assertThat(room.id()).isEqualTo(CoreDataStore.ROOM);
    assertThat(room.kind()).isEqualTo(Conversation.Kind.ROOM);
    assertThat(room.title()).isEqualTo("Room");
    assertThat(room.memberIds()).containsExactly("hash-me", "hash-friend");
    assertThat(room.raw()).extractingByKey("administrators").hasToString("[\"hash-friend\"]");
    assertThat(room.raw()).extractingByKey("ZLASTTIMESTAMP").hasToString("1620000000");
    assertThat(room.raw()).doesNotContainKeys("ZROOMNAME", "Z_PK", "Z_ENT");
    assertThat(reading.people())
        .extracting(Person::id, Person::name, Person::displayName, Person::self)
        .containsExactly(
            tuple("hash-me", "me", null, true), tuple("hash-friend", "friend", "My friend", false));
    Message message = reading.message("m");
    assertThat(message.sentAt()).isEqualTo(TIME);
    assertThat(message.senderId()).isEqualTo("hash-friend");
    assertThat(message.body()).isEqualTo(new MessageBody.Text("bonjour 🌷"));
    assertThat(message.raw()).isEmpty();
    assertThat(reading.allLosses()).isEmpty();
  }

  @Test
  void goesByNamesWhereTheStoreHasNoNumbers() throws Exception {
    Reading reading =
        read(
            store -> {
              store.message(1, "m", COCOA, 6000, null);
              store.file(5, 1, store.sealed(store.fileKey));
              store.content("Files");
              store.sql("DROP TABLE Z_PRIMARYKEY");
            });

    assertThat(reading.conversations().getFirst().memberIds()).hasSize(2);
    assertThat(reading.files()).containsExactly(CoreDataStore.CONTENT);
  }

  @Test
  void countsTimesFromTheYearThatEachColumnCountsFrom() throws Exception {
    Reading reading =
        read(
            store -> {
              store.message(1, "m1", COCOA + 0.25, 1000, null);
              store.message(2, "m2", COCOA + 1, 1000, null);
              store.sql("UPDATE ZWICKR_MESSAGE SET ZCLEANUPTIME = 0 WHERE ZMSGID = 'm1'");
              store.sql("UPDATE ZWICKR_MESSAGE SET ZCLEANUPTIME = 1620135425 WHERE ZMSGID = 'm2'");
            });

    assertThat(reading.message("m1").sentAt()).isEqualTo(TIME.plusMillis(250));
    assertThat(reading.message("m1").expiresAt()).isNull();
    assertThat(reading.message("m2").expiresAt()).isEqualTo(TIME);
  }

  @Test
  void listsTimesThatAreNone() throws Exception {
    Reading reading =
        read(
            store -> {
              store.message(1, "m1", null, 1000, null);
              store.message(2, "m2", "yesterday", 1000, null);
              store.message(3, "m3", -2e9, 1000, null);
            });

    assertThat(reading.messages()).allMatch(message -> message.sentAt().equals(Instant.EPOCH));
    assertThat(reading.allLosses()).extracting(Loss::reason).containsOnly("time-unreadable");
  }

  @Test
  void readsPayloadsThatStandInPlaceOfTexts() throws Exception {
    Reading reading =
        read(
            store -> {
              store.message(
                  1, "file", COCOA, 6000, store.sealed(FilePayload.withKey(store.fileKey)));
              store.message(
                  2, "place", COCOA + 1, 8000, store.sealed("{\"latitude\":1,\"longitude\":2}"));
              store.message(3, "text", COCOA + 2, 1000, store.sealed("{\"not\":\"json\"}"));
              store.message(4, "note", COCOA + 3, 4001, store.sealed("room was created"));
              store.content("Files");
            });

    assertThat(reading.files()).containsExactly(CoreDataStore.CONTENT);
    assertThat(reading.message("place").body()).isEqualTo(new MessageBody.Location(1.0, 2.0, null));
    assertThat(reading.message("text").body().text()).isEqualTo("{\"not\":\"json\"}");
    assertThat(reading.message("note").body().text()).isEqualTo("room was created");
    assertThat(reading.allLosses()).isEmpty();
  }

  @Test
  void keepsPayloadThatIsNestedTooDeeply() throws Exception {
    Reading reading =
        read(
            store -> {
              store.message(1, "deep", COCOA, 7000, null);
              store.sql("ALTER TABLE ZWICKR_MESSAGE ADD COLUMN ZPAYLOAD BLOB");
              String payload = "{\"a\":".repeat(999) + "1" + "}".repeat(999);
              store.sql("UPDATE ZWICKR_MESSAGE SET ZPAYLOAD = ?", (Object) store.sealed(payload));
            });

    assertThat(reading.message("deep").raw())
        .hasEntrySatisfying("ZPAYLOAD", kept -> assertThat(kept.isTextual()).isTrue());
    assertThat(reading.allLosses()).extracting(Loss::reason).containsExactly("payload-unreadable");
  }

  @Test
  void keepsUnknownColumnsAndListsThoseWithoutPlace() throws Exception {
    Reading reading =
        read(
            store -> {
              store.message(1, "m", COCOA, 1000, store.sealed("x"));
              store.sql("ALTER TABLE ZWICKR_MESSAGE ADD COLUMN ZNOTE BLOB");
              store.sql("UPDATE ZWICKR_MESSAGE SET ZNOTE = ?", (Object) store.sealed("note"));
              store.sql("ALTER TABLE ZSECEX_USER ADD COLUMN ZSOURCE TEXT DEFAULT 'ME'");
              store.sql("CREATE TABLE ZSECEX_APP(Z_PK INTEGER PRIMARY KEY, ZUSER INTEGER)");
              store.sql("INSERT INTO ZSECEX_APP VALUES(1, 7)");
            });

    assertThat(reading.message("m").raw()).extractingByKey("ZNOTE").hasToString("\"note\"");
    assertThat(reading.losses())
        .extracting(Loss::id, Loss::partial)
        .containsExactlyInAnyOrder(
            tuple("ZSECEX_USER.ZSOURCE", true), tuple("ZSECEX_APP.ZUSER", true));
  }

  @Test
  void listsTextsThatCannotBeDecrypted() throws Exception {
    Reading reading =
        read(
            store -> {
              byte[] changed = store.sealed("lost");
              changed[20] ^= 1;
              store.message(1, "m", COCOA, 1000, changed);
              store.sql("UPDATE ZSECEX_CONVO SET ZROOMNAME = ?", (Object) changed);
            });

    assertThat(reading.message("m").body().text()).isNull();
    assertThat(reading.message("m").raw()).containsKey("ZBODY");
    assertThat(reading.conversations().getFirst().raw()).containsKey("ZROOMNAME");
    assertThat(reading.allLosses())
        .extracting(Loss::id, Loss::reason)
        .containsExactlyInAnyOrder(
            tuple("m", "text-unreadable"), tuple(CoreDataStore.ROOM, "text-unreadable"));
  }

  private Reading read(CoreDataStore.Content content) throws IOException, SQLException {
    return CoreDataStore.read(folder, content);
  }

  @Test
  void isReadWithItsLogAndLeftAsItWas() throws Exception {
    try (CoreDataStore store = CoreDataStore.usual(folder.resolve("store"))) {
      store.sql("PRAGMA journal_mode=WAL");
      store.message(1, "m", COCOA, 1000, store.sealed("in the log"));
      Path log = store.folder.resolve("wickrLocal.sqlite-wal");
      byte[] before = Files.readAllBytes(log);

      try (Source source = store.open()) {
        assertThat(Reading.of(source).message("m").body().text()).isEqualTo("in the log");
      }

      assertThat(List.of(before)).containsExactly(Files.readAllBytes(log));
    }
  }
}
