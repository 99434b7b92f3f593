package app.afterglow.launcher.viewer.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GateTest {

  @Test
  void addressLosesItsWorthInTime() {
    AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    Gate gate = new Gate(1234, now::get, () -> {});
    String address = gate.newAddress().toString();

    assertThat(address).matches("http://127\\.0\\.0\\.1:1234/#t=[\\w-]{43}");
    assertThat(gate.isAwaitingSomebody()).isTrue();
    now.addAndGet(Gate.ADDRESS_LIVES.toNanos());
    assertThat(gate.isAwaitingSomebody()).isTrue();
    now.addAndGet(1);
    assertThat(gate.isAwaitingSomebody()).isFalse();
  }

  @Test
  void eachAddressHasASecretOfItsOwn() {
    Gate gate = new Gate(1234, System::nanoTime, () -> {});

    assertThat(gate.newAddress()).isNotEqualTo(gate.newAddress());
  }
}
