package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Copies of every sample with random damage to any of its files end in what the whole store holds,
 * in a loss that is listed, or in a problem that has words: never in anything else, and never not
 * at all. {@code -Dafterglow.fuzz.seed=N} damages them in other ways, {@code
 * -Dafterglow.fuzz.count=N} more often.
 */
class MutatedStoresTest {

  private static final long SEED = Long.getLong("afterglow.fuzz.seed", 20_211_231);
  private static final int COUNT = Integer.getInteger("afterglow.fuzz.count", 2_000);

  /** Far more than any case takes, on any machine: what takes longer hangs. */
  private static final long HANGS_AFTER_SECONDS = 120;

  @TempDir Path folder;

  private final ExecutorService runner = Executors.newSingleThreadExecutor();

  @AfterEach
  void stopRunner() {
    runner.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows-loggedout", "windows-loggedin", "damaged", "android", "ios"})
  void endInTruthListedLossOrProblem(String sample) throws Exception {
    SplittableRandom random = new SplittableRandom(SEED ^ sample.hashCode());
    System.out.printf("%s: %d mutations, seed %d%n", sample, COUNT, SEED);
    try (MutatedStore store = MutatedStore.of(sample, folder.resolve("store"))) {
      for (int i = 0; i < COUNT; i++) {
        MutatedStore.Part part = store.choose(random);
        Mutation mutation = part.mutate(random);
        String what = "mutation %d of %s, seed %d: %s".formatted(i, sample, SEED, mutation);
        await(runner.submit(() -> check(part)), what);
        mutation.undo();
      }

      assertThat(store.read()).as("stores that could be read").isGreaterThan(COUNT / 8);
      store.assertWhole();
    }
  }

  private static boolean check(MutatedStore.Part part) throws IOException {
    part.check();
    return true;
  }

  private static void await(Future<Boolean> future, String what) throws InterruptedException {
    try {
      future.get(HANGS_AFTER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(what, e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("hangs: " + what, e);
    }
  }
}
