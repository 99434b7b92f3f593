package app.afterglow.exporter.sqlcipher.salvage;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.exporter.sqlcipher.CipherScheme;
import app.afterglow.exporter.sqlcipher.KeyMaterial;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store of 10,000 pages of which some are destroyed: only their own rows may be missing. */
class DamagedPagesTest {

  private static final int PAGES = 10_000;

  @TempDir static Path folder;

  private static TestStore whole;
  private static byte[] key;
  private static Map<Long, List<@Nullable Object>> truth;
  private static PlaintextPages.Places places;

  @BeforeAll
  static void makeStore() throws Exception {
    whole = MessageStore.make(folder.resolve("whole.db"), CipherScheme.V4, PAGES, 1);
    PlaintextPages pages = new PlaintextPages(whole);
    key = pages.key();
    try (Connection connection = whole.connect()) {
      truth = TestStore.sqlRows(connection, "Message", "*");
      places = pages.places(MessageStore.root(connection, "Message"));
    }
    assertThat(places.rows().keySet()).isEqualTo(truth.keySet());
    assertThat(whole.pages()).isGreaterThanOrEqualTo(PAGES);
  }

  @ParameterizedTest
  @CsvSource({"1,11", "1,12", "1,13", "10,21", "10,22", "10,23", "100,31", "100,32", "100,33"})
  void losesOnlyTheRowsOfDamagedPages(int count, long seed) throws Exception {
    Random random = new Random(seed);
    Set<Integer> damaged = new HashSet<>();
    while (damaged.size() < count) {
      damaged.add(2 + random.nextInt(whole.pages() - 1));
    }

    assertOnlyTheirRowsAreMissing(damaged, random);
  }

  @Test
  void losesNothingWithEveryInnerPageOfATable() throws Exception {
    assertThat(places.inner()).hasSizeGreaterThan(10);

    assertOnlyTheirRowsAreMissing(places.inner(), new Random(41));
  }

  @Test
  void losesOnlyLeafRowsWhenInnerPagesAndLeavesAreDamagedTogether() throws Exception {
    Random random = new Random(51);
    Set<Integer> damaged = new HashSet<>(places.inner().subList(0, places.inner().size() / 2));
    places.rows().values().stream().limit(50).forEach(damaged::addAll);

    assertOnlyTheirRowsAreMissing(damaged, random);
  }

  private static void assertOnlyTheirRowsAreMissing(Collection<Integer> damaged, Random random)
      throws IOException {
    TestStore store = new TestStore(folder.resolve("damaged.db"), CipherScheme.V4);
    Files.copy(whole.file(), store.file(), StandardCopyOption.REPLACE_EXISTING);
    for (int page : damaged) {
      store.damage(page, random);
    }

    try (KeyMaterial raw = KeyMaterial.rawKey(Secret.copyOf(key));
        SalvagedDatabase salvaged =
            SalvagedDatabase.open(store.file(), null, raw, store.settings())) {
      Map<Long, List<@Nullable Object>> complete = new HashMap<>();
      Set<Long> partial = new HashSet<>();
      List<Certainty> certainties = new ArrayList<>();
      try (Stream<SalvagedRow> rows = salvaged.rows("Message")) {
        rows.forEach(
            row -> {
              Long rowid = Objects.requireNonNull(row.rowid());
              certainties.add(row.certainty());
              if (row.complete()) {
                assertThat(complete.put(rowid, comparable(row))).isNull();
              } else {
                assertThat(partial.add(rowid)).isTrue();
              }
            });
      }

      Map<Long, List<@Nullable Object>> untouched = new HashMap<>(truth);
      untouched
          .keySet()
          .removeIf(
              rowid ->
                  places.rows().getOrDefault(rowid, Set.of()).stream().anyMatch(damaged::contains));
      assertThat(complete).isEqualTo(untouched);
      assertThat(certainties).allMatch(it -> it == Certainty.SURE || it == Certainty.LIKELY);
      SalvageReport report = salvaged.report();
      Set<Integer> listed = new HashSet<>();
      for (UnreadablePages run : report.unreadable()) {
        assertThat(run.reason()).isEqualTo(PageState.NOT_AUTHENTIC);
        for (int page = run.first(); page <= run.last(); page++) {
          listed.add(page);
        }
      }
      assertThat(listed).containsExactlyInAnyOrderElementsOf(damaged);
      assertThat(report.damagedRows())
          .extracting(DamagedRow::rowid)
          .containsExactlyInAnyOrderElementsOf(partial);
      System.out.printf(
          "FIGURE %d of %d pages damaged: %d of %d rows whole (%.4f %%), %d in part%n",
          damaged.size(),
          whole.pages(),
          complete.size(),
          truth.size(),
          100.0 * complete.size() / truth.size(),
          partial.size());
    }
  }

  private static List<@Nullable Object> comparable(SalvagedRow row) {
    List<@Nullable Object> values = new ArrayList<>();
    row.values().forEach(value -> values.add(TestStore.comparable(value)));
    return values;
  }
}
