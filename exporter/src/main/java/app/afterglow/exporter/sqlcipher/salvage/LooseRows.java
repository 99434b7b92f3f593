package app.afterglow.exporter.sqlcipher.salvage;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives loose trees to tables. A table takes one where its rows fit and their rowids are among
 * those the table misses; what it takes it misses no longer, so that no rowid is taken twice.
 */
final class LooseRows {

  /** Below this share of the best score another table is no rival. */
  private static final double RIVAL = 0.9;

  private final Map<String, TablePlan> tables;
  private final boolean schemaWhole;
  private final boolean freeKnown;
  private boolean unused;

  /**
   * @param tables the tables by name in lower case; those found are added
   * @param schemaWhole whether there can be no tables but those that are known
   * @param freeKnown whether none of the loose pages can be a free one
   */
  LooseRows(Map<String, TablePlan> tables, boolean schemaWhole, boolean freeKnown) {
    this.tables = tables;
    this.schemaWhole = schemaWhole;
    this.freeKnown = freeKnown;
  }

  /** Gives a tree of a table to the table that fits best, or to none. */
  void assign(LooseTree tree) {
    List<LooseTree.Fit> inside =
        tree.fits().stream()
            .filter(fit -> known(fit.table()))
            .filter(fit -> fit.table().missing().containsAll(tree.low(), tree.high()))
            .toList();
    if (!inside.isEmpty()) {
      give(tree, inside);
      return;
    }
    LooseTree.Fit partly =
        tree.fits().stream()
            .filter(fit -> known(fit.table()))
            .filter(fit -> !fit.table().missing().within(tree.low(), tree.high()).isEmpty())
            .findFirst()
            .orElse(null);
    if (partly != null) {
      take(partly.table()).loose(tree, Certainty.POSSIBLE);
    } else if (tree.fits().isEmpty() || !schemaWhole) {
      unknown(tree);
    } else {
      // It fits tables that miss none of these rowids: an old copy of what they have.
      unused = true;
    }
  }

  /** Whether some of the trees were given to no table. */
  boolean unused() {
    return unused;
  }

  /** Gives a tree of an index to the {@code WITHOUT ROWID} table that fits best, or to none. */
  void assignIndex(LooseTree tree) {
    List<LooseTree.Fit> fits =
        tree.fits().stream()
            .filter(fit -> fit.table().definition().columns().size() == tree.columns())
            .filter(fit -> known(fit.table()))
            .toList();
    if (!fits.isEmpty()) {
      give(tree, fits);
    }
  }

  private void give(LooseTree tree, List<LooseTree.Fit> fits) {
    LooseTree.Fit best = fits.getFirst();
    boolean alone =
        fits.stream()
            .noneMatch(
                fit -> !sameName(fit.table(), best.table()) && fit.score() > best.score() * RIVAL);
    // A tree of several pages is no remnant on free pages; a single page may be one.
    boolean live = freeKnown || tree.tree().pages() > 1;
    take(best.table()).loose(tree, alone && live ? Certainty.LIKELY : Certainty.POSSIBLE);
  }

  /** Whether a table is the one that goes by its name: only one of several versions can be. */
  private boolean known(TablePlan plan) {
    TablePlan there = tables.get(key(plan));
    return there == null || there == plan;
  }

  private TablePlan take(TablePlan plan) {
    tables.putIfAbsent(key(plan), plan);
    return plan;
  }

  private void unknown(LooseTree tree) {
    String name = "lost_and_found_" + tree.columns();
    @Nullable TablePlan plan = tables.get(name);
    if (plan == null) {
      plan =
          new TablePlan(
              TableDefinition.unknown(name, tree.columns()), SalvagedTable.Origin.UNKNOWN);
      tables.put(name, plan);
    }
    plan.missing().add(Long.MIN_VALUE, Long.MAX_VALUE);
    plan.loose(tree, Certainty.UNKNOWN);
  }

  private static boolean sameName(TablePlan one, TablePlan other) {
    return key(one).equals(key(other));
  }

  private static String key(TablePlan plan) {
    return plan.definition().name().toLowerCase(Locale.ROOT);
  }
}
