package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.Source;
import app.afterglow.exporter.StoreFinder;
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
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Copies of the phones' samples with random damage end in a reading that accounts for every
 * message, or in a problem that has words: never in anything else.
 */
class MutatedPhonesTest {

  private static final int MUTATIONS = 2000;

  @TempDir Path folder;

  @Test
  void ofAndroidEndInReadingOrProblem() throws IOException {
    byte[] pageKey;
    try (Secret given = Samples.databaseKey("android");
        CipherKey local = KeyUnlock.ofDatabaseKey(given);
        PageKey key =
            KeySearch.find(
                    Samples.found("android").database(),
                    KeyUnlock.candidates(local),
                    Progress.SILENT)
                .orElseThrow()) {
      pageKey = key.key().bytes().clone();
    }

    mutate("android", "databases/wickr_db", new AndroidLayout(), pageKey);
  }

  @Test
  void ofIosEndInReadingOrProblem() throws IOException {
    mutate("ios", "wickrLocal.sqlite", new IosLayout(), new byte[32]);
  }

  private void mutate(String sample, String database, StoreLayout layout, byte[] pageKey)
      throws IOException {
    Path store = Samples.copy(sample, folder.resolve("store"));
    List<Path> files;
    try (Stream<Path> walk = Files.walk(store)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    Random random = new Random(20_231_231);
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      Path victim =
          random.nextInt(4) > 0 ? store.resolve(database) : files.get(random.nextInt(files.size()));
      byte[] whole = Files.readAllBytes(victim);
      String what = i + ": " + MutatedStoresTest.mutate(victim, whole, random);
      read += readOrProblem(sample, store, layout, pageKey, what) ? 1 : 0;
      Files.write(victim, whole);
    }

    assertThat(read).as("stores that could be read").isGreaterThan(MUTATIONS / 2);
    assertThat(readOrProblem(sample, store, layout, pageKey, "whole again")).isTrue();
  }

  /** True where the store was read, false where it ended in a problem. */
  private static boolean readOrProblem(
      String sample, Path store, StoreLayout layout, byte[] pageKey, String what)
      throws IOException {
    FoundStore found = StoreFinder.only(store, "wickr");
    try (Credentials key = new Credentials(null, null, null, Samples.databaseKey(sample));
        Source source =
            WickrSource.open(
                found,
                layout,
                key,
                local ->
                    List.of(
                        new KeyCandidate(
                            "derived", KeyCandidate.Kind.RAW_KEY, Secret.copyOf(pageKey))),
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
}
