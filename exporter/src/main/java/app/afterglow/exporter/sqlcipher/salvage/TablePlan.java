package app.afterglow.exporter.sqlcipher.salvage;

import java.util.ArrayList;
import java.util.List;

/** Where the rows of one table are: its tree, the gaps in it, and what fills them. */
final class TablePlan {

  private final TableDefinition definition;
  private final SalvagedTable.Origin origin;
  private final List<Part> parts = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final RowRanges missing = new RowRanges();

  TablePlan(TableDefinition definition, SalvagedTable.Origin origin) {
    this.definition = definition;
    this.origin = origin;
  }

  TableDefinition definition() {
    return definition;
  }

  SalvagedTable.Origin origin() {
    return origin;
  }

  List<Part> parts() {
    return parts;
  }

  List<Gap> gaps() {
    return gaps;
  }

  /** Rowids that may stand on whole pages that the tree does not lead to. */
  RowRanges missing() {
    return missing;
  }

  /** Whether pages of it may be whole but not reachable. */
  boolean open() {
    return definition.withoutRowid()
        ? gaps.stream().anyMatch(Gap::open) || origin == SalvagedTable.Origin.EXPECTED
        : !missing.isEmpty();
  }

  /** Takes the table's own tree. */
  void tree(Tree tree) {
    parts.add(new Part(Part.Kind.TREE, tree.root(), List.of(), Certainty.SURE, tree.rows()));
    gaps.addAll(tree.gaps());
    for (Gap gap : tree.gaps()) {
      if (gap.open()) {
        missing.add(gap.low(), gap.high());
      }
    }
  }

  /** Takes a loose tree whose rows are among the missing ones, or some of them are. */
  void loose(LooseTree loose, Certainty certainty) {
    Tree tree = loose.tree();
    List<RowRanges.Range> ranges =
        definition.withoutRowid() || missing.containsAll(loose.low(), loose.high())
            ? List.of()
            : missing.within(loose.low(), loose.high());
    parts.add(new Part(Part.Kind.LOOSE, tree.root(), ranges, certainty, tree.rows()));
    List<RowRanges.Range> again = new ArrayList<>();
    for (Gap gap : tree.gaps()) {
      List<RowRanges.Range> within = missing.within(gap.low(), gap.high());
      if (gap.open()) {
        again.addAll(within);
      }
      within.forEach(
          range ->
              gaps.add(new Gap(gap.page(), gap.state(), range.low(), range.high(), gap.level())));
    }
    missing.remove(loose.low(), loose.high());
    again.forEach(range -> missing.add(range.low(), range.high()));
  }

  /** Takes the older version of a page that can't be read. */
  void older(Gap gap, long rows) {
    List<RowRanges.Range> ranges =
        gap.open()
            ? missing.within(gap.low(), gap.high())
            : List.of(new RowRanges.Range(gap.low(), gap.high()));
    if (!ranges.isEmpty()) {
      parts.add(new Part(Part.Kind.OLDER, gap.page(), ranges, Certainty.POSSIBLE, rows));
    }
  }

  SalvagedTable table() {
    long sure = 0;
    long loose = 0;
    for (Part part : parts) {
      sure += part.kind() == Part.Kind.TREE ? part.rows() : 0;
      loose += part.kind() == Part.Kind.TREE ? 0 : part.rows();
    }
    return new SalvagedTable(definition, origin, sure, loose, gaps.size());
  }
}
