package app.afterglow.exporter.sqlcipher.salvage;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.exporter.sqlcipher.CipherScheme;
import app.afterglow.exporter.sqlcipher.KeyMaterial;
import app.afterglow.problem.AfterglowException;
import app.afterglow.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, reading it ends, and ends with rows or a declared error. */
@Timeout(300)
class MutationTest {

  @TempDir Path folder;

  /** A small database with every kind of page. */
  private TestStore small(@Nullable CipherScheme scheme) throws Exception {
    return TestStore.make(
        folder.resolve("small.db"),
        scheme,
        connection -> {
          try (Statement s = connection.createStatement()) {
            s.execute("PRAGMA page_size=512");
            s.execute(MessageStore.CONVERSATIONS);
            s.execute(MessageStore.MEMBERS);
            s.execute(MessageStore.MESSAGES);
            s.execute("CREATE TABLE keyed(a TEXT, b INT, PRIMARY KEY(b, a)) WITHOUT ROWID");
            for (int i = 0; i < 60; i++) {
              s.execute("INSERT INTO keyed VALUES('value %d', %d)".formatted(i, i % 5));
              s.execute("INSERT INTO Convo VALUES(%d, 'v%d', 1, NULL)".formatted(i, i));
            }
          }
          connection.setAutoCommit(false);
          MessageStore.insert(connection, 1, 60, new Random(1));
          connection.commit();
          try (Statement s = connection.createStatement()) {
            s.execute("DELETE FROM Message WHERE _id BETWEEN 20 AND 40");
          }
          connection.commit();
        });
  }

  @Test
  void readsMutatedPlainDatabasesToAnEnd() throws Exception {
    byte[] whole = Files.readAllBytes(small(null).file());
    Random random = new Random(2024);
    long rows = 0;

    for (int i = 0; i < 3000; i++) {
      byte[] mutated = whole.clone();
      mutate(mutated, random, 512);
      rows += readAll(new TestStore(write(mutated), null), null, i % 50 == 0);
    }
    assertThat(rows).isPositive();
  }

  @Test
  void readsRandomFilesToAnEnd() throws Exception {
    Random random = new Random(7);

    for (int i = 0; i < 300; i++) {
      byte[] noise = new byte[random.nextInt(20_000)];
      random.nextBytes(noise);
      if (i % 2 == 0 && noise.length > 100) {
        System.arraycopy(
            "SQLite format 3\0\2\0\1\1\0".getBytes(StandardCharsets.US_ASCII), 0, noise, 0, 21);
        noise[100] = 13;
      }
      readAll(new TestStore(write(noise), null), null, false);
    }
  }

  @Test
  void readsAuthenticPagesWithHostileContentToAnEnd() throws Exception {
    TestStore store = small(CipherScheme.V4.withPageSize(1024));
    PlaintextPages pages = new PlaintextPages(store);
    byte[] whole = Files.readAllBytes(store.file());
    Random random = new Random(5);
    long rows = 0;

    for (int i = 0; i < 1000; i++) {
      Files.write(store.file(), whole);
      for (int k = 0; k <= random.nextInt(4); k++) {
        int number = 1 + random.nextInt(store.pages());
        byte[] page = pages.read(number);
        mutate(page, random, 1024);
        pages.write(number, page);
      }
      rows += readAll(store, pages.key(), i % 50 == 0);
    }
    assertThat(rows).isPositive();
  }

  @Test
  void readsMutatedEncryptedFilesToAnEnd() throws Exception {
    TestStore store = small(CipherScheme.V4.withPageSize(1024));
    byte[] key = new PlaintextPages(store).key();
    byte[] whole = Files.readAllBytes(store.file());
    Random random = new Random(6);

    for (int i = 0; i < 1000; i++) {
      byte[] mutated = whole.clone();
      mutate(mutated, random, 1024);
      Files.write(store.file(), mutated);
      readAll(store, key, false);
    }
  }

  /** Changes bytes, swaps or repeats pages, or plants numbers where pointers and lengths stand. */
  private static void mutate(byte[] bytes, Random random, int pageSize) {
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length - 8);
      int page = at / pageSize * pageSize;
      switch (random.nextInt(7)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[page + random.nextInt(12)] = (byte) random.nextInt(256);
        case 3 -> bytes[page + random.nextInt(64)] = (byte) 0xff;
        case 4 -> Arrays.fill(bytes, at, at + 8, (byte) 0xff);
        case 5 -> {
          int from = random.nextInt(bytes.length / pageSize) * pageSize;
          System.arraycopy(bytes, from, bytes, page, Math.min(pageSize, bytes.length - page));
        }
        default -> {
          bytes[page] = new byte[] {2, 5, 10, 13}[random.nextInt(4)];
          bytes[Math.min(bytes.length - 1, page + 3 + random.nextInt(2))] =
              (byte) random.nextInt(256);
        }
      }
    }
  }

  private Path write(byte[] bytes) throws Exception {
    return Files.write(folder.resolve("mutated.db"), bytes);
  }

  private static long readAll(TestStore store, byte @Nullable [] key, boolean copy)
      throws Exception {
    long count = 0;
    try (KeyMaterial material =
            key == null ? KeyMaterial.none() : KeyMaterial.rawKey(Secret.copyOf(key));
        SalvagedDatabase salvaged =
            SalvagedDatabase.open(
                store.file(), null, material, store.settings().expecting(MessageStore.EXPECTED))) {
      for (SalvagedTable table : salvaged.tables()) {
        try (Stream<SalvagedRow> rows = salvaged.rows(table.name())) {
          count +=
              rows.filter(row -> row.values().size() == table.definition().columns().size())
                  .count();
        }
      }
      if (copy) {
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
          salvaged.copyInto(memory);
        }
      }
      assertThat(salvaged.report().readablePages()).isLessThanOrEqualTo(salvaged.report().pages());
    } catch (AfterglowException declared) {
      assertThat(declared.problem().bundle()).contains("salvage");
    }
    return count;
  }
}
