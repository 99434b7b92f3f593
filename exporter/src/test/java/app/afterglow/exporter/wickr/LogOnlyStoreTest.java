package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.exporter.Source;
import app.afterglow.model.Loss;
import app.afterglow.problem.UnsupportedInputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores of whose database less than a page is left. */
class LogOnlyStoreTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 300})
  void isReadFromItsLog(int bytesLeft) throws Exception {
    try (TestStore store = storeWithLog()) {
      cut(bytesLeft);

      try (Source source = store.open()) {
        Reading reading = Reading.of(source);
        assertThat(reading.message("m").body().text()).isEqualTo("in the log");
        assertThat(reading.losses()).extracting(Loss::reason).contains("salvaged");
      }
    }
  }

  @Test
  void isNoneWithoutPageInItsLog() throws Exception {
    try (TestStore store = storeWithLog()) {
      cut(0);
      Path log = folder.resolve(DesktopLayout.DATABASE + "-wal");
      try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
        channel.truncate(500);
      }

      assertThatThrownBy(store::open)
          .isInstanceOf(UnsupportedInputException.class)
          .hasMessageContaining("less than one page");
    }
  }

  private TestStore storeWithLog() throws Exception {
    TestStore store = TestStore.usual(folder);
    store.sql("PRAGMA journal_mode = WAL");
    store.sql("PRAGMA wal_autocheckpoint = 0");
    store.message("m", 1_620_135_425L, 1000, store.sealed("in the log"));
    store.sql("VACUUM");
    return store;
  }

  private void cut(int bytesLeft) throws IOException {
    Path database = folder.resolve(DesktopLayout.DATABASE);
    try (FileChannel channel = FileChannel.open(database, StandardOpenOption.WRITE)) {
      channel.truncate(bytesLeft);
    }
  }
}
