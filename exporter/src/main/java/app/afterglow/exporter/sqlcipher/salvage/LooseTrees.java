package app.afterglow.exporter.sqlcipher.salvage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pages of b-trees that nothing leads to, puts them together where inner pages among them
 * are whole, and looks which tables their rows fit.
 */
final class LooseTrees {

  private final PageSource source;
  private final PageIndex index;
  private final CellReader cells;
  private final boolean table;
  private final List<TablePlan> candidates;
  private final BitSet reached;
  private final BitSet loose = new BitSet();

  /**
   * @param table whether to look for pages of tables, not of indexes
   * @param candidates the tables that miss pages
   * @param reached pages that belong somewhere; those found are added
   */
  LooseTrees(
      PageSource source,
      PageIndex index,
      CellReader cells,
      boolean table,
      List<TablePlan> candidates,
      BitSet reached) {
    this.source = source;
    this.index = index;
    this.cells = cells;
    this.table = table;
    this.candidates = candidates;
    this.reached = reached;
  }

  /** The trees, those with most rows first. */
  List<LooseTree> find(BitSet free) throws IOException {
    for (int page = 1; page <= index.pages(); page++) {
      if (!reached.get(page) && !free.get(page) && (isLeaf(page) || isInner(page))) {
        loose.set(page);
      }
    }
    List<LooseTree> found = new ArrayList<>();
    BitSet roots = (BitSet) loose.clone();
    roots.andNot(children());
    addAll(roots, found);
    // What only a cycle leads to has no root: take its leaves one by one.
    addAll(loose, found);
    found.sort(
        Comparator.comparingLong((LooseTree tree) -> tree.tree().rows())
            .reversed()
            .thenComparingLong(LooseTree::low));
    return found;
  }

  private boolean isLeaf(int page) {
    return index.type(page) == (table ? BtreePage.TABLE_LEAF : BtreePage.INDEX_LEAF);
  }

  private boolean isInner(int page) {
    return index.type(page) == (table ? BtreePage.TABLE_INNER : BtreePage.INDEX_INNER);
  }

  private BitSet children() throws IOException {
    BitSet children = new BitSet();
    byte[] bytes = new byte[source.pageSize()];
    for (int page = loose.nextSetBit(0); page >= 0; page = loose.nextSetBit(page + 1)) {
      if (!isInner(page) || source.read(page, bytes) != PageState.READABLE) {
        continue;
      }
      BtreePage inner = new BtreePage(bytes, page, source.usableSize());
      mark(inner.rightChild(), children);
      for (int i = 0; i < inner.cells(); i++) {
        int at = inner.cell(i);
        if (at >= 0 && at + 4 <= inner.usable()) {
          mark(inner.i32(at), children);
        }
      }
    }
    return children;
  }

  private void mark(int child, BitSet children) {
    if (index.contains(child) && loose.get(child)) {
      children.set(child);
    }
  }

  private void addAll(BitSet roots, List<LooseTree> found) throws IOException {
    for (int root = roots.nextSetBit(0); root >= 0; root = roots.nextSetBit(root + 1)) {
      if (reached.get(root)) {
        continue;
      }
      Tree tree = Tree.follow(source, index, root, table, reached);
      LooseTree described = tree.rows() == 0 ? null : describe(tree);
      if (described != null) {
        found.add(described);
      }
    }
  }

  private @Nullable LooseTree describe(Tree tree) throws IOException {
    Profile profile = new Profile();
    long[] range = {Long.MAX_VALUE, Long.MIN_VALUE};
    sample(tree.firstPage(), profile, range);
    if (tree.lastPage() != tree.firstPage()) {
      sample(tree.lastPage(), profile, range);
    }
    if (profile.records() == 0) {
      return null;
    }
    List<LooseTree.Fit> fits = new ArrayList<>();
    for (TablePlan candidate : candidates) {
      Optional<Double> score = profile.fit(candidate.definition());
      score.ifPresent(value -> fits.add(new LooseTree.Fit(candidate, value)));
    }
    fits.sort(Comparator.comparingDouble(LooseTree.Fit::score).reversed());
    return new LooseTree(tree, range[0], range[1], profile.columns(), List.copyOf(fits));
  }

  private void sample(int page, Profile profile, long[] range) throws IOException {
    byte[] bytes = new byte[source.pageSize()];
    if (source.read(page, bytes) != PageState.READABLE) {
      return;
    }
    BtreePage btree = new BtreePage(bytes, page, source.usableSize());
    for (int i = 0; i < btree.cells(); i++) {
      CellReader.Cell cell = cells.read(btree, i);
      if (cell != null) {
        range[0] = Math.min(range[0], cell.rowid());
        range[1] = Math.max(range[1], cell.rowid());
        if (cell.record() != null) {
          profile.add(cell.record());
        }
      }
    }
  }
}
