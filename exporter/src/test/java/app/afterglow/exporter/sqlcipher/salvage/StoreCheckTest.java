package app.afterglow.exporter.sqlcipher.salvage;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.exporter.sqlcipher.KeyCandidate;
import app.afterglow.exporter.sqlcipher.KeyMaterial;
import app.afterglow.exporter.sqlcipher.KeySearch;
import app.afterglow.exporter.sqlcipher.PageKey;
import app.afterglow.exporter.sqlcipher.PrivateCopy;
import app.afterglow.model.Loss;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the log of the logged-in sample: 62 frames of 1,048 bytes after 32 bytes of header. */
class StoreCheckTest {

  private static final Path SAMPLE = Path.of("src/test/resources/wickr/windows-loggedin");
  private static final Path DATABASE = SAMPLE.resolve("store/wickr_db.sqlite");
  private static final int FRAME = 24 + 1024;

  @TempDir Path folder;

  private static @Nullable PageKey key;
  private byte[] log = new byte[0];
  private byte[] index = new byte[0];
  private byte[] bytes = new byte[0];

  @BeforeAll
  static void findKey() throws IOException {
    String hex =
        new ObjectMapper()
            .readTree(SAMPLE.resolve("secrets.json").toFile())
            .get("database_key_hex")
            .textValue();
    try (KeyCandidate candidate =
        new KeyCandidate(
            "passphrase",
            KeyCandidate.Kind.PASSPHRASE,
            Secret.owning(("x'" + hex + "'").getBytes(StandardCharsets.UTF_8)))) {
      key = KeySearch.find(DATABASE, List.of(candidate), Progress.SILENT).orElseThrow();
    }
  }

  @BeforeEach
  void readLog() throws IOException {
    bytes = Files.readAllBytes(DATABASE);
    log = Files.readAllBytes(Path.of(DATABASE + "-wal"));
    index = Files.readAllBytes(Path.of(DATABASE + "-shm"));
  }

  @Test
  void findsNothingWrongWithWholeLog() throws IOException {
    assertThat(check()).isEqualTo(new StoreCheck(Optional.empty(), List.of()));
  }

  @Test
  void findsPageThatDoesNotAuthenticate() throws IOException {
    for (int page : new int[] {2, 40, 100}) {
      readLog();
      bytes[(page - 1) * 1024 + 700] ^= 1;

      // A page whose newest version is in the log may be damaged in the database.
      Optional<String> damage = check().damage();
      assertThat(damage.isEmpty() || damage.get().equals("page " + page + " is damaged")).isTrue();
    }
    bytes = Arrays.copyOf(bytes, 50 * 1024);

    assertThat(check().damage()).isPresent();
  }

  @Test
  void findsDamagedFrame() throws IOException {
    log[32 + 10 * FRAME + 500] ^= 1;

    assertThat(check().damage()).contains("its log is damaged");
  }

  @Test
  void findsWhereSqliteStopsAlthoughThePageIsAuthentic() throws IOException {
    // The last bytes of a page are padding, which the frame's sums cover and the HMAC doesn't.
    log[32 + 40 * FRAME - 1] ^= 1;

    assertThat(check().damage()).contains("its log is damaged");
  }

  @Test
  void takesNoNoticeOfWhatAnEarlierRoundLeftBehind() throws IOException {
    // A frame of another round, whole by itself: its page authenticates.
    byte[] frame = Arrays.copyOfRange(log, 32 + 5 * FRAME, 32 + 6 * FRAME);
    frame[8] ^= 1;
    log = Arrays.copyOf(log, log.length + FRAME);
    System.arraycopy(frame, 0, log, log.length - FRAME, FRAME);

    assertThat(check()).isEqualTo(new StoreCheck(Optional.empty(), List.of()));
  }

  @Test
  void takesZerosForTornLog() throws IOException {
    log = Arrays.copyOf(log, log.length + 3 * FRAME);

    assertThat(check().damage()).contains("its log is damaged");
  }

  @Test
  void findsDamagedHeader() throws IOException {
    log[25] ^= 1;

    assertThat(check().damage()).contains("its log is damaged");
  }

  @Test
  void findsLogThatEndsWithinItsHeaderOrFrame() throws IOException {
    log = Arrays.copyOf(log, 20);

    assertThat(check().damage()).contains("its log is damaged");

    readLog();
    log = Arrays.copyOf(log, log.length - 1);

    assertThat(check().damage()).contains("its log is damaged");
  }

  @Test
  void knowsFromTheIndexHowLongTheLogWas() throws IOException {
    log = Arrays.copyOf(log, 32 + 40 * FRAME);

    assertThat(check().losses())
        .extracting(Loss::reason)
        .contains("log-incomplete")
        .doesNotContain("log-damaged");

    log = new byte[0];

    assertThat(check().losses()).extracting(Loss::detail).anyMatch(it -> it.contains("62"));
  }

  @Test
  void believesNoIndexThatIsOfAnotherRoundOrWasBeingWritten() throws IOException {
    log = Arrays.copyOf(log, 32 + 40 * FRAME);
    byte[] whole = index.clone();
    for (int changed : new int[] {16, 33, 64}) {
      index = whole.clone();
      index[changed] ^= 1;

      assertThat(check().losses()).extracting(Loss::reason).doesNotContain("log-incomplete");
    }
  }

  private StoreCheck check() throws IOException {
    Path database = folder.resolve("db");
    Files.write(database, bytes);
    Files.write(folder.resolve("db-wal"), log);
    Files.write(folder.resolve("db-shm"), index);
    PageKey found = Objects.requireNonNull(key);
    try (PrivateCopy copy = PrivateCopy.of(database, Progress.SILENT)) {
      return StoreCheck.of(
          copy, KeyMaterial.rawKey(found.key(), found.salt()), SalvageSettings.of(found.scheme()));
    }
  }
}
