package app.afterglow.exporter.sqlcipher.salvage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.exporter.sqlcipher.CipherScheme;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.WrongKeyException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogTest {

  private static final CipherScheme SCHEME = CipherScheme.V2.withPageSize(4096);
  private static final int FRAME = WalReader.FRAME_HEADER_BYTES + 4096;
  private static final int TRANSACTIONS = 30;

  @TempDir Path folder;

  static List<@Nullable CipherScheme> schemes() {
    return Arrays.asList(SCHEME, CipherScheme.V3, CipherScheme.V4, null);
  }

  /**
   * A copy of database and log as they are when a client dies: 30 transactions in the log alone.
   */
  private TestStore killed(@Nullable CipherScheme scheme) throws Exception {
    TestStore live = MessageStore.make(folder.resolve("live.db"), scheme, 60, 3);
    TestStore copy = new TestStore(folder.resolve("copy.db"), scheme);
    try (Connection connection = live.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA wal_autocheckpoint=0");
      addTransactions(connection);
      snapshot(live, copy);
    }
    return copy;
  }

  private static void snapshot(TestStore live, TestStore copy) throws IOException {
    Files.copy(live.file(), copy.file(), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(live.wal(), copy.wal(), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void addTransactions(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    Random random = new Random(5);
    for (int i = 0; i < TRANSACTIONS; i++) {
      MessageStore.insert(connection, 100_000 + i * 10L, 10, random);
      try (Statement statement = connection.createStatement()) {
        statement.execute("UPDATE Convo SET title=x'0" + i % 10 + "' WHERE _id=" + (i + 1));
      }
      connection.commit();
    }
  }

  /** All rows as SQLite reads them, which replays the log and changes the files: of a copy. */
  private Map<Long, List<@Nullable Object>> sqlRows(TestStore store, String table)
      throws Exception {
    TestStore other = store.copy("sql-" + System.nanoTime() + ".db");
    return other.sqlRows(table);
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void readsTheLogOfAKilledClient(@Nullable CipherScheme scheme) throws Exception {
    TestStore store = killed(scheme);

    try (SalvagedDatabase salvaged = store.salvage()) {
      Map<Long, List<@Nullable Object>> rows = TestStore.salvagedRows(salvaged, "Message");
      assertThat(rows).isEqualTo(sqlRows(store, "Message")).containsKey(100_299L);
      assertThat(TestStore.salvagedRows(salvaged, "Convo")).isEqualTo(sqlRows(store, "Convo"));
      LogReport log = salvaged.report().log();
      assertThat(log.present()).isTrue();
      assertThat(log.headerWhole()).isTrue();
      assertThat(log.tornAt()).isEqualTo(-1);
      assertThat(log.framesDamaged() + log.framesUnplaced() + log.framesAfterTear()).isZero();
      assertThat(log.framesUsed())
          .isEqualTo(
              (int)
                  ((Files.size(store.wal()) - 32)
                      / (WalReader.FRAME_HEADER_BYTES + store.pageSize())));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 17, 100, 2000, 4119, 4120, 40_000, 200_000})
  void cutsATornLogAtItsLastCommitAsSqliteDoes(int bytesCut) throws Exception {
    TestStore store = killed(SCHEME);
    try (RandomAccessFile wal = new RandomAccessFile(store.wal().toFile(), "rw")) {
      wal.setLength(wal.length() - bytesCut);
    }

    for (LogReach reach : LogReach.values()) {
      try (SalvagedDatabase salvaged = store.salvage(store.settings().reaching(reach))) {
        assertThat(TestStore.salvagedRows(salvaged, "Message"))
            .isEqualTo(sqlRows(store, "Message"));
        assertThat(salvaged.unreadablePages()).isEmpty();
      }
    }
  }

  @Test
  void findsTheRoundWhereTheHeaderAndTheFirstFramesAreLost() throws Exception {
    TestStore store = killed(SCHEME);
    Map<Long, List<@Nullable Object>> truth = sqlRows(store, "Message");
    try (RandomAccessFile wal = new RandomAccessFile(store.wal().toFile(), "rw")) {
      wal.write(new byte[32 + FRAME + 30]);
    }

    try (SalvagedDatabase salvaged = store.salvage()) {
      assertThat(salvaged.report().log().headerWhole()).isFalse();
      assertThat(salvaged.report().log().framesUnplaced()).isEqualTo(2);
      // Pages of the first transaction may have been on those frames alone.
      assertThat(TestStore.salvagedRows(salvaged, "Message").entrySet())
          .isSubsetOf(truth.entrySet())
          .hasSizeGreaterThan(truth.size() - 30);
    }
  }

  @Test
  void cutsAtADamagedFrameWhereAskedTo() throws Exception {
    TestStore store = killed(SCHEME);
    long frames = (Files.size(store.wal()) - 32) / FRAME;
    long tear = 32 + frames / 2 * FRAME;
    spoil(store.wal(), tear + 1000, 8);

    try (SalvagedDatabase salvaged =
        store.salvage(store.settings().reaching(LogReach.CUT_AT_TEAR))) {
      assertThat(TestStore.salvagedRows(salvaged, "Message")).isEqualTo(sqlRows(store, "Message"));
      assertThat(salvaged.report().log().tornAt()).isEqualTo(tear);
      assertThat(salvaged.report().log().framesAfterTear())
          .isEqualTo((int) (frames - frames / 2 - 1));
    }
  }

  @Test
  void passesOverADamagedFrameAndLosesItsPageAlone() throws Exception {
    TestStore store = killed(SCHEME);
    Map<Long, List<@Nullable Object>> truth = sqlRows(store, "Message");
    long frames = (Files.size(store.wal()) - 32) / FRAME;
    long lost = 0;

    for (long frame = 0; frame < frames; frame += 7) {
      TestStore damaged = store.copy("damaged-" + frame + ".db");
      spoil(damaged.wal(), 32 + frame * FRAME + 1000, 8);
      try (SalvagedDatabase salvaged = damaged.salvage()) {
        Map<Long, List<@Nullable Object>> rows = TestStore.salvagedRows(salvaged, "Message");
        assertThat(truth).containsAllEntriesOf(rows);
        assertThat(salvaged.report().log().framesDamaged()).isEqualTo(frame == frames - 1 ? 0 : 1);
        // A page holds fewer than 30 messages.
        assertThat(truth.size() - rows.size()).isLessThan(30);
        lost += truth.size() - rows.size();
      }
    }
    assertThat(lost).isPositive();
  }

  @Test
  void passesOverABlockThatCoversFrameHeaders() throws Exception {
    TestStore store = killed(SCHEME);
    Map<Long, List<@Nullable Object>> truth = sqlRows(store, "Message");
    long blocks = Files.size(store.wal()) / 4096;

    for (long block = 1; block < blocks - 3; block += 5) {
      TestStore damaged = store.copy("block-" + block + ".db");
      spoil(damaged.wal(), block * 4096, 4096);
      try (SalvagedDatabase salvaged = damaged.salvage()) {
        Map<Long, List<@Nullable Object>> rows = TestStore.salvagedRows(salvaged, "Message");
        assertThat(truth.keySet()).containsAll(rows.keySet());
        // Two pages of messages at the most, where SQLite loses all that follows.
        assertThat(truth.size() - rows.size()).isLessThan(60);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 16, 24})
  void readsALogWhoseHeaderIsDamaged(int offset) throws Exception {
    TestStore store = killed(SCHEME);
    Map<Long, List<@Nullable Object>> truth = sqlRows(store, "Message");
    spoil(store.wal(), offset, 4);

    try (SalvagedDatabase salvaged = store.salvage()) {
      assertThat(TestStore.salvagedRows(salvaged, "Message")).isEqualTo(truth);
      assertThat(salvaged.report().log().headerWhole()).isFalse();
    }
  }

  @Test
  void leavesUncommittedFramesAlone() throws Exception {
    TestStore live = MessageStore.make(folder.resolve("live.db"), SCHEME, 60, 3);
    TestStore store = new TestStore(folder.resolve("copy.db"), SCHEME);
    try (Connection connection = live.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA wal_autocheckpoint=0");
      statement.execute("PRAGMA cache_size=5");
      addTransactions(connection);
      MessageStore.insert(connection, 900_000, 2000, new Random(1));
      snapshot(live, store);
      connection.rollback();
    }

    try (SalvagedDatabase salvaged = store.salvage()) {
      assertThat(salvaged.report().log().framesAfterCommit()).isPositive();
      assertThat(TestStore.salvagedRows(salvaged, "Message"))
          .isEqualTo(sqlRows(store, "Message"))
          .doesNotContainKey(900_000L);
    }
  }

  @Test
  void readsALogThatBeganAgainOverAnOlderRound() throws Exception {
    TestStore live = MessageStore.make(folder.resolve("live.db"), SCHEME, 60, 3);
    TestStore store = new TestStore(folder.resolve("copy.db"), SCHEME);
    try (Connection connection = live.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA wal_autocheckpoint=0");
      addTransactions(connection);
      connection.setAutoCommit(true);
      statement.executeQuery("PRAGMA wal_checkpoint(FULL)").close();
      connection.setAutoCommit(false);
      MessageStore.insert(connection, 500_000, 3, new Random(1));
      connection.commit();
      snapshot(live, store);
    }

    try (SalvagedDatabase salvaged = store.salvage()) {
      assertThat(salvaged.report().log().framesStale()).isPositive();
      assertThat(salvaged.report().log().tornAt()).isEqualTo(-1);
      assertThat(TestStore.salvagedRows(salvaged, "Message"))
          .isEqualTo(sqlRows(store, "Message"))
          .containsKey(500_002L);
    }

    // The older round also stands in for pages that are damaged in the database itself.
    Map<Long, List<@Nullable Object>> truth = sqlRows(store, "Message");
    for (int page = 2; page <= store.pages(); page++) {
      store.damage(page, new Random(page));
    }
    try (SalvagedDatabase salvaged = store.salvage()) {
      Map<Long, List<@Nullable Object>> rows = TestStore.salvagedRows(salvaged, "Message");
      assertThat(truth.keySet()).containsAll(rows.keySet());
      assertThat(rows.keySet().stream().filter(id -> id >= 100_000 && id < 500_000).count())
          .isGreaterThan(200);
    }
  }

  @Test
  void takesTheSaltFromTheLogWhereTheFirstPageIsLost() throws Exception {
    TestStore store = killed(SCHEME);
    Map<Long, List<@Nullable Object>> truth = sqlRows(store, "Message");
    store.write(0, new byte[store.pageSize()]);

    try (SalvagedDatabase salvaged = store.salvage()) {
      assertThat(TestStore.salvagedRows(salvaged, "Message")).isEqualTo(truth);
      assertThat(salvaged.report().notes()).contains(SalvageReport.Note.SALT_FROM_LOG);
    }
  }

  @Test
  void saysThatNothingOpensWithoutTheSalt() throws Exception {
    TestStore store = killed(SCHEME);
    Files.delete(store.wal());
    store.write(0, new byte[store.pageSize()]);

    assertThatThrownBy(store::salvage)
        .isInstanceOf(DamagedInputException.class)
        .hasMessageContaining("salt");
  }

  @Test
  void saysThatNoPageOpensWithANoisySalt() throws Exception {
    TestStore store = killed(SCHEME);
    Files.delete(store.wal());
    spoil(store.file(), 0, 16);

    assertThatThrownBy(store::salvage)
        .isInstanceOfSatisfying(
            WrongKeyException.class,
            e -> assertThat(e.problem().next(Locale.ROOT)).contains("salt"));
  }

  @Test
  @Timeout(120)
  void endsWithRandomLogs() throws Exception {
    TestStore store = killed(SCHEME);
    Files.delete(store.wal());
    Map<Long, List<@Nullable Object>> truth = store.copy("sql.db").sqlRows("Message");
    Random random = new Random(77);

    for (int i = 0; i < 200; i++) {
      byte[] noise = new byte[random.nextInt(40_000)];
      random.nextBytes(noise);
      if (i % 2 == 0 && noise.length > 4) {
        System.arraycopy(new byte[] {0x37, 0x7f, 0x06, (byte) 0x82}, 0, noise, 0, 4);
      }
      Files.write(store.wal(), noise);
      try (SalvagedDatabase salvaged = store.salvage()) {
        assertThat(salvaged.report().log().framesUsed()).isZero();
        if (i % 20 == 0) {
          assertThat(TestStore.salvagedRows(salvaged, "Message")).isEqualTo(truth);
        }
      }
    }
  }

  @Test
  void neverUsesWhatDoesNotAuthenticate() throws Exception {
    TestStore store = killed(SCHEME);
    Map<Long, List<@Nullable Object>> truth = sqlRows(store, "Message");
    Random random = new Random(99);

    for (int i = 0; i < 60; i++) {
      TestStore damaged = store.copy("mutated-" + i + ".db");
      for (int k = 0; k < 20; k++) {
        spoil(damaged.wal(), random.nextLong(32, Files.size(damaged.wal()) - 4), 4);
        spoil(damaged.file(), random.nextLong(100, Files.size(damaged.file()) - 4), 4);
      }
      try (SalvagedDatabase salvaged = damaged.salvage()) {
        for (SalvagedTable table : salvaged.tables()) {
          if (table.name().equals("Message")) {
            assertThat(truth.keySet())
                .containsAll(TestStore.salvagedRows(salvaged, "Message").keySet());
          }
        }
      }
    }
  }

  private static void spoil(Path file, long offset, int bytes) throws Exception {
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] there = new byte[bytes];
      raw.seek(offset);
      raw.readFully(there);
      for (int i = 0; i < bytes; i++) {
        there[i] ^= 0x5a;
      }
      raw.seek(offset);
      raw.write(there);
    }
  }
}
