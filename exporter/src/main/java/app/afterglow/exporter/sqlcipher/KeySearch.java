package app.afterglow.exporter.sqlcipher;

import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the key and the settings of a database by authenticating page 1, in the order: every
 * candidate, under SQLCipher 4, 3 and 2, each at its own page size first and then at every other
 * from 512 to 65,536 bytes. Nothing is opened and nothing is guessed: either the HMAC fits or not.
 */
public final class KeySearch {

  /** A log with fewer bytes holds no page: its header, a frame's header and the smallest page. */
  private static final int SHORTEST_LOG = 32 + 24 + CipherScheme.PAGE_SIZES.getFirst();

  private KeySearch() {}

  /**
   * Tries the candidates in their order.
   *
   * @return the key that fits, for the caller to close; empty where none does, or all pages stand
   *     in the log
   * @throws app.afterglow.problem.UnsupportedInputException where the file can't be a SQLCipher
   *     database at all
   */
  public static Optional<PageKey> find(
      Path database, List<KeyCandidate> candidates, Progress progress) throws IOException {
    PageOne page = PageOne.of(database);
    requireEncrypted(database, page);
    if (isTooShort(page)) {
      return Optional.empty();
    }
    progress.start(
        Progress.Stage.TRYING_KEYS, (long) candidates.size() * CipherSettings.values().length, -1);
    for (KeyCandidate candidate : candidates) {
      for (CipherSettings settings : CipherSettings.values()) {
        Optional<PageKey> found = attempt(page, candidate, settings);
        progress.advance(1, 0);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** What {@link #find} tries for these candidates, in words for an error message. */
  public static String tried(List<KeyCandidate> candidates) {
    String keys = candidates.stream().map(KeyCandidate::label).collect(Collectors.joining(", "));
    String generations =
        Arrays.stream(CipherSettings.values())
            .map(CipherSettings::label)
            .collect(Collectors.joining(", "));
    return "{%s} x {%s} x {page sizes %d to %d}"
        .formatted(
            keys,
            generations,
            CipherScheme.PAGE_SIZES.getFirst(),
            CipherScheme.PAGE_SIZES.getLast());
  }

  /**
   * Refuses what can't be a SQLCipher database, before anybody is asked for a key.
   *
   * @throws app.afterglow.problem.UnsupportedInputException for a plain SQLite database, and for a
   *     file too short for one page without a log that holds one
   */
  public static void requireEncrypted(Path database) throws IOException {
    requireEncrypted(database, PageOne.of(database));
  }

  private static void requireEncrypted(Path database, PageOne page) throws IOException {
    if (page.isPlainSqlite()) {
      throw SqlCipherProblems.unsupported("plain-sqlite", database);
    }
    if (isTooShort(page) && !hasLog(database)) {
      throw SqlCipherProblems.unsupported("too-short", database, page.length());
    }
  }

  private static boolean isTooShort(PageOne page) {
    return page.length() < CipherScheme.PAGE_SIZES.getFirst();
  }

  private static boolean hasLog(Path database) throws IOException {
    Path log = DatabaseFiles.beside(database, "-wal");
    return Files.isRegularFile(log) && Files.size(log) >= SHORTEST_LOG;
  }

  private static Optional<PageKey> attempt(
      PageOne page, KeyCandidate candidate, CipherSettings settings) {
    byte[] salt = page.salt();
    try (PageKeys keys = PageKeys.derive(candidate.material(), settings, salt)) {
      return page.fit(settings, keys)
          .map(
              scheme ->
                  new PageKey(
                      scheme, candidate.label(), Secret.copyOf(keys.cipher().bytes()), salt));
    }
  }
}
