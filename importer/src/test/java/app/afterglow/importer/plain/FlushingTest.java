package app.afterglow.importer.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FlushingTest {

  @Test
  void doesEverythingBeforeItIsDone() throws IOException {
    AtomicInteger done = new AtomicInteger();

    try (Flushing flushing = new Flushing()) {
      for (int i = 0; i < 1_000; i++) {
        flushing.later(done::incrementAndGet);
      }
      flushing.await();
    }

    assertThat(done).hasValue(1_000);
  }

  @Test
  void tellsOfAFailureAtTheLatestAtTheEnd() {
    assertThatThrownBy(
            () -> {
              try (Flushing flushing = new Flushing()) {
                flushing.later(
                    () -> {
                      throw new IOException("disk full");
                    });
                flushing.await();
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
  }
}
