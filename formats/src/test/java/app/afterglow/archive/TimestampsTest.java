package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  @ParameterizedTest
  @CsvSource({
    "2021-05-04T13:37:05Z, 2021-05-04T13:37:05.000Z",
    "2021-05-04T13:37:05.1Z, 2021-05-04T13:37:05.100Z",
    "2021-05-04T13:37:05.999999999Z, 2021-05-04T13:37:05.999Z",
    "1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.999Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z"
  })
  void writesExactlyThreeDigitsOfMilliseconds(String time, String text) {
    assertThat(Timestamps.format(Instant.parse(time))).isEqualTo(text);
    assertThat(Timestamps.parse(text)).isEqualTo(Timestamps.truncated(Instant.parse(time)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2021-05-04",
        "2021-05-04T13:37:05Z",
        "2021-05-04T13:37:05.00Z",
        "2021-05-04T13:37:05.0000Z",
        "2021-05-04t13:37:05.000z",
        "2021-05-04T13:37:05.000+00:00",
        "2021-05-04 13:37:05.000Z",
        "2021-13-04T13:37:05.000Z",
        "2021-02-30T13:37:05.000Z",
        "2021-05-04T24:00:00.000Z",
        "2021-05-04T23:59:60.000Z",
        "+10000-05-04T13:37:05.000Z",
        "٢٠٢١-05-04T13:37:05.000Z"
      })
  void refusesEveryOtherWayToWriteATime(String text) {
    assertThatThrownBy(() -> Timestamps.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
