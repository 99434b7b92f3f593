package app.afterglow.exporter.sqlcipher.salvage;

import app.afterglow.exporter.sqlcipher.CipherScheme;
import app.afterglow.exporter.sqlcipher.CipherSettings;
import app.afterglow.exporter.sqlcipher.KeyCandidate;
import app.afterglow.exporter.sqlcipher.PageCipher;
import app.afterglow.exporter.sqlcipher.PageKey;
import app.afterglow.exporter.sqlcipher.PageKeys;
import app.afterglow.exporter.sqlcipher.PrivateCopy;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the key of a database whose first page is damaged: the one that authenticates any page of
 * it or of its log. The salt is the file's or, where that is lost, one that the log holds.
 */
public final class PageKeySearch {

  private final FileChannel database;
  private final @Nullable FileChannel log;
  private final List<KeyCandidate> candidates;
  private final Progress progress;

  private PageKeySearch(
      FileChannel database,
      @Nullable FileChannel log,
      List<KeyCandidate> candidates,
      Progress progress) {
    this.database = database;
    this.log = log;
    this.candidates = candidates;
    this.progress = progress;
  }

  /**
   * Tries the candidates in their order.
   *
   * @param original the store's own file, for messages
   * @return the key that fits, for the caller to close; empty where none does
   * @throws app.afterglow.problem.DamagedInputException where there is no salt to try keys with
   */
  public static Optional<PageKey> find(
      PrivateCopy copy, Path original, List<KeyCandidate> candidates, Progress progress)
      throws IOException {
    try (FileChannel database = FileChannel.open(copy.database(), StandardOpenOption.READ);
        FileChannel log =
            Files.isRegularFile(copy.log())
                ? FileChannel.open(copy.log(), StandardOpenOption.READ)
                : null) {
      return new PageKeySearch(database, log, candidates, progress).find(original);
    }
  }

  private Optional<PageKey> find(Path original) throws IOException {
    List<byte[]> salts = new ArrayList<>();
    byte[] own = TrialPages.salt(database);
    if (own != null) {
      salts.add(own);
    }
    int logPageSize = log == null ? 0 : WalReader.likelyPageSize(log);
    if (log != null && logPageSize > 0) {
      salts.addAll(WalReader.salts(log, logPageSize));
    }
    if (salts.isEmpty()) {
      throw SalvageProblems.saltLost(original);
    }
    progress.start(
        Progress.Stage.TRYING_KEYS,
        (long) salts.size() * candidates.size() * CipherSettings.values().length,
        -1);
    for (byte[] salt : salts) {
      for (KeyCandidate candidate : candidates) {
        for (CipherSettings settings : CipherSettings.values()) {
          Optional<PageKey> found = attempt(candidate, settings, salt, logPageSize);
          progress.advance(1, 0);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<PageKey> attempt(
      KeyCandidate candidate, CipherSettings settings, byte[] salt, int logPageSize)
      throws IOException {
    try (PageKeys keys = PageKeys.derive(candidate.material(), settings, salt)) {
      for (int size : sizes(settings, logPageSize)) {
        CipherScheme scheme = new CipherScheme(settings, size);
        if (TrialPages.opensOne(database, log, new PageCipher(keys, scheme), size)) {
          Secret key = Secret.copyOf(keys.cipher().bytes());
          return Optional.of(new PageKey(scheme, candidate.label(), key, salt));
        }
      }
      return Optional.empty();
    }
  }

  /** The likeliest first. */
  private static List<Integer> sizes(CipherSettings settings, int logPageSize) {
    List<Integer> sizes = new ArrayList<>();
    if (logPageSize > 0) {
      sizes.add(logPageSize);
    }
    sizes.add(settings.defaults().pageSize());
    CipherScheme.PAGE_SIZES.stream().filter(size -> !sizes.contains(size)).forEach(sizes::add);
    return sizes;
  }
}
