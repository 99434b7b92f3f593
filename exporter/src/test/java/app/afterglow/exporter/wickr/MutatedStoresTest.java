package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.Source;
import app.afterglow.exporter.sqlcipher.KeyCandidate;
import app.afterglow.exporter.sqlcipher.KeySearch;
import app.afterglow.exporter.sqlcipher.PageKey;
import app.afterglow.exporter.wickr.crypto.CipherKey;
import app.afterglow.problem.AfterglowException;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Copies of a sample with random damage end in a reading that accounts for every message, or in a
 * problem that has words: never in anything else. The page key is derived once, and given.
 */
class MutatedStoresTest {

  private static final String SAMPLE = "windows-loggedin";
  private static final int MUTATIONS = 400;

  private static byte[] pageKey = new byte[0];

  @TempDir Path folder;

  @BeforeAll
  static void derivePageKey() throws IOException {
    try (Secret given = Samples.databaseKey(SAMPLE);
        CipherKey local = KeyUnlock.ofDatabaseKey(given);
        PageKey key =
            KeySearch.find(
                    Samples.found(SAMPLE).database(), KeyUnlock.candidates(local), Progress.SILENT)
                .orElseThrow()) {
      pageKey = key.key().bytes().clone();
    }
  }

  @Test
  void endInReadingOrProblem() throws IOException {
    Path store = Samples.copy(SAMPLE, folder.resolve("store"));
    List<Path> files;
    try (Stream<Path> walk = Files.walk(store)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    Random random = new Random(20_211_231);
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      // Half of the damage goes where most of the code is.
      Path victim =
          random.nextBoolean()
              ? store.resolve(random.nextBoolean() ? "wickr_db.sqlite" : "wickr_db.sqlite-wal")
              : files.get(random.nextInt(files.size()));
      byte[] whole = Files.readAllBytes(victim);
      String what = mutate(victim, whole, random);
      read += readOrProblem(store, i + ": " + what) ? 1 : 0;
      Files.write(victim, whole);
    }

    assertThat(read).as("stores that could be read").isGreaterThan(MUTATIONS / 10);
    assertThat(readOrProblem(store, "whole again")).isTrue();
  }

  static String mutate(Path file, byte[] whole, Random random) throws IOException {
    byte[] bytes = whole.clone();
    int at = random.nextInt(bytes.length);
    String how;
    switch (random.nextInt(5)) {
      case 0 -> {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        how = "bit of byte " + at;
      }
      case 1 -> {
        Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(600)), (byte) 0);
        how = "zeros from " + at;
      }
      case 2 -> {
        bytes = Arrays.copyOf(bytes, at);
        how = "cut at " + at;
      }
      case 3 -> {
        bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(3000));
        how = "zeros after the end";
      }
      default -> {
        int from = random.nextInt(bytes.length);
        int length = Math.min(1 + random.nextInt(2048), bytes.length - Math.max(at, from));
        System.arraycopy(whole, from, bytes, at, length);
        how = "copy from %d to %d".formatted(from, at);
      }
    }
    Files.write(file, bytes);
    return file.getFileName() + ", " + how;
  }

  /** True where the store was read, false where it ended in a problem. */
  private static boolean readOrProblem(Path store, String what) throws IOException {
    FoundStore found = new DesktopLayout().recognise(store).orElseThrow();
    try (Credentials key = new Credentials(null, null, null, Samples.databaseKey(SAMPLE));
        Source source =
            WickrSource.open(
                found,
                new DesktopLayout(),
                key,
                MutatedStoresTest::derived,
                DatabaseReading.Way.USUAL,
                Progress.SILENT)) {
      Reading.of(source);
      return true;
    } catch (AfterglowException e) {
      return false;
    } catch (UncheckedIOException e) {
      assertThat(e.getCause()).as(what).isInstanceOf(AfterglowException.class);
      return false;
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError(what, e);
    }
  }

  private static List<KeyCandidate> derived(CipherKey local) {
    return List.of(new KeyCandidate("derived", KeyCandidate.Kind.RAW_KEY, Secret.copyOf(pageKey)));
  }
}
