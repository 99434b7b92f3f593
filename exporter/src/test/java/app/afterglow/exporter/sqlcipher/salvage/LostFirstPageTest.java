package app.afterglow.exporter.sqlcipher.salvage;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.exporter.sqlcipher.CipherScheme;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LostFirstPageTest {

  private static final CipherScheme SCHEME = CipherScheme.V2.withPageSize(4096);

  @TempDir Path folder;

  /** Destroys all of the first page but the salt. */
  private static void loseFirstPage(TestStore store) throws Exception {
    byte[] noise = new byte[store.pageSize() - 16];
    new Random(4).nextBytes(noise);
    store.write(16, noise);
  }

  @Test
  void findsEveryTableByTheShapeTheCallerExpects() throws Exception {
    TestStore store = MessageStore.make(folder.resolve("a.db"), SCHEME, 300, 8);
    List<Map<Long, List<@Nullable Object>>> truth =
        List.of(store.sqlRows("Message"), store.sqlRows("Convo"), store.sqlRows("ConvoUser"));
    loseFirstPage(store);

    try (SalvagedDatabase salvaged =
        store.salvage(store.settings().expecting(MessageStore.EXPECTED))) {
      assertThat(TestStore.salvagedRows(salvaged, "Message")).isEqualTo(truth.get(0));
      assertThat(TestStore.salvagedRows(salvaged, "Convo")).isEqualTo(truth.get(1));
      assertThat(TestStore.salvagedRows(salvaged, "ConvoUser")).isEqualTo(truth.get(2));
      assertThat(salvaged.tables())
          .allSatisfy(
              table -> {
                assertThat(table.origin()).isEqualTo(SalvagedTable.Origin.EXPECTED);
                assertThat(table.rowsInTree()).isZero();
              });
      assertThat(salvaged.report().notes())
          .contains(
              SalvageReport.Note.FIRST_PAGE_LOST,
              SalvageReport.Note.SCHEMA_DAMAGED,
              SalvageReport.Note.FREE_LIST_DAMAGED);
      assertThat(salvaged.unreadablePages())
          .singleElement()
          .satisfies(run -> assertThat(run.first()).isEqualTo(1));
    }
  }

  @Test
  void keepsRowsOfUnknownTablesApart() throws Exception {
    TestStore store = MessageStore.make(folder.resolve("a.db"), SCHEME, 300, 8);
    int messages = store.sqlRows("Message").size();
    loseFirstPage(store);

    try (SalvagedDatabase salvaged = store.salvage()) {
      assertThat(salvaged.tables())
          .extracting(SalvagedTable::name)
          .containsExactlyInAnyOrder("lost_and_found_8", "lost_and_found_4", "lost_and_found_3");
      assertThat(salvaged.rows("lost_and_found_8"))
          .hasSize(messages)
          .allSatisfy(row -> assertThat(row.certainty()).isEqualTo(Certainty.UNKNOWN));
    }
  }

  @Test
  void copiesRowsOfUnknownTablesThatShareRowids() throws Exception {
    TestStore store =
        TestStore.make(
            folder.resolve("a.db"),
            SCHEME,
            connection -> {
              try (Statement s = connection.createStatement()) {
                for (String table : List.of("one", "two")) {
                  s.execute("CREATE TABLE " + table + "(a, b)");
                  s.execute("INSERT INTO " + table + " VALUES(1.5, '" + table + "'), (2, x'00')");
                }
              }
            });
    loseFirstPage(store);

    try (SalvagedDatabase salvaged = store.salvage();
        Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      assertThat(salvaged.copyInto(memory))
          .containsExactly(new CopiedTable("lost_and_found_2", 4, 4, 0));
      assertThat(TestStore.sqlRows(memory, "lost_and_found_2", "c1, c2").values())
          .contains(List.of(1.5, "one"), List.of(1.5, "two"));
    }
  }

  @Test
  void dropsNoTableThatLooksLikeAnotherOne() throws Exception {
    TestStore store =
        TestStore.make(
            folder.resolve("a.db"),
            SCHEME,
            connection -> {
              try (Statement s = connection.createStatement()) {
                for (String table : List.of("one", "two", "three")) {
                  s.execute("CREATE TABLE " + table + "(a TEXT, b INTEGER)");
                  s.execute("INSERT INTO " + table + " VALUES('" + table + "', 7)");
                }
              }
            });
    loseFirstPage(store);

    try (SalvagedDatabase salvaged =
            store.salvage(
                store
                    .settings()
                    .expecting(List.of(definition("CREATE TABLE one(a TEXT, b INT)"))));
        Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      assertThat(salvaged.copyInto(memory))
          .extracting(CopiedTable::rows)
          .containsExactly(1L, 1L, 1L);
      assertThat(salvaged.tables())
          .extracting(SalvagedTable::name)
          .containsExactlyInAnyOrder("one", "sqlite_sequence", "lost_and_found_2");
    }
  }

  @Test
  void choosesTheVersionOfATableThatFits() throws Exception {
    TestStore store = MessageStore.make(folder.resolve("a.db"), SCHEME, 300, 8);
    Map<Long, List<@Nullable Object>> truth = store.sqlRows("Message");
    loseFirstPage(store);
    List<TableDefinition> versions =
        List.of(
            definition(
                "CREATE TABLE Message(_id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT, d TEXT, e TEXT, f TEXT, g TEXT)"),
            MessageStore.EXPECTED.get(0),
            definition("CREATE TABLE Message(a INTEGER, b TEXT)"));

    try (SalvagedDatabase salvaged = store.salvage(store.settings().expecting(versions))) {
      assertThat(TestStore.salvagedRows(salvaged, "Message")).isEqualTo(truth);
      assertThat(salvaged.tables())
          .filteredOn(table -> table.name().equals("Message"))
          .singleElement()
          .satisfies(
              table ->
                  assertThat(table.definition().columns().get(1).name()).isEqualTo("messageID"));
    }
  }

  @Test
  void losesNothingButItsRowsWithTheFirstPageAndInnerPagesAndLeaves() throws Exception {
    TestStore store = MessageStore.make(folder.resolve("a.db"), SCHEME, 2000, 8);
    Map<Long, List<@Nullable Object>> truth = store.sqlRows("Message");
    Random random = new Random(5);
    loseFirstPage(store);
    for (int i = 0; i < 40; i++) {
      store.damage(2 + random.nextInt(store.pages() - 1), random);
    }

    try (SalvagedDatabase salvaged =
        store.salvage(store.settings().expecting(MessageStore.EXPECTED))) {
      Map<Long, List<@Nullable Object>> rows = TestStore.salvagedRows(salvaged, "Message");
      assertThat(truth.keySet()).containsAll(rows.keySet());
      assertThat(truth.size() - rows.size()).isLessThan(40 * 12);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 4096})
  void readsASchemaSpreadOverLeavesWithoutTheFirstPage(int pageSize) throws Exception {
    CipherScheme scheme = CipherScheme.V2.withPageSize(pageSize);
    TestStore store =
        TestStore.make(
            folder.resolve("a.db"),
            scheme,
            connection -> {
              try (Statement s = connection.createStatement()) {
                for (int i = 0; i < 120; i++) {
                  s.execute(
                      "CREATE TABLE t%d(_id INTEGER PRIMARY KEY, value%d TEXT, other TEXT)"
                          .formatted(i, i));
                  s.execute("INSERT INTO t%d VALUES(%d, 'row %d', NULL)".formatted(i, i, i));
                }
              }
            });
    loseFirstPage(store);

    try (SalvagedDatabase salvaged = store.salvage()) {
      assertThat(salvaged.tables()).hasSize(120);
      for (int i = 0; i < 120; i++) {
        assertThat(TestStore.salvagedRows(salvaged, "t" + i))
            .containsEntry((long) i, Arrays.asList((long) i, "row " + i, null));
      }
    }
  }

  @Test
  void readsAPlainDatabaseWithoutItsFirstPage() throws Exception {
    TestStore store = MessageStore.make(folder.resolve("a.db"), null, 300, 8);
    Map<Long, List<@Nullable Object>> truth = store.sqlRows("Message");
    store.write(0, new byte[4096]);

    try (SalvagedDatabase salvaged =
        store.salvage(store.settings().expecting(MessageStore.EXPECTED))) {
      assertThat(TestStore.salvagedRows(salvaged, "Message")).isEqualTo(truth);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16le", "UTF-16be"})
  void guessesTheTextEncoding(String encoding) throws Exception {
    TestStore store =
        TestStore.make(
            folder.resolve("a.db"),
            SCHEME,
            connection -> {
              try (Statement s = connection.createStatement()) {
                s.execute("PRAGMA encoding='" + encoding + "'");
                s.execute("CREATE TABLE t(_id INTEGER PRIMARY KEY, v TEXT)");
                for (int i = 0; i < 500; i++) {
                  s.execute("INSERT INTO t VALUES(%d, 'réunion numéro %d')".formatted(i, i));
                }
              }
            });
    Map<Long, List<@Nullable Object>> truth = store.sqlRows("t");
    loseFirstPage(store);

    try (SalvagedDatabase salvaged =
        store.salvage(
            store
                .settings()
                .expecting(
                    List.of(definition("CREATE TABLE t(_id INTEGER PRIMARY KEY, v TEXT)"))))) {
      assertThat(TestStore.salvagedRows(salvaged, "t")).isEqualTo(truth);
    }
  }

  @Test
  void leavesDeletedRowsOnFreePagesAlone() throws Exception {
    TestStore store = MessageStore.make(folder.resolve("a.db"), SCHEME, 300, 8);
    try (Connection connection = store.connect();
        Statement s = connection.createStatement()) {
      s.execute("DELETE FROM Message WHERE _id > 300");
    }
    Map<Long, List<@Nullable Object>> truth = store.sqlRows("Message");
    int root;
    try (Connection connection = store.connect()) {
      root = MessageStore.root(connection, "Message");
    }
    store.damage(root, new Random(6));

    try (SalvagedDatabase salvaged = store.salvage()) {
      assertThat(TestStore.salvagedRows(salvaged, "Message")).isEqualTo(truth);
      assertThat(salvaged.report().notes()).isEmpty();
    }
  }

  private static TableDefinition definition(String sql) {
    return TableDefinition.parse(sql).orElseThrow();
  }
}
