package app.afterglow.exporter.sqlcipher.salvage;

/**
 * A branch of a b-tree that can't be followed.
 *
 * @param page where it leads, a page that can't be read or is none of this tree
 * @param state what is wrong with that page
 * @param low the lowest rowid that may stand there; meaningless in an index
 * @param high the highest rowid that may stand there
 * @param level whether that page holds rows or pointers
 */
record Gap(int page, PageState state, long low, long high, Level level) {

  enum Level {
    LEAF,
    INNER,
    /** Its siblings, which would tell, can't be read either. */
    UNKNOWN
  }

  /** Whether pages below it may be whole, just not reachable. */
  boolean open() {
    return level != Level.LEAF;
  }
}
