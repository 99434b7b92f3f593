package app.afterglow.importer.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SorterTest {

  private record Entry(int box, long millis, int number) {}

  @TempDir Path folder;

  @Test
  void ordersMoreThanItHoldsByBoxTimeAndComing() throws IOException {
    Random random = new Random(7);
    List<Entry> records = new ArrayList<>();
    List<String> drained = new ArrayList<>();

    try (Sorter sorter = new Sorter(folder, 200)) {
      for (int i = 0; i < 10_000; i++) {
        Entry record = new Entry(random.nextInt(3), random.nextInt(50), i);
        records.add(record);
        sorter.add(record.box(), record.millis(), bytes(record));
      }
      assertThat(files()).isNotEmpty();
      sorter.drain((_, bytes) -> drained.add(new String(bytes, StandardCharsets.UTF_8)));
      assertThat(files()).isEmpty();
    }

    records.sort(
        Comparator.comparingInt(Entry::box)
            .thenComparingLong(Entry::millis)
            .thenComparingInt(Entry::number));
    assertThat(drained).containsExactlyElementsOf(records.stream().map(Entry::toString).toList());
  }

  @Test
  void leavesNothingReadableOnDiskAndNothingAtTheEnd() throws IOException {
    try (Sorter sorter = new Sorter(folder, 1_000)) {
      for (int i = 0; i < 100; i++) {
        sorter.add(0, i, "a secret between two people".getBytes(StandardCharsets.UTF_8));
      }
      for (Path file : files()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
      }
    }

    assertThat(files()).isEmpty();
  }

  private static byte[] bytes(Entry record) {
    return record.toString().getBytes(StandardCharsets.UTF_8);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }
}
