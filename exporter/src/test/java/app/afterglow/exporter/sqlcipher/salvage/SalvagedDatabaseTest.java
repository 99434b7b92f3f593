package app.afterglow.exporter.sqlcipher.salvage;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.exporter.sqlcipher.CipherScheme;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SalvagedDatabaseTest {

  private static final List<String> TABLES = List.of("plain", "alias", "grown", "wide", "empty");

  @TempDir Path folder;

  static Stream<Arguments> schemes() {
    // 512 bytes leave less than the 480 that SQLite needs: no SQLCipher database has such pages.
    Stream<CipherScheme> sizes3 =
        CipherScheme.PAGE_SIZES.stream().skip(1).map(CipherScheme.V3::withPageSize);
    Stream<CipherScheme> sizes4 = Stream.of(1024, 4096, 65536).map(CipherScheme.V4::withPageSize);
    return Stream.of(sizes3, sizes4, Stream.of(CipherScheme.V2, CipherScheme.V2.withPageSize(4096)))
        .flatMap(schemes -> schemes)
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void readsEveryRowOfAWholeEncryptedDatabase(CipherScheme scheme) throws Exception {
    TestStore store = TestStore.make(folder.resolve("a.db"), scheme, c -> fill(c, "UTF-8"));

    assertSame(store);
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, 4096", "UTF-16le, 1024", "UTF-16be, 65536", "UTF-8, 512"})
  void readsEveryRowOfAWholePlainDatabase(String encoding, int pageSize) throws Exception {
    TestStore store =
        TestStore.make(
            folder.resolve("a.db"),
            null,
            c -> {
              try (Statement statement = c.createStatement()) {
                statement.execute("PRAGMA page_size=" + pageSize);
              }
              fill(c, encoding);
            });

    assertSame(store);
  }

  private static void assertSame(TestStore store) throws Exception {
    try (SalvagedDatabase salvaged = store.salvage();
        Connection sql = store.connect()) {
      for (String table : TABLES) {
        assertThat(TestStore.salvagedRows(salvaged, table))
            .isEqualTo(TestStore.sqlRows(sql, table, "*"));
      }
      // A virtual column is stored nowhere: it can be computed again.
      assertThat(TestStore.salvagedRows(salvaged, "odd \"name"))
          .isEqualTo(TestStore.sqlRows(sql, "\"odd \"\"name\"", "\"a,b)\", \"c'd\", e, g"));
      assertThat(keyed(salvaged)).containsExactlyInAnyOrderElementsOf(sqlKeyed(sql));
      SalvageReport report = salvaged.report();
      assertThat(report.unreadable()).isEmpty();
      assertThat(report.damagedRows()).isEmpty();
      assertThat(report.readablePages()).isEqualTo(report.pages());
      assertThat(report.notes()).isSubsetOf(SalvageReport.Note.NOT_AUTHENTICATED);
      assertThat(report.tables())
          .allSatisfy(table -> assertThat(table.origin()).isEqualTo(SalvagedTable.Origin.SCHEMA));
    }
  }

  @Test
  void copiesIntoMemoryWithoutConstraints() throws Exception {
    TestStore store =
        TestStore.make(folder.resolve("a.db"), CipherScheme.V2, c -> fill(c, "UTF-8"));

    try (SalvagedDatabase salvaged = store.salvage();
        Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      List<CopiedTable> copied = salvaged.copyInto(memory);

      for (String table : TABLES) {
        assertThat(TestStore.sqlRows(memory, table, "*")).isEqualTo(store.sqlRows(table));
      }
      assertThat(copied).allSatisfy(table -> assertThat(table.refused()).isZero());
      try (Statement statement = memory.createStatement();
          ResultSet objects =
              statement.executeQuery("SELECT count(*) FROM sqlite_master WHERE type<>'table'")) {
        assertThat(objects.getInt(1)).isZero();
      }
    }
  }

  /** Tables with everything that makes records differ. */
  private static void fill(Connection c, String encoding) throws SQLException {
    Random random = new Random(7);
    try (Statement s = c.createStatement()) {
      s.execute("PRAGMA encoding='" + encoding + "'");
      s.execute("CREATE TABLE plain(a, b TEXT, c REAL, d BLOB, e INTEGER)");
      s.execute("CREATE TABLE alias(_id INTEGER PRIMARY KEY, t TEXT UNIQUE, n NUMERIC NOT NULL)");
      s.execute("CREATE TABLE grown(x INT, PRIMARY KEY(x))");
      s.execute("CREATE TABLE empty(a)");
      s.execute("CREATE INDEX i ON plain(b)");
      s.execute("CREATE VIEW v AS SELECT a FROM plain");
      s.execute(
          "CREATE TABLE \"odd \"\"name\"([a,b)] VARCHAR(10), `c'd` DECIMAL(10,5), \"e\" DOUBLE PRECISION CHECK(e<>')'), f AS (e*2), g AS (e*3) STORED)");
      s.execute(
          "CREATE TABLE keyed(v TEXT, k2 INT, k1 TEXT, w BLOB, PRIMARY KEY(k1, k2)) WITHOUT ROWID");
      StringBuilder wide = new StringBuilder("CREATE TABLE wide(c0");
      for (int i = 1; i < 300; i++) {
        wide.append(", c").append(i);
      }
      s.execute(wide + ")");
      s.execute("INSERT INTO wide DEFAULT VALUES");
      s.execute("INSERT INTO wide(c0, c150, c299) VALUES(1, 'middle', x'00ff')");
    }
    c.setAutoCommit(false);
    long[] numbers = {
      0,
      1,
      -1,
      127,
      -128,
      128,
      32767,
      32768,
      -8388608,
      8388608,
      Integer.MAX_VALUE,
      1L << 40,
      -(1L << 47),
      1L << 48,
      Long.MIN_VALUE,
      Long.MAX_VALUE
    };
    try (PreparedStatement p =
        c.prepareStatement("INSERT INTO plain(rowid,a,b,c,d,e) VALUES(?,?,?,?,?,?)")) {
      for (int i = 0; i < 400; i++) {
        p.setLong(1, i == 0 ? Long.MIN_VALUE : i == 1 ? Long.MAX_VALUE : (i - 200) * 1_000_003L);
        p.setLong(2, numbers[i % numbers.length]);
        p.setString(3, i % 5 == 0 ? null : "réunion 会议 😀 ".repeat(i % 11));
        p.setObject(4, i % 3 == 0 ? (Object) (double) i : (Object) random.nextDouble());
        byte[] blob = new byte[i % 40 == 7 ? 20_000 + i * 100 : i % 90];
        random.nextBytes(blob);
        p.setBytes(5, blob);
        p.setObject(6, i % 2 == 0 ? i : null);
        p.executeUpdate();
      }
    }
    try (PreparedStatement p = c.prepareStatement("INSERT INTO alias VALUES(?,?,?)")) {
      for (int i = 0; i < 2000; i++) {
        p.setLong(1, i * 3L);
        p.setString(2, "message " + i + " " + "x".repeat(i % 200));
        p.setObject(3, i % 2 == 0 ? i : i + 0.5);
        p.executeUpdate();
      }
    }
    try (PreparedStatement p = c.prepareStatement("INSERT INTO keyed VALUES(?,?,?,?)")) {
      for (int i = 0; i < 1500; i++) {
        p.setString(1, "v" + i);
        p.setInt(2, i % 7);
        p.setString(3, "key " + random.nextInt() + "/" + i);
        p.setBytes(4, new byte[i % 50 == 3 ? 9000 : i % 30]);
        p.executeUpdate();
      }
    }
    try (Statement s = c.createStatement()) {
      for (int i = 0; i < 50; i++) {
        s.execute("INSERT INTO grown VALUES(" + i + ")");
      }
      s.execute("ALTER TABLE grown ADD COLUMN t TEXT DEFAULT 'it''s'");
      s.execute("ALTER TABLE grown ADD COLUMN n INTEGER DEFAULT -5");
      s.execute("ALTER TABLE grown ADD COLUMN r REAL DEFAULT 2");
      s.execute("ALTER TABLE grown ADD COLUMN b BLOB DEFAULT x'0aFF'");
      s.execute("ALTER TABLE grown ADD COLUMN z");
      s.execute("INSERT INTO grown VALUES(100, 'new', 1, 1.5, x'00', 'z')");
      s.execute(
          "INSERT INTO \"odd \"\"name\" VALUES('a', 12.25, 3), ('b', '7', 4.5), (1, 'x', NULL)");
    }
    c.commit();
  }

  private static List<List<@Nullable Object>> keyed(SalvagedDatabase salvaged) {
    try (Stream<SalvagedRow> rows = salvaged.rows("keyed")) {
      List<List<@Nullable Object>> all = new ArrayList<>();
      rows.forEach(
          row -> {
            List<@Nullable Object> values = new ArrayList<>();
            row.values().forEach(value -> values.add(TestStore.comparable(value)));
            all.add(values);
          });
      return all;
    }
  }

  private static List<List<@Nullable Object>> sqlKeyed(Connection c) throws SQLException {
    List<List<@Nullable Object>> all = new ArrayList<>();
    try (Statement s = c.createStatement();
        ResultSet rows = s.executeQuery("SELECT v, k2, k1, w FROM keyed")) {
      while (rows.next()) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
          values.add(TestStore.comparable(rows.getObject(i)));
        }
        all.add(values);
      }
    }
    return all;
  }
}
