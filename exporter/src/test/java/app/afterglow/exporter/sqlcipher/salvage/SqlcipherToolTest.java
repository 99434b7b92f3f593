package app.afterglow.exporter.sqlcipher.salvage;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.exporter.sqlcipher.CipherScheme;
import app.afterglow.exporter.sqlcipher.KeyMaterial;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against databases that SQLCipher's own command line tool writes. */
class SqlcipherToolTest {

  private static final String KEY = "a ünusual 'passphrase'";

  @TempDir Path folder;

  @Test
  void readsWhatTheToolWrites() throws Exception {
    int tool = version();
    for (int version = 3; version <= tool; version++) {
      for (int size : new int[] {1024, 4096, 8192}) {
        Path file = folder.resolve(version + "-" + size + ".db");
        create(file, version, size);

        assertRows(file, scheme(version).withPageSize(size), 1000);
      }
    }
  }

  @Test
  void readsTheLogOfAToolThatWasKilled() throws Exception {
    int version = version();
    Path file = folder.resolve("killed.db");
    create(file, version, 4096);
    run(
        file,
        key(version, 4096)
            + """
              PRAGMA journal_mode=WAL;
              PRAGMA wal_autocheckpoint=0;
              INSERT INTO t(v) SELECT 'later ' || _id FROM t;
              .shell kill -9 $PPID
              """);
    assertThat(Files.size(folder.resolve("killed.db-wal"))).isPositive();

    assertRows(file, scheme(version).withPageSize(4096), 2000);
  }

  private static CipherScheme scheme(int version) {
    return version == 4 ? CipherScheme.V4 : CipherScheme.V3;
  }

  private static void assertRows(Path file, CipherScheme scheme, int count) throws IOException {
    Path wal = file.resolveSibling(file.getFileName() + "-wal");
    try (KeyMaterial key =
            KeyMaterial.passphrase(Secret.copyOf(KEY.getBytes(StandardCharsets.UTF_8)));
        SalvagedDatabase salvaged =
            SalvagedDatabase.open(file, wal, key, SalvageSettings.of(scheme));
        Stream<SalvagedRow> rows = salvaged.rows("t")) {
      assertThat(rows)
          .hasSize(count)
          .allSatisfy(
              row -> {
                long rowid = Objects.requireNonNull(row.rowid());
                assertThat(row.values().get(1))
                    .isEqualTo(rowid <= 1000 ? "row " + rowid : "later " + (rowid - 1000));
              });
      assertThat(salvaged.unreadablePages()).isEmpty();
    }
  }

  /** The tool's major version; without the tool the test is skipped. */
  private int version() throws Exception {
    String said = run(Path.of(":memory:"), "PRAGMA cipher_version;\n");
    int version = said.isEmpty() ? 0 : Character.digit(said.charAt(0), 10);
    Assumptions.assumeTrue(
        version == 3 || version == 4, "needs SQLCipher 3 or 4: install the package sqlcipher");
    return version;
  }

  private void create(Path file, int version, int pageSize) throws Exception {
    run(
        file,
        key(version, pageSize)
            + """
              CREATE TABLE t(_id INTEGER PRIMARY KEY, v TEXT);
              WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT 1000)
              INSERT INTO t SELECT i, 'row ' || i FROM n;
              """);
  }

  private static String key(int version, int pageSize) {
    return """
        PRAGMA key="%s";
        PRAGMA cipher_compatibility=%d;
        PRAGMA cipher_page_size=%d;
        """
        .formatted(KEY, version, pageSize);
  }

  private String run(Path file, String script) throws Exception {
    Path out = folder.resolve("out.txt");
    Process process;
    try {
      process =
          new ProcessBuilder("sqlcipher", file.toString())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
    } catch (IOException e) {
      return "";
    }
    try (OutputStream in = process.getOutputStream()) {
      in.write(script.getBytes(StandardCharsets.UTF_8));
    }
    process.waitFor();
    return Files.readString(out);
  }
}
