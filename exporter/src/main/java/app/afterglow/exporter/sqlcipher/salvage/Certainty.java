package app.afterglow.exporter.sqlcipher.salvage;

/** How sure it is that a row belongs to its table and is its newest version. */
public enum Certainty {
  /** The table's own b-tree leads to it. */
  SURE,
  /**
   * Nothing leads to it, but exactly this table misses such rows: its rowids lie in a gap of the
   * tree, or its values fit this table alone.
   */
  LIKELY,
  /** Another table may have held it, it may have been deleted, or it is an older version. */
  POSSIBLE,
  /** No table fits. */
  UNKNOWN
}
