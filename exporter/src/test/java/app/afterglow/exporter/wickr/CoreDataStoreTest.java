package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.afterglow.exporter.FoundAttachment;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
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
  void findsKeyOfFileByItsShape() throws Exception {
    assertOpens(store -> store.file(5, 1, store.sealed(store.fileKey)));
    assertOpens(store -> store.file(5, 1, store.fileKey));
    assertOpens(store -> store.file(5, 1, store.sealed(payload(store.fileKey))));
    assertOpens(
        store -> {
          store.file(5, 1, null);
          store.sql("ALTER TABLE ZWICKR_FILE ADD COLUMN ZFILEKEY BLOB");
          byte[] bare = java.util.Arrays.copyOfRange(store.fileKey, 1, 33);
          store.sql("UPDATE ZWICKR_FILE SET ZFILEKEY = ?", (Object) store.sealed(bare));
        });
    assertOpens(
        store -> {
          store.file(5, 1, null);
          store.sql("ALTER TABLE ZWICKR_FILE ADD COLUMN ZFILEKEY TEXT");
          String hex = HexFormat.of().formatHex(store.fileKey);
          store.sql("UPDATE ZWICKR_FILE SET ZFILEKEY = ?", hex);
        });
    assertOpens(
        store -> {
          store.file(5, 1, null);
          store.sql("ALTER TABLE ZWICKR_MESSAGE ADD COLUMN ZEXTRA BLOB");
          store.sql(
              "UPDATE ZWICKR_MESSAGE SET ZEXTRA = ?",
              (Object) store.sealed(payload(store.fileKey)));
        });
  }

  @Test
  void showsFileOnceThatPayloadDescribesToo() throws Exception {
    String body = "UPDATE ZWICKR_MESSAGE SET ZBODY = ?";
    assertOpens(
        store -> {
          store.file(5, 1, null);
          store.sql(body, (Object) store.sealed(payload(store.fileKey)));
        });
    assertOpens(
        store -> {
          store.file(5, 1, store.fileKey);
          store.sql(body, (Object) store.sealed(payload(store.fileKey)));
        });
    assertOpens(
        store -> {
          store.file(5, 1, null);
          store.sql("UPDATE ZWICKR_FILE SET ZTITLE = NULL, ZMIMETYPE = NULL");
          store.sql("ALTER TABLE ZWICKR_MESSAGE ADD COLUMN ZPAYLOAD BLOB");
          String lower = CoreDataStore.GUID.toLowerCase(Locale.ROOT);
          byte[] payload = FilePayload.of(FilePayload.file(store.fileKey, lower, null));
          store.sql("UPDATE ZWICKR_MESSAGE SET ZPAYLOAD = ?", (Object) store.sealed(payload));
        });
  }

  @Test
  void showsFileOnceWhoseRowIsLost() throws Exception {
    Reading reading =
        read(
            store -> {
              store.message(1, "m", COCOA, 6000, store.sealed(payload(store.fileKey)));
              store.file(5, 1, null);
              store.sql("DELETE FROM ZWICKR_FILE");
              store.content("Files");
            });

    assertThat(reading.found().getFirst().attachments())
        .extracting(FoundAttachment::sourceId)
        .containsExactly(CoreDataStore.GUID);
    assertThat(reading.files()).containsExactly(CoreDataStore.CONTENT);
  }

  @Test
  void findsFilesLinkedByAColumn() throws Exception {
    assertOpens(
        store -> {
          store.file(5, 1, store.fileKey);
          store.sql("DROP TABLE Z_31MSG");
          store.sql("ALTER TABLE ZWICKR_FILE ADD COLUMN ZMESSAGE INTEGER");
          store.sql("UPDATE ZWICKR_FILE SET ZMESSAGE = 1");
        });
    assertOpens(
        store -> {
          store.file(5, 1, store.fileKey);
          store.sql("DROP TABLE Z_31MSG");
          store.sql("ALTER TABLE ZWICKR_MESSAGE ADD COLUMN ZFILE INTEGER");
          store.sql("UPDATE ZWICKR_MESSAGE SET ZFILE = 5");
        });
  }

  private int stores;

  private void assertOpens(Content content) throws Exception {
    stores++;
    Reading reading =
        read(
            store -> {
              store.message(1, "m", COCOA, 6000, null);
              content.write(store);
              store.content("Library/Caches/attachments");
            });

    assertThat(reading.found().getFirst().attachments())
        .extracting(FoundAttachment::name, FoundAttachment::mediaType, FoundAttachment::sourceId)
        .containsExactly(tuple("été.jpg", "image/jpeg", CoreDataStore.GUID));
    assertThat(reading.files()).as("file " + stores).containsExactly(CoreDataStore.CONTENT);
    assertThat(reading.message("m").raw())
        .extractingByKey("ZWICKR_FILE")
        .asString()
        .contains("ZSTATUS")
        .doesNotContain("base64", "ZTITLE", "ZGUID");
  }

  @Test
  void listsFilesWithoutKeyWithoutMessageAndWithoutRow() throws Exception {
    Reading reading =
        read(
            store -> {
              store.message(1, "m1", COCOA, 6000, null);
              store.message(2, "m2", COCOA + 1, 6000, null);
              store.file(5, 1, null);
              store.file(6, 999, store.fileKey);
              store.sql("INSERT INTO Z_31MSG VALUES(77, 2)");
              store.content("Files");
            });

    assertThat(reading.files()).isEmpty();
    assertThat(reading.found()).allMatch(message -> message.attachments().size() == 1);
    assertThat(reading.losses())
        .extracting(Loss::what, Loss::id, Loss::reason, Loss::partial)
        .containsExactlyInAnyOrder(
            tuple(Loss.What.ATTACHMENT, CoreDataStore.GUID, "file-without-message", false),
            tuple(Loss.What.COLUMN, "ZWICKR_FILE", "link-to-nothing", true));
  }

  @Test
  void listsEveryFileWhereAllLinksAreLost() throws Exception {
    int files = 10_050;
    Reading reading =
        read(
            store -> {
              store.message(1, "m", COCOA, 1000, store.sealed("still there"));
              store.sql(
                  "INSERT INTO ZWICKR_FILE(Z_PK, ZGUID) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
                      + " SELECT i + 1 FROM n WHERE i < ?) SELECT i, 'guid-' || i FROM n",
                  files);
            });

    assertThat(reading.message("m").body().text()).isEqualTo("still there");
    assertThat(reading.losses())
        .hasSize(files)
        .allMatch(loss -> loss.reason().equals("file-without-message") && !loss.partial())
        .extracting(Loss::id)
        .contains("guid-1", "guid-" + files);
  }

  @Test
  void takesNamesOfFilesForNoPaths() throws Exception {
    Reading reading =
        read(
            store -> {
              store.message(1, "m", COCOA, 6000, null);
              store.file(5, 1, store.fileKey);
              store.sql("UPDATE ZWICKR_FILE SET ZGUID = '../../wickrLocal.sqlite'");
            });

    assertThat(reading.found().getFirst().attachments())
        .extracting(FoundAttachment::sourceId)
        .containsOnlyNulls();
    assertThat(reading.files()).isEmpty();
    assertThat(reading.message("m").raw())
        .extractingByKey("ZWICKR_FILE")
        .asString()
        .contains("../../");
  }

  @Test
  void comparesEveryFileOfMessageWithItsHash() throws Exception {
    String other = CoreDataStore.GUID.replace('0', '1');
    String wrong = "ab".repeat(64);
    Reading reading =
        read(
            store -> {
              byte[] payload =
                  FilePayload.of(
                      FilePayload.file(store.fileKey, CoreDataStore.GUID, wrong),
                      FilePayload.file(store.fileKey, other, wrong));
              store.message(1, "m", COCOA, 6000, store.sealed(payload));
              store.content("Files");
              Path content = store.folder.resolve("Files");
              Files.copy(content.resolve(CoreDataStore.GUID), content.resolve(other));
            });

    assertThat(reading.files()).hasSize(2);
    assertThat(reading.losses())
        .extracting(Loss::id, Loss::reason, Loss::partial)
        .containsExactly(
            tuple(CoreDataStore.GUID, "hash-differs", true), tuple(other, "hash-differs", true));
  }

  @Test
  void readsPayloadsThatStandInPlaceOfTexts() throws Exception {
    Reading reading =
        read(
            store -> {
              store.message(1, "file", COCOA, 6000, store.sealed(payload(store.fileKey)));
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

    assertThat(reading.message("deep").raw().get("ZPAYLOAD").isTextual()).isTrue();
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

  private static byte[] payload(byte[] key) {
    return FilePayload.of(FilePayload.file(key, CoreDataStore.GUID, null));
  }

  private interface Content {
    void write(CoreDataStore store) throws SQLException, IOException;
  }

  private Reading read(Content content) throws IOException, SQLException {
    try (CoreDataStore store = CoreDataStore.usual(folder.resolve("store" + stores))) {
      content.write(store);
      try (Source source = store.open()) {
        return Reading.of(source);
      }
    }
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
