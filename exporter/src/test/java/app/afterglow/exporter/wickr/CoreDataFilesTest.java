package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.afterglow.exporter.FoundAttachment;
import app.afterglow.model.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of iOS stores, wherever their keys and their links stand. */
class CoreDataFilesTest {

  private static final long COCOA = 641_828_225L;

  @TempDir Path folder;

  @Test
  void findsKeyOfFileByItsShape() throws Exception {
    assertOpens(store -> store.file(5, 1, store.sealed(store.fileKey)));
    assertOpens(store -> store.file(5, 1, store.fileKey));
    assertOpens(store -> store.file(5, 1, store.sealed(FilePayload.withKey(store.fileKey))));
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
              (Object) store.sealed(FilePayload.withKey(store.fileKey)));
        });
  }

  @Test
  void showsFileOnceThatPayloadDescribesToo() throws Exception {
    String body = "UPDATE ZWICKR_MESSAGE SET ZBODY = ?";
    assertOpens(
        store -> {
          store.file(5, 1, null);
          store.sql(body, (Object) store.sealed(FilePayload.withKey(store.fileKey)));
        });
    assertOpens(
        store -> {
          store.file(5, 1, store.fileKey);
          store.sql(body, (Object) store.sealed(FilePayload.withKey(store.fileKey)));
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
              store.message(1, "m", COCOA, 6000, store.sealed(FilePayload.withKey(store.fileKey)));
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

  private void assertOpens(CoreDataStore.Content content) throws Exception {
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

  private Reading read(CoreDataStore.Content content) throws IOException, SQLException {
    return CoreDataStore.read(folder.resolve("store" + stores), content);
  }
}
