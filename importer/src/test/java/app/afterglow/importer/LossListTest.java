package app.afterglow.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LossListTest {

  private static Loss loss(int i) {
    Loss.What what = i % 4 == 0 ? Loss.What.MESSAGE : Loss.What.ATTACHMENT;
    String id = i % 7 == 0 ? "half \uD83D of a pair " + i : "guid-" + i;
    return new Loss(what, id, "reason-" + i % 5, i % 3 == 0 ? null : "of é " + i, i % 2 == 0);
  }

  @Test
  void givesBackWhatWasAdded() {
    LossList packed = new LossList();
    List<Loss> plain = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      assertThat(packed).hasSize(i);
      packed.add(loss(i));
      plain.add(loss(i));
    }

    assertThat(packed).isEqualTo(plain).hasSameHashCodeAs(plain);
    assertThat(packed.get(4_999)).isEqualTo(loss(4_999));
    assertThat(packed.get(1_024)).isEqualTo(loss(1_024));
    assertThat(packed.get(0)).isEqualTo(loss(0));
    assertThat(packed.stream().filter(Loss::partial)).hasSize(2_500);
    assertThatThrownBy(() -> packed.get(5_000)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> packed.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void takesLittleRoom() {
    LossList packed = new LossList();
    IntStream.range(0, 102_400)
        .mapToObj(
            i ->
                Loss.whole(
                    Loss.What.ATTACHMENT,
                    "guid-" + i,
                    "attachment-missing",
                    "of IMG-" + i + ".jpg"))
        .forEach(packed::add);

    assertThat(packed.bytes()).isLessThan(20L * packed.size());
  }

  @Test
  void isNotCopiedIntoAReportAndStaysAsItIsThere() {
    LossList packed = new LossList();
    packed.add(loss(1));
    Balance.Line none = new Balance.Line(0, 0, 0);

    ImportReport report = new ImportReport(new Balance(none, none, none, none), packed, List.of());

    assertThat(report.losses()).isSameAs(packed);
    assertThatThrownBy(() -> packed.add(loss(2))).isInstanceOf(UnsupportedOperationException.class);
  }
}
