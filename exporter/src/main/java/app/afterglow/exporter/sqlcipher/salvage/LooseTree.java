package app.afterglow.exporter.sqlcipher.salvage;

import java.util.List;

/**
 * Pages of a b-tree that nothing leads to.
 *
 * @param tree the pages
 * @param low the lowest rowid on them
 * @param high the highest
 * @param columns how many values their records hold
 * @param fits the tables they may belong to, the best first
 */
record LooseTree(Tree tree, long low, long high, int columns, List<Fit> fits) {

  /**
   * A table that these rows may belong to.
   *
   * @param table it
   * @param score how well they fit, the higher the better
   */
  record Fit(TablePlan table, double score) {}
}
