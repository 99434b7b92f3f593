package app.afterglow.exporter.sqlcipher.salvage;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a write-ahead log holds that counts: for each page the place of its newest committed
 * version.
 *
 * @param pageSize bytes of a page
 * @param newest page number to the offset of its content in the log
 * @param damaged pages whose newest committed version is damaged in the log
 * @param older page number to an older or later version that is whole, for pages that can't be read
 *     otherwise
 * @param pagesAfterCommit the database's size in pages after the last commit, 0 without a commit
 * @param report what was found, for people
 */
record WalLog(
    int pageSize,
    Map<Integer, Long> newest,
    Set<Integer> damaged,
    Map<Integer, Long> older,
    int pagesAfterCommit,
    LogReport report) {

  static WalLog none(int pageSize) {
    return new WalLog(
        pageSize, new HashMap<>(), new HashSet<>(), new HashMap<>(), 0, LogReport.NONE);
  }

  /** Takes another version of a page for the newest one; false where there is none in the log. */
  boolean promote(int page) {
    Long other = older.remove(page);
    if (other == null) {
      return false;
    }
    damaged.remove(page);
    newest.put(page, other);
    return true;
  }

  /** The highest page number of those that can be read from the log. */
  int highestPage() {
    return newest.keySet().stream().mapToInt(page -> page).max().orElse(0);
  }
}
