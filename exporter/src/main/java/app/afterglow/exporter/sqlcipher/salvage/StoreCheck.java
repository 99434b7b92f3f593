package app.afterglow.exporter.sqlcipher.salvage;

import app.afterglow.exporter.sqlcipher.KeyMaterial;
import app.afterglow.exporter.sqlcipher.PrivateCopy;
import app.afterglow.model.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether SQLite will read all that a database and its log hold. Two things it would pass
 * over without a word:
 *
 * <ul>
 *   <li>It reads a log up to the first frame whose checksum doesn't fit, and takes everything after
 *       it for rubbish of an earlier round.
 *   <li>The driver leaves a page that does not authenticate as it is, encrypted. In most places
 *       SQLite finds that malformed, but not where a long row ends: it gives noise for its last
 *       bytes.
 * </ul>
 *
 * <p>So every page is authenticated beforehand, on all processors, several hundred megabytes a
 * second.
 *
 * @param damage what is damaged, in English; empty where all is well
 * @param losses what neither SQLite nor salvage can read
 */
public record StoreCheck(Optional<String> damage, List<Loss> losses) {

  /** A finding of its own list. */
  public StoreCheck {
    losses = List.copyOf(losses);
  }

  /**
   * Checks a database.
   *
   * @param key a key that opens it; stays the caller's
   */
  public static StoreCheck of(PrivateCopy copy, KeyMaterial key, SalvageSettings settings)
      throws IOException {
    Path log = Files.isRegularFile(copy.log()) ? copy.log() : null;
    try (PageSource source = PageSources.open(copy.database(), log, key, settings).source()) {
      LogReport report = source.raw().log().report();
      Optional<String> damage =
          report.isTorn() ? Optional.of("its log is damaged") : damagedPages(source, settings);
      return new StoreCheck(damage, LogLosses.of(copy, report));
    }
  }

  private static Optional<String> damagedPages(PageSource source, SalvageSettings settings)
      throws IOException {
    StorePlan plan = new StorePlanner(source, settings).plan();
    return PageLosses.of(source, plan).stream()
        // A page that became free before it was ever written may be a hole in the file.
        .filter(run -> !(run.reason() == PageState.ZEROED && isFree(run, plan)))
        .findFirst()
        .map(run -> "page %d is damaged".formatted(run.first()));
  }

  private static boolean isFree(UnreadablePages run, StorePlan plan) {
    return plan.free().get(run.first(), run.last() + 1).cardinality() == run.count();
  }
}
