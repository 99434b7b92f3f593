package app.afterglow.launcher.gui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwakeTest {

  @ParameterizedTest
  @CsvSource({"linux, systemd-inhibit", "mac os x, caffeinate", "windows 11, powershell"})
  void asksEachSystemInItsOwnWay(String system, String program) {
    assertThat(Awake.command(system).getFirst()).isEqualTo(program);
  }

  @Test
  void letsOtherSystemsSleep() {
    assertThat(Awake.command("plan 9")).isEmpty();
  }

  @Test
  void endsWhereTheSystemHasNothing() {
    Awake.now().close();
  }
}
