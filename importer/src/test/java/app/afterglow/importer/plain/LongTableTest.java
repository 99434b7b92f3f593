package app.afterglow.importer.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LongTableTest {

  @Property
  void remembersLikeAMap(@ForAll List<Long> keys) {
    LongTable table = new LongTable();
    Map<Long, Long> map = new HashMap<>();

    for (long key : keys) {
      if (key != 0 && key != Long.MIN_VALUE) {
        table.put(key, key * 3 | 1);
        map.put(key, key * 3 | 1);
      }
    }

    assertThat(table.size()).isEqualTo(map.size());
    map.forEach((key, value) -> assertThat(table.get(key)).isEqualTo(value));
    assertThat(table.get(Long.MIN_VALUE)).isEqualTo(LongTable.ABSENT);
  }

  @Test
  void grows() {
    LongTable table = new LongTable();

    for (long i = 1; i <= 100_000; i++) {
      table.put(i << 40, i);
    }

    assertThat(table.get(77_777L << 40)).isEqualTo(77_777);
    assertThat(table.size()).isEqualTo(100_000);
  }
}
