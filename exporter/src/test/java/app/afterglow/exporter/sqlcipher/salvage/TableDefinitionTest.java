package app.afterglow.exporter.sqlcipher.salvage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableDefinitionTest {

  @Test
  void readsColumnsTypesAndDefaults() {
    TableDefinition table =
        parse(
            """
            CREATE TABLE IF NOT EXISTS "Wickr ""Message""\" ( -- the newest
              _id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
              [message ID] VARCHAR ( 64 ) COLLATE NOCASE UNIQUE ON CONFLICT REPLACE,
              `state` int DEFAULT -1 /* or not, ever */ CHECK (state IN (1, 4, 5)),
              price DECIMAL(10,5) DEFAULT (1.50),
              body, data BLOB DEFAULT x'00ff',
              at TEXT DEFAULT CURRENT_TIMESTAMP REFERENCES other(a, b) ON DELETE CASCADE,
              "flag" DOUBLE PRECISION DEFAULT 3,
              CONSTRAINT u UNIQUE (state, price), FOREIGN KEY(at) REFERENCES o(x))
            """);

    assertThat(table.name()).isEqualTo("Wickr \"Message\"");
    assertThat(table.columns())
        .extracting(Column::name)
        .containsExactly("_id", "message ID", "state", "price", "body", "data", "at", "flag");
    assertThat(table.columns())
        .extracting(Column::affinity)
        .containsExactly(
            Affinity.INTEGER,
            Affinity.TEXT,
            Affinity.INTEGER,
            Affinity.NUMERIC,
            Affinity.BLOB,
            Affinity.BLOB,
            Affinity.TEXT,
            Affinity.REAL);
    assertThat(table.columns().get(1).collation()).isEqualTo("NOCASE");
    assertThat(table.columns().get(0).notNull()).isTrue();
    assertThat(table.columns().get(2).defaultValue()).isEqualTo(-1L);
    assertThat(table.columns().get(3).defaultValue()).isEqualTo(1.5);
    assertThat(table.columns().get(5).defaultValue()).isEqualTo(new byte[] {0, -1});
    assertThat(table.columns().get(6).defaultValue()).isNull();
    assertThat(table.columns().get(7).defaultValue()).isEqualTo(3.0);
    assertThat(table.rowidColumn()).isZero();
    assertThat(table.withoutRowid()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t(a TEXT, b INTEGER PRIMARY KEY)",
        "CREATE TABLE t(a TEXT, b INTEGER, PRIMARY KEY(b))",
        "CREATE TABLE t(a TEXT, b INTEGER, PRIMARY KEY(b DESC))",
        "CREATE TABLE t(a TEXT, b INTEGER, CONSTRAINT \"p k\" PRIMARY KEY (\"B\" ASC))",
        "create table t(a text, b integer constraint c primary key asc)"
      })
  void knowsTheColumnThatIsTheRowid(String sql) {
    assertThat(parse(sql).rowidColumn()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t(a INT PRIMARY KEY)",
        "CREATE TABLE t(a INTEGER PRIMARY KEY DESC)",
        "CREATE TABLE t(a INTEGER, b INTEGER, PRIMARY KEY(a, b))",
        "CREATE TABLE t(a INTEGER PRIMARY KEY) WITHOUT ROWID",
        "CREATE TABLE t(a INTEGER UNIQUE)"
      })
  void knowsWhereNoColumnIsTheRowid(String sql) {
    assertThat(parse(sql).rowidColumn()).isEqualTo(-1);
  }

  @Test
  void putsThePrimaryKeyFirstWithoutRowid() {
    TableDefinition table =
        parse("CREATE TABLE t(a, b, c, d, PRIMARY KEY(d, b)) WITHOUT ROWID, STRICT");

    assertThat(table.storedOrder()).isEqualTo(List.of(3, 1, 0, 2));
  }

  @Test
  void leavesOutVirtualColumns() {
    TableDefinition table =
        parse(
            "CREATE TABLE t(a, b AS (a*2), c INT GENERATED ALWAYS AS (a+1) STORED, d AS (1) VIRTUAL)");

    assertThat(table.columns()).extracting(Column::name).containsExactly("a", "c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "CREATE",
        "CREATE TABLE",
        "CREATE TABLE t",
        "CREATE TABLE t(",
        "CREATE TABLE t()",
        "CREATE VIRTUAL TABLE t USING fts5(a)",
        "CREATE INDEX i ON t(a)",
        "DROP TABLE t",
        "((((",
        "CREATE TABLE (a)",
        "CREATE TABLE t AS SELECT 1"
      })
  void saysSoWhereItDoesNotUnderstand(String sql) {
    assertThat(TableDefinition.parse(sql)).isEmpty();
  }

  @Test
  void neverFailsOnBrokenText() {
    String whole =
        "CREATE TABLE t(a INTEGER PRIMARY KEY, [b] TEXT DEFAULT 'x''y', c AS (a+(1)) STORED,"
            + " \"d\" BLOB DEFAULT x'00', PRIMARY KEY(a, b)) WITHOUT ROWID -- end";
    Random random = new Random(3);
    String signs = "()[]'\"`,.-/*x0 \n\0é";

    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(whole);
      for (int k = 0; k <= random.nextInt(4); k++) {
        int at = random.nextInt(text.length());
        if (random.nextBoolean()) {
          text.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
        } else {
          text.delete(at, Math.min(text.length(), at + random.nextInt(30)));
          text.append(' ');
        }
      }
      TableDefinition.parse(text.toString())
          .ifPresent(table -> assertThat(table.storedOrder()).hasSameSizeAs(table.columns()));
    }
  }

  private static TableDefinition parse(String sql) {
    return TableDefinition.parse(sql).orElseThrow();
  }
}
