package app.afterglow.exporter.sqlcipher.salvage;

/**
 * What was found in a write-ahead log.
 *
 * @param present whether there was one that isn't empty
 * @param headerWhole whether its header is whole; where it isn't, SQLite ignores the whole log
 * @param framesUsed frames up to the last commit that are whole
 * @param framesDamaged frames up to the last commit that are damaged: their pages are unreadable
 * @param framesUnplaced frames up to the last commit that are damaged and don't say which page they
 *     hold: some page is read in an older version
 * @param framesAfterCommit whole frames of a transaction that was never committed, not used
 * @param framesAfterTear whole frames after a tear, whose place in time can't be told, not used
 * @param framesStale frames of an earlier round of the log, already in the database
 * @param tornAt byte offset up to which SQLite reads a log that goes on or breaks off there, -1
 *     where it reads all of it
 */
public record LogReport(
    boolean present,
    boolean headerWhole,
    int framesUsed,
    int framesDamaged,
    int framesUnplaced,
    int framesAfterCommit,
    int framesAfterTear,
    int framesStale,
    long tornAt) {

  /** Frames up to the last commit, whole or not. */
  int framesCommitted() {
    return framesUsed + framesDamaged + framesUnplaced;
  }

  /** Whether SQLite itself would read less of it, or it is damaged in any other way. */
  boolean isTorn() {
    return present && (tornAt >= 0 || !headerWhole || framesAfterTear > 0);
  }

  /** No log. */
  static final LogReport NONE = new LogReport(false, true, 0, 0, 0, 0, 0, 0, -1);
}
