package app.afterglow.exporter.sqlcipher.salvage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.afterglow.exporter.sqlcipher.CipherScheme;
import app.afterglow.exporter.sqlcipher.KeyMaterial;
import app.afterglow.exporter.sqlcipher.PrivateCopy;
import app.afterglow.exporter.sqlcipher.StoreDatabase;
import app.afterglow.model.Loss;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a database, as the reader of a store gets it. */
class SalvagedStoreTest {

  private static final String MARK = "a secret that must not touch the disk";

  private static final List<TableRole> ROLES =
      List.of(
          new TableRole("message", Loss.What.MESSAGE, List.of("id")),
          new TableRole("person", Loss.What.PERSON, List.of("missing", "hash")));

  @TempDir Path folder;

  /** 900 messages and 300 people, with indexes of their names but of nothing else. */
  private TestStore store(@Nullable CipherScheme scheme) throws SQLException {
    return TestStore.make(
        folder.resolve("store.db"),
        scheme,
        connection -> {
          try (Statement s = connection.createStatement()) {
            s.execute("CREATE TABLE message(_id INTEGER PRIMARY KEY, id TEXT UNIQUE, text TEXT)");
            s.execute("CREATE TABLE person(_id INTEGER PRIMARY KEY, hash TEXT UNIQUE, name TEXT)");
            s.execute("CREATE INDEX names ON person(name)");
            s.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900)"
                    + " INSERT INTO message SELECT i, 'id ' || i, '"
                    + MARK
                    + "' || hex(randomblob(40)) FROM n");
            s.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
                    + " INSERT INTO person SELECT i, 'hash ' || i, 'name ' || hex(randomblob(40))"
                    + " FROM n");
          }
        });
  }

  /** The leaf of the table's first rows. */
  private static int firstLeaf(TestStore store, String table) throws Exception {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement();
        ResultSet page =
            statement.executeQuery(
                "SELECT rootpage FROM sqlite_master WHERE name='" + table + "'")) {
      int root = page.getInt(1);
      byte[] inner = new PlaintextPages(store).read(root);
      int cell = (inner[12] & 0xff) << 8 | inner[13] & 0xff;
      return BtreePage.i32(inner, cell);
    }
  }

  @Test
  void countsLostMessagesThatAreTooManyToList() throws Exception {
    int messages = LostRows.MOST + 5000;
    TestStore store =
        TestStore.make(
            folder.resolve("store.db"),
            CipherScheme.V4,
            connection -> {
              try (Statement s = connection.createStatement()) {
                s.execute("CREATE TABLE message(_id INTEGER PRIMARY KEY, id TEXT UNIQUE)");
                s.execute(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                        + messages
                        + ") INSERT INTO message SELECT i, 'id ' || i FROM n");
              }
            });
    Set<Integer> leaves = leaves(store, "message");
    leaves.remove(firstLeaf(store, "message"));
    for (int leaf : leaves) {
      store.damage(leaf, new Random(leaf));
    }

    salvage(
        store,
        salvaged -> {
          int left = texts(salvaged.database(), "SELECT id FROM message").size();
          List<Loss> lost =
              salvaged.losses().stream().filter(l -> l.what() == Loss.What.MESSAGE).toList();
          assertThat(left).isPositive();
          assertThat(lost).hasSize(LostRows.MOST + 1).noneMatch(Loss::partial);
          assertThat(lost)
              .filteredOn(loss -> loss.reason().equals("rows-unlisted"))
              .extracting(Loss::detail)
              .containsExactly(
                  "%d more rows of message are lost than are listed"
                      .formatted(messages - left - LostRows.MOST));
        });
  }

  private static Set<Integer> leaves(TestStore store, String table) throws Exception {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement();
        ResultSet page =
            statement.executeQuery(
                "SELECT rootpage FROM sqlite_master WHERE name='" + table + "'")) {
      Set<Integer> leaves = new HashSet<>();
      new PlaintextPages(store).places(page.getInt(1)).rows().values().forEach(leaves::addAll);
      return leaves;
    }
  }

  private interface Look {
    void at(SalvagedStore salvaged) throws Exception;
  }

  private void salvage(TestStore store, Look look) throws Exception {
    try (PrivateCopy copy = PrivateCopy.of(store.file(), Progress.SILENT);
        KeyMaterial key = store.key();
        SalvagedStore salvaged =
            SalvagedStore.of(
                new SalvagedStore.Order(
                    copy,
                    store.file(),
                    store.settings(),
                    ROLES,
                    SalvagedStore.Finish.NONE,
                    "a test"),
                key,
                Progress.SILENT)) {
      look.at(salvaged);
    }
  }

  @Test
  void namesLostMessagesByTheirIndex() throws Exception {
    TestStore store = store(CipherScheme.V4);
    store.damage(firstLeaf(store, "message"), new Random(1));

    salvage(
        store,
        salvaged -> {
          Set<String> left = texts(salvaged.database(), "SELECT id FROM message");
          Set<String> lost = new HashSet<>();
          for (Loss loss : salvaged.losses()) {
            if (loss.what() == Loss.What.MESSAGE) {
              assertThat(loss.partial()).isFalse();
              lost.add(loss.id());
            }
          }
          assertThat(lost).isNotEmpty().contains("id 1", "id 2").doesNotContainAnyElementsOf(left);
          assertThat(left.size() + lost.size()).isEqualTo(900);
        });
  }

  @Test
  void keepsTheIdsOfPeopleWhoseRowsAreLost() throws Exception {
    TestStore store = store(CipherScheme.V4);
    store.damage(firstLeaf(store, "person"), new Random(2));

    salvage(
        store,
        salvaged -> {
          assertThat(texts(salvaged.database(), "SELECT hash FROM person")).hasSize(300);
          Set<String> nameless =
              texts(salvaged.database(), "SELECT hash FROM person WHERE name IS NULL");
          assertThat(salvaged.losses())
              .filteredOn(loss -> loss.what() == Loss.What.PERSON)
              .allMatch(Loss::partial)
              .extracting(Loss::id)
              .containsExactlyInAnyOrderElementsOf(nameless)
              .contains("hash 1");
        });
  }

  @Test
  void listsCellThatDoesNotEvenTellItsRow() throws Exception {
    TestStore store = store(null);
    byte[] bytes = Files.readAllBytes(store.file());
    int leaf = leafOf(bytes, "id 700");
    // The second cell of the page is said to stand beyond its end.
    Arrays.fill(bytes, leaf + 10, leaf + 12, (byte) 0xff);
    Files.write(store.file(), bytes);

    salvage(
        store,
        salvaged ->
            assertThat(salvaged.losses())
                .filteredOn(loss -> loss.what() == Loss.What.MESSAGE)
                .extracting(Loss::id, Loss::reason, Loss::partial)
                .containsExactly(
                    tuple("page-%d-cell-1".formatted(leaf / 4096 + 1), "row-unreadable", false)));
  }

  @Test
  void findsRowsThatComeTwiceInPlaceOfOthers() throws Exception {
    TestStore store = store(null);
    try (PrivateCopy copy = PrivateCopy.of(store.file(), Progress.SILENT);
        StoreDatabase database = StoreDatabase.openPlain(copy, store.file())) {
      assertThat(database.firstDefect()).isEmpty();
    }
    byte[] bytes = Files.readAllBytes(store.file());
    int leaf = leafOf(bytes, "id 700");
    // The second pointer leads to the first cell.
    System.arraycopy(bytes, leaf + 8, bytes, leaf + 10, 2);
    Files.write(store.file(), bytes);

    try (PrivateCopy copy = PrivateCopy.of(store.file(), Progress.SILENT);
        StoreDatabase database = StoreDatabase.openPlain(copy, store.file())) {
      assertThat(database.firstDefect()).isPresent();
    }
  }

  /** Where the page begins that holds this text in a table's leaf. */
  private static int leafOf(byte[] bytes, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
    for (int page = 0; page < bytes.length; page += 4096) {
      for (int at = page; bytes[page] == BtreePage.TABLE_LEAF && at < page + 4000; at++) {
        if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
          return page;
        }
      }
    }
    throw new AssertionError(text);
  }

  @Test
  void leavesNothingReadableOnTheDisk() throws Exception {
    TestStore store = store(CipherScheme.V4);
    store.damage(firstLeaf(store, "message"), new Random(3));
    Path[] where = new Path[1];

    salvage(
        store,
        salvaged -> {
          where[0] = salvaged.file();
          Path parent = salvaged.file().toAbsolutePath().getParent();
          try (Stream<Path> files = Files.list(parent)) {
            for (Path file : files.toList()) {
              String latin = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
              assertThat(latin).doesNotContain(MARK, "id 1", "SQLite format 3");
            }
          }
          assertThat(texts(salvaged.database(), "SELECT text FROM message"))
              .allMatch(text -> text.startsWith(MARK));
        });

    assertThat(where[0]).doesNotExist();
    assertThat(where[0].getParent()).doesNotExist();
  }

  private static Set<String> texts(StoreDatabase database, String sql)
      throws SQLException, IOException {
    Set<String> texts = new HashSet<>();
    try (Statement statement = database.connection().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
