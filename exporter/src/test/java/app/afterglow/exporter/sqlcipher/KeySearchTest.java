package app.afterglow.exporter.sqlcipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.mc.SQLiteMCSqlCipherConfig;

/**
 * Databases under every setting a client may have chosen: of SQLCipher's own tool where it is of
 * the generation, and of the JDBC driver, whose page format is none of ours either.
 */
class KeySearchTest {

  private static final String HEX =
      "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff01";

  private static final String ROWS =
      """
      CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
        INSERT INTO t SELECT i, hex(randomblob(40)) FROM n""";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "SQLCIPHER_3, 1024",
    "SQLCIPHER_3, 4096",
    "SQLCIPHER_3, 65536",
    "SQLCIPHER_2, 1024",
    "SQLCIPHER_2, 8192",
  })
  void opensDatabasesOfSqlciphersTool(CipherSettings settings, int page) throws Exception {
    SqlCipherTool.assumeInstalled();
    Path database =
        create(
            "PRAGMA key = \"x'%s'\"; PRAGMA cipher_page_size = %d; PRAGMA kdf_iter = %d;"
                .formatted(HEX, page, settings.iterations()));

    assertOpens(database, settings, page);
  }

  @ParameterizedTest
  @CsvSource({
    "SQLCIPHER_4, 1024",
    "SQLCIPHER_4, 4096",
    "SQLCIPHER_4, 65536",
    "SQLCIPHER_3, 16384",
    "SQLCIPHER_3, 1024",
    "SQLCIPHER_2, 1024",
  })
  void opensDatabasesOfTheDriver(CipherSettings settings, int page) throws Exception {
    SQLiteMCSqlCipherConfig cipher =
        switch (settings) {
          case SQLCIPHER_4 -> SQLiteMCSqlCipherConfig.getV4Defaults();
          case SQLCIPHER_3 -> SQLiteMCSqlCipherConfig.getV3Defaults();
          case SQLCIPHER_2 -> SQLiteMCSqlCipherConfig.getV2Defaults();
        };
    cipher.setLegacyPageSize(page);
    cipher.withKey("x'" + HEX + "'");
    Path database = folder.resolve("database");
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + database, cipher.build().toProperties());
        Statement statement = connection.createStatement()) {
      for (String line : ROWS.split(";", -1)) {
        statement.execute(line);
      }
    }

    assertOpens(database, settings, page);
  }

  private void assertOpens(Path database, CipherSettings settings, int page) throws Exception {
    PageKey key = find(database, passphrase("x'" + HEX + "'")).orElseThrow();

    assertThat(key.scheme()).isEqualTo(new CipherScheme(settings, page));
    assertThat(rowsOf(database, key)).isEqualTo(300);
  }

  @Test
  void opensWithRawKey() throws Exception {
    SqlCipherTool.assumeInstalled();
    Path database = create("PRAGMA key = \"x'%s'\";".formatted(HEX.substring(2)));
    byte[] raw = HexFormat.of().parseHex(HEX.substring(2));

    PageKey key =
        find(database, new KeyCandidate("raw", KeyCandidate.Kind.RAW_KEY, Secret.owning(raw)))
            .orElseThrow();

    assertThat(rowsOf(database, key)).isEqualTo(300);
  }

  @Test
  void findsNothingWithAnotherKey() throws Exception {
    SqlCipherTool.assumeInstalled();
    Path database = create("PRAGMA key = '%s';".formatted(HEX));

    assertThat(find(database, passphrase("x'" + HEX + "'"))).isEmpty();
    assertThat(find(database, passphrase(HEX))).isPresent();
  }

  @Test
  void refusesPlainDatabasesAndFilesTooShortForOne() throws IOException {
    Path plain =
        Files.write(
            folder.resolve("plain"),
            "SQLite format 3\0and more".getBytes(StandardCharsets.US_ASCII));
    Path stub = Files.write(folder.resolve("short"), new byte[511]);

    assertThatThrownBy(() -> find(plain, passphrase("any")))
        .isInstanceOf(UnsupportedInputException.class)
        .hasMessageContaining("plain SQLite");
    assertThatThrownBy(() -> find(stub, passphrase("any")))
        .isInstanceOf(UnsupportedInputException.class)
        .hasMessageContaining("511 bytes");
  }

  @Test
  void saysWhatItTries() {
    assertThat(KeySearch.tried(List.of(passphrase("secret"))))
        .contains("a passphrase", "SQLCipher 4", "SQLCipher 2", "512", "65536")
        .doesNotContain("secret");
  }

  private Path create(String settings) throws Exception {
    Path database = folder.resolve("database");
    SqlCipherTool.run(database, settings + ROWS + ";");
    return database;
  }

  private static KeyCandidate passphrase(String text) {
    return new KeyCandidate(
        "a passphrase",
        KeyCandidate.Kind.PASSPHRASE,
        Secret.owning(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Optional<PageKey> find(Path database, KeyCandidate candidate) throws IOException {
    return KeySearch.find(database, List.of(candidate), Progress.SILENT);
  }

  private static int rowsOf(Path file, PageKey key) throws Exception {
    try (PrivateCopy copy = PrivateCopy.of(file, Progress.SILENT);
        StoreDatabase database = StoreDatabase.openEncrypted(copy, file, key);
        Statement statement = database.connection().createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(b) FROM t")) {
      return rows.getInt(1);
    }
  }
}
