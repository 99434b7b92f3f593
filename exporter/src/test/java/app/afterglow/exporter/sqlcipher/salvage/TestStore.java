package app.afterglow.exporter.sqlcipher.salvage;

import app.afterglow.exporter.sqlcipher.CipherScheme;
import app.afterglow.exporter.sqlcipher.KeyMaterial;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.mc.SQLiteMCSqlCipherConfig;

/**
 * A database made and read by the JDBC driver.
 *
 * @param file where it is
 * @param scheme how it is encrypted, null where it isn't
 */
record TestStore(Path file, @Nullable CipherScheme scheme) {

  static final String PASSPHRASE = "x'00112233'";

  /** Something that uses a connection. */
  interface Work {
    void on(Connection connection) throws SQLException;
  }

  /** Makes a database with the tables and rows that the work writes. */
  static TestStore make(Path file, @Nullable CipherScheme scheme, Work work) throws SQLException {
    TestStore store = new TestStore(file, scheme);
    try (Connection connection = store.connect()) {
      work.on(connection);
    }
    return store;
  }

  Path wal() {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  /** A copy of the database and its log, under another name. */
  TestStore copy(String name) throws IOException {
    TestStore copy = new TestStore(file.resolveSibling(name), scheme);
    Files.copy(file, copy.file);
    if (Files.exists(wal())) {
      Files.copy(wal(), copy.wal());
    }
    return copy;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file, properties());
  }

  private Properties properties() {
    if (scheme == null) {
      return new Properties();
    }
    SQLiteMCSqlCipherConfig config =
        switch (scheme.settings()) {
          case SQLCIPHER_4 -> SQLiteMCSqlCipherConfig.getV4Defaults();
          case SQLCIPHER_3 -> SQLiteMCSqlCipherConfig.getV3Defaults();
          case SQLCIPHER_2 -> SQLiteMCSqlCipherConfig.getV2Defaults();
        };
    config.setLegacyPageSize(scheme.pageSize());
    return config.withKey(PASSPHRASE).build().toProperties();
  }

  KeyMaterial key() {
    return scheme == null
        ? KeyMaterial.none()
        : KeyMaterial.passphrase(Secret.copyOf(PASSPHRASE.getBytes(StandardCharsets.UTF_8)));
  }

  SalvageSettings settings() {
    return SalvageSettings.of(scheme == null ? CipherScheme.V4 : scheme);
  }

  SalvagedDatabase salvage() throws IOException {
    return salvage(settings());
  }

  SalvagedDatabase salvage(SalvageSettings settings) throws IOException {
    try (KeyMaterial key = key()) {
      return SalvagedDatabase.open(file, Files.exists(wal()) ? wal() : null, key, settings);
    }
  }

  int pageSize() {
    return scheme == null ? 4096 : scheme.pageSize();
  }

  int pages() throws IOException {
    return (int) (Files.size(file) / pageSize());
  }

  /** Overwrites a page with noise. */
  void damage(int page, RandomGenerator random) throws IOException {
    byte[] noise = new byte[pageSize()];
    random.nextBytes(noise);
    write((page - 1L) * pageSize(), noise);
  }

  void write(long offset, byte[] bytes) throws IOException {
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(offset);
      raw.write(bytes);
    }
  }

  /** All rows of a table, by rowid, as SQL gives them back. */
  Map<Long, List<@Nullable Object>> sqlRows(String table) throws SQLException {
    try (Connection connection = connect()) {
      return sqlRows(connection, table, "*");
    }
  }

  static Map<Long, List<@Nullable Object>> sqlRows(
      Connection connection, String table, String columns) throws SQLException {
    Map<Long, List<@Nullable Object>> rows = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT rowid, " + columns + " FROM " + table)) {
      int count = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 2; i <= count; i++) {
          values.add(comparable(result.getObject(i)));
        }
        rows.put(result.getLong(1), values);
      }
    }
    return rows;
  }

  /** All rows of a table, by rowid, as salvage gives them back; fails where one comes twice. */
  static Map<Long, List<@Nullable Object>> salvagedRows(SalvagedDatabase database, String table) {
    Map<Long, List<@Nullable Object>> rows = new LinkedHashMap<>();
    try (Stream<SalvagedRow> stream = database.rows(table)) {
      stream.forEach(
          row -> {
            List<@Nullable Object> values = new ArrayList<>();
            row.values().forEach(value -> values.add(comparable(value)));
            Long rowid = Objects.requireNonNull(row.rowid());
            if (rows.put(rowid, values) != null) {
              throw new AssertionError("row " + rowid + " of " + table + " came twice");
            }
          });
    }
    return rows;
  }

  static @Nullable Object comparable(@Nullable Object value) {
    return switch (value) {
      case Integer number -> number.longValue();
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      case null, default -> value;
    };
  }
}
