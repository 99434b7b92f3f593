package app.afterglow.exporter.sqlcipher.salvage;

/** How much of a damaged write-ahead log is used. */
public enum LogReach {
  /** Up to the last commit before the first damaged frame, as SQLite itself does. */
  CUT_AT_TEAR,
  /**
   * Up to the last commit of all: damaged frames are passed over, frames after them count where
   * their sums go on from their predecessor's or their page authenticates. A transaction may then
   * be there in part.
   */
  BRIDGE_TEARS
}
