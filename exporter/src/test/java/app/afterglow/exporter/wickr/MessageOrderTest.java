package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageOrderTest {

  private record Row(int conversation, long millis, long row) {
    long second() {
      return millis / 1000;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1000, 4_000_000_000L, Long.MAX_VALUE / 300})
  void putsRowsOfEachConversationInTheOrderOfTheirSeconds(long distanceOfRows) {
    Random random = new Random(distanceOfRows);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      // Conversation 3 stays empty, in the middle.
      int conversation = random.nextInt(6);
      long millis = 1_500_000_000_000L + random.nextInt(100_000_000);
      rows.add(new Row(conversation == 3 ? 5 : conversation, millis, i * distanceOfRows));
    }

    MessageOrder order = order(rows, 7);

    assertThat(order.size()).isEqualTo(300);
    for (int conversation = 0; conversation < 7; conversation++) {
      int wanted = conversation;
      List<Long> seconds = new ArrayList<>();
      for (int at = order.start(conversation); at < order.end(conversation); at++) {
        long row = order.row(at);
        assertThat(order.conversation(at)).isEqualTo(conversation);
        seconds.add(rows.stream().filter(r -> r.row() == row).findFirst().orElseThrow().second());
      }
      assertThat(seconds)
          .isEqualTo(
              rows.stream()
                  .filter(row -> row.conversation() == wanted)
                  .sorted(Comparator.comparingLong(Row::millis))
                  .map(Row::second)
                  .toList());
    }
  }

  @Test
  void findsWhichMessagesShareOneSecond() {
    MessageOrder order =
        order(
            List.of(
                new Row(0, 5_999, 1),
                new Row(0, 4_000, 2),
                new Row(0, 5_000, 3),
                new Row(0, 6_000, 4)),
            1);

    assertThat(order.ties(0, 4)).isEqualTo(1);
    assertThat(order.ties(1, 4)).isEqualTo(3);
    assertThat(order.ties(3, 4)).isEqualTo(4);
  }

  @Test
  void takesTimesFurtherApartThanItsBitsReachAsOneSecond() {
    MessageOrder order =
        order(
            List.of(
                new Row(0, 253_402_300_799_999L, 1),
                new Row(0, 253_402_300_000_000L, 2),
                new Row(0, 0, 3)),
            1);

    assertThat(order.row(0)).isEqualTo(3);
    assertThat(order.ties(1, 3)).isEqualTo(3);
  }

  @Test
  void holdsMillionsOfMessages() {
    MessageOrder.Counts counts = new MessageOrder.Counts();
    int messages = 2_000_000;
    for (int i = 0; i < messages; i++) {
      counts.add(i % 1000, 1000L * i, i);
    }
    MessageOrder order = new MessageOrder(counts, 1000);
    for (int i = messages - 1; i >= 0; i--) {
      order.add(i % 1000, 1000L * i, i);
    }
    order.sort();

    assertThat(order.row(order.start(7))).isEqualTo(7);
    assertThat(order.row(order.end(7) - 1)).isEqualTo(messages - 993);
  }

  private static MessageOrder order(List<Row> rows, int conversations) {
    MessageOrder.Counts counts = new MessageOrder.Counts();
    rows.forEach(row -> counts.add(row.conversation(), row.millis(), row.row()));
    MessageOrder order = new MessageOrder(counts, conversations);
    rows.forEach(row -> order.add(row.conversation(), row.millis(), row.row()));
    order.sort();
    return order;
  }
}
