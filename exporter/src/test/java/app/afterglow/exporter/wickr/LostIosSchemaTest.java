package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.exporter.Source;
import app.afterglow.exporter.StoreFinder;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An iOS store whose first page, where the schema stands, is lost or damaged: the rows on all other
 * pages are whole, and every message, member and attachment is carried.
 */
class LostIosSchemaTest {

  private static final int PAGE = 4096;

  /** What stands in front of the first page's rows: the header and the pointers to the cells. */
  private static final int CELLS = 1500;

  @TempDir Path folder;
  private Path database = Path.of("");

  @BeforeEach
  void copyStore() throws IOException {
    Samples.copy("ios", folder.resolve("store"));
    database = folder.resolve("store").resolve(IosLayout.DATABASE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"noise", "zeros", "header lost", "schema lost"})
  void carriesEverythingWithoutFirstPage(String how) throws IOException {
    byte[] page = new byte[PAGE];
    new Random(4).nextBytes(page);
    switch (how) {
      case "zeros" -> overwrite(new byte[PAGE], 0);
      case "header lost" -> overwrite(Arrays.copyOf(page, 100), 0);
      case "schema lost" -> overwrite(Arrays.copyOf(page, PAGE - 100), 100);
      default -> overwrite(page, 0);
    }

    Everything found = read();

    assertSame(found, whole());
    assertThat(found.losses())
        .extracting(Loss::reason)
        .contains("salvaged", "not-authenticated")
        .doesNotContain("file-without-message");
  }

  @Test
  void tellsTablesOfLinksByWhatTheyLink() throws IOException {
    overwrite(new byte[PAGE], 0);

    assertThat(read().losses())
        .filteredOn(loss -> loss.reason().equals("links-by-shape"))
        .extracting(loss -> String.valueOf(loss.detail()))
        .singleElement()
        .asString()
        .contains("25 members of conversations", "10 files of messages");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE Z_PRIMARYKEY",
        "CREATE TABLE ZSECEX_ACCOUNT",
        "CREATE TABLE ZSECEX_USER",
        "CREATE TABLE ZSECEX_CONVO",
        "CREATE TABLE Z_5USERS",
        "CREATE TABLE ZWICKR_MESSAGE",
        "CREATE TABLE ZWICKR_FILE",
        "CREATE TABLE Z_13MSG"
      })
  void carriesEverythingWhereStatementIsMalformed(String statement) throws IOException {
    int at = new String(page(), StandardCharsets.ISO_8859_1).indexOf(statement + "(");
    overwrite("DREATE".getBytes(StandardCharsets.US_ASCII), at);

    assertSame(read(), whole());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ZSECEX_USER", "ZSECEX_CONVO", "ZWICKR_MESSAGE", "ZWICKR_FILE"})
  void carriesEverythingWhereNameOfTableIsMalformed(String table) throws IOException {
    int at =
        new String(page(), StandardCharsets.ISO_8859_1).indexOf("table" + table + table) + 5 + 3;
    overwrite("#\u0007".getBytes(StandardCharsets.US_ASCII), at);

    assertSame(read(), whole());
  }

  @Test
  void needsNoKnownLayoutWhereSchemaGoesOnBeyondFirstPage() throws Exception {
    Path other = folder.resolve("other");
    try (CoreDataStore store = CoreDataStore.usual(other)) {
      // As in every store of the real application, which has dozens of tables.
      for (int i = 0; i < 40; i++) {
        store.sql(
            "CREATE TABLE ZOTHER%d(Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, %s VARCHAR)"
                .formatted(i, "ZCOLUMN".repeat(20)));
      }
      for (int i = 1; i <= 200; i++) {
        store.message(i, "m" + i, 641_828_000L + i, 1000, store.sealed("text " + i));
      }
      try (FileChannel channel =
          FileChannel.open(other.resolve(IosLayout.DATABASE), StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(new byte[PAGE]), 0);
      }

      try (Source source = store.open()) {
        Reading reading = Reading.of(source);

        assertThat(reading.messages())
            .hasSize(200)
            .allSatisfy(
                message ->
                    assertThat(message.body().text())
                        .isEqualTo("text " + message.id().substring(1)));
        assertThat(reading.conversations())
            .singleElement()
            .satisfies(room -> assertThat(room.memberIds()).hasSize(2));
      }
    }
  }

  @Test
  void carriesEverythingWhateverHappensToItsRows() throws IOException {
    byte[] page = page();
    SplittableRandom random = new SplittableRandom(7);
    Everything whole = whole();
    for (int i = 0; i < 200; i++) {
      byte[] noise = new byte[PAGE - CELLS - random.nextInt(PAGE - CELLS - 40)];
      random.nextBytes(noise);
      int at = CELLS + random.nextInt(PAGE - CELLS - noise.length + 1);
      overwrite(page, 0);
      overwrite(noise, at);

      assertSame(read(), whole);
    }
  }

  private byte[] page() throws IOException {
    return Arrays.copyOf(Files.readAllBytes(database), PAGE);
  }

  private void overwrite(byte[] bytes, int at) throws IOException {
    try (FileChannel channel = FileChannel.open(database, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), at);
    }
  }

  /** What a store holds; {@code files} are the contents of attachments. */
  private record Everything(
      List<Person> people,
      List<Conversation> conversations,
      List<Message> messages,
      List<String> files,
      List<Loss> losses) {}

  private Everything read() throws IOException {
    return read(folder.resolve("store"));
  }

  private static Everything whole() throws IOException {
    return read(Samples.store("ios"));
  }

  private static Everything read(Path store) throws IOException {
    try (var key =
            new app.afterglow.exporter.Credentials(null, null, null, Samples.databaseKey("ios"));
        Source source =
            new WickrProvider().open(StoreFinder.only(store, "wickr"), key, Progress.SILENT)) {
      Reading reading = Reading.of(source);
      Map<String, Conversation> conversations = new TreeMap<>();
      reading.conversations().forEach(each -> conversations.put(each.id(), each));
      return new Everything(
          reading.people(),
          List.copyOf(conversations.values()),
          reading.messages(),
          reading.files().stream().map(Arrays::hashCode).map(String::valueOf).toList(),
          reading.losses());
    }
  }

  private static void assertSame(Everything found, Everything whole) {
    assertThat(found.people()).isEqualTo(whole.people());
    assertThat(found.conversations()).isEqualTo(whole.conversations());
    assertThat(found.messages().stream().map(Message::id).collect(Collectors.toSet()))
        .hasSize(whole.messages().size());
    assertThat(found.messages()).containsExactlyInAnyOrderElementsOf(whole.messages());
    assertThat(found.files()).hasSize(10).containsExactlyInAnyOrderElementsOf(whole.files());
  }
}
