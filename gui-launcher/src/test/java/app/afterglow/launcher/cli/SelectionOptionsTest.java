package app.afterglow.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.model.Selection;
import app.afterglow.problem.UsageException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SelectionOptionsTest {

  private final SelectionOptions options = new SelectionOptions();

  @Test
  void wantsEverythingUnlessToldOtherwise() throws UsageException {
    assertThat(options.read()).isEqualTo(Selection.ALL);
  }

  @Test
  void meansWholeDaysInTheZoneGiven() throws UsageException {
    options.zone = "Europe/Paris";
    options.since = "2021-05-04";
    options.until = "2021-12-31";

    Selection selection = options.read();

    assertThat(selection.since()).isEqualTo(Instant.parse("2021-05-03T22:00:00Z"));
    assertThat(selection.includes(Instant.parse("2021-12-31T22:59:59Z"))).isTrue();
    assertThat(selection.includes(Instant.parse("2021-12-31T23:00:00Z"))).isFalse();
  }

  @Test
  void takesTimesWithAndWithoutAZone() throws UsageException {
    options.zone = "+02:00";
    options.since = "2021-05-04T13:37";
    options.until = "2021-05-04T13:37:05.250Z";

    Selection selection = options.read();

    assertThat(selection.since()).isEqualTo(Instant.parse("2021-05-04T11:37:00Z"));
    assertThat(selection.until()).isEqualTo(Instant.parse("2021-05-04T13:37:05.250Z"));
  }

  @Test
  void survivesTheDayWithoutMidnight() throws UsageException {
    options.zone = "America/Sao_Paulo";
    options.since = "2018-11-04";

    assertThat(options.read().since()).isEqualTo(Instant.parse("2018-11-04T03:00:00Z"));
  }
}
