package app.afterglow.exporter.sqlcipher.salvage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.exporter.sqlcipher.CipherScheme;
import app.afterglow.exporter.sqlcipher.KeyMaterial;
import app.afterglow.problem.AfterglowException;
import app.afterglow.secret.Secret;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruncationTest {

  @TempDir Path folder;

  @Test
  void readsEveryRowBeforeTheCutWhereverThatIs() throws Exception {
    TestStore whole = MessageStore.make(folder.resolve("a.db"), CipherScheme.V4, 300, 9);
    PlaintextPages pages = new PlaintextPages(whole);
    Map<Long, Set<Integer>> places;
    try (Connection connection = whole.connect()) {
      places = pages.places(MessageStore.root(connection, "Message")).rows();
    }
    int total = whole.pages();
    int step = 0;

    for (int kept = total - 1; kept > 1; kept = kept * 3 / 4) {
      TestStore cut = whole.copy("cut-" + kept + ".db");
      int torn = step++ % 3 * 1365;
      try (RandomAccessFile raw = new RandomAccessFile(cut.file().toFile(), "rw")) {
        raw.setLength(kept * 4096L + torn);
      }
      int last = kept;
      try (KeyMaterial key = KeyMaterial.rawKey(Secret.owning(pages.key()));
          SalvagedDatabase salvaged = SalvagedDatabase.open(cut.file(), null, key, cut.settings());
          Stream<SalvagedRow> rows = salvaged.rows("Message")) {
        Set<Long> complete =
            rows.filter(SalvagedRow::complete)
                .map(row -> Objects.requireNonNull(row.rowid()))
                .collect(Collectors.toCollection(HashSet::new));
        Set<Long> before =
            places.entrySet().stream()
                .filter(row -> row.getValue().stream().allMatch(page -> page <= last))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        assertThat(complete).isEqualTo(before);
        SalvageReport report = salvaged.report();
        assertThat(report.pages()).isEqualTo(total);
        assertThat(report.readablePages()).isEqualTo(kept);
        assertThat(report.unreadable().stream().mapToInt(UnreadablePages::count).sum())
            .isEqualTo(total - kept);
        assertThat(report.unreadable())
            .filteredOn(run -> run.reason() == PageState.TORN)
            .hasSize(torn == 0 ? 0 : 1);
        assertThat(report.unreadable())
            .allMatch(
                run -> run.reason() == PageState.TORN || run.reason() == PageState.BEYOND_END);
      }
    }
  }

  @Test
  void saysClearlyWhatIsTooShortForAnything() throws Exception {
    TestStore store = MessageStore.make(folder.resolve("a.db"), CipherScheme.V2, 100, 9);
    for (int bytes : new int[] {0, 1, 15, 16, 100, 511, 512, 1023}) {
      TestStore cut = store.copy("cut-" + bytes + ".db");
      try (RandomAccessFile raw = new RandomAccessFile(cut.file().toFile(), "rw")) {
        raw.setLength(bytes);
      }

      assertThatThrownBy(cut::salvage).isInstanceOf(AfterglowException.class);
    }
  }
}
