package app.afterglow.exporter.sqlcipher.salvage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out where everything is: looks at every page, reads the schema, follows every tree by its
 * inner pages, and finds a table for the pages that nothing leads to.
 */
final class StorePlanner {

  private static final int MAX_TABLES = 100_000;

  private final PageSource source;
  private final SalvageSettings settings;
  private final Set<SalvageReport.Note> notes = EnumSet.noneOf(SalvageReport.Note.class);
  private final BitSet reached = new BitSet();
  private final Map<String, TablePlan> tables = new LinkedHashMap<>();
  private final Map<String, List<Integer>> indexes = new HashMap<>();
  private final boolean strict;

  StorePlanner(PageSource source, SalvageSettings settings) {
    this.source = source;
    this.settings = settings;
    // A log with holes may mix an old page with newer ones: then rows can turn up twice.
    this.strict = source.raw().log().report().framesUnplaced() > 0;
  }

  StorePlan plan() throws IOException {
    if (!source.authenticated()) {
      notes.add(SalvageReport.Note.NOT_AUTHENTICATED);
    }
    DatabaseHeader header = header();
    long stated = statedPages(header);
    int present = Math.max(source.raw().pagesInFile(), source.raw().log().highestPage());
    PageIndex index = PageIndex.of(source, (int) Math.min(stated, present));
    TextEncoding encoding =
        header.encoding() == 0
            ? EncodingGuess.of(source, index)
            : TextEncoding.of(header.encoding());
    boolean schemaWhole = followSchema(index, encoding);
    FreeList free = FreeList.read(source, index, header);
    boolean freeKnown = free.whole() && !notes.contains(SalvageReport.Note.OLDER_FIRST_PAGE);
    if (!freeKnown) {
      notes.add(SalvageReport.Note.FREE_LIST_DAMAGED);
    }
    List<TablePlan> candidates = new ArrayList<>(tables.values());
    if (!schemaWhole) {
      notes.add(SalvageReport.Note.SCHEMA_DAMAGED);
      candidates.addAll(expected());
    }
    fillGaps(index, cells(index, encoding), candidates, free.pages(), freeKnown);
    return new StorePlan(
        index,
        encoding,
        stated,
        List.copyOf(tables.values()),
        Map.copyOf(indexes),
        free.pages(),
        strict,
        Set.copyOf(notes));
  }

  private DatabaseHeader header() throws IOException {
    byte[] page = new byte[source.pageSize()];
    if (source.read(Schema.ROOT, page) == PageState.READABLE) {
      DatabaseHeader header = DatabaseHeader.of(page);
      if (!header.known()) {
        notes.add(SalvageReport.Note.FIRST_PAGE_LOST);
      }
      return header;
    }
    if (source.readOlder(Schema.ROOT, page) && source.raw().log().promote(Schema.ROOT)) {
      notes.add(SalvageReport.Note.OLDER_FIRST_PAGE);
      DatabaseHeader older = DatabaseHeader.of(page);
      return new DatabaseHeader(older.known(), 0, 0, 0, older.encoding());
    }
    notes.add(SalvageReport.Note.FIRST_PAGE_LOST);
    return DatabaseHeader.UNKNOWN;
  }

  private long statedPages(DatabaseHeader header) {
    int afterCommit = source.raw().log().pagesAfterCommit();
    if (afterCommit > 0) {
      return afterCommit;
    }
    return header.pages() > 0 ? header.pages() : source.raw().pagesInFile();
  }

  private CellReader cells(PageIndex index, TextEncoding encoding) {
    return new CellReader(source, index, encoding, settings.maxRowBytes());
  }

  /** Reads the schema and follows the trees it names; false where part of it is lost. */
  private boolean followSchema(PageIndex index, TextEncoding encoding) throws IOException {
    SchemaReader schema = new SchemaReader(source, index, cells(index, encoding), reached);
    boolean understood = true;
    for (Schema.Entry entry : schema.read()) {
      if (entry.root() == 0) {
        continue;
      }
      if (entry.type().equals("index")) {
        Tree.follow(source, index, entry.root(), false, reached);
        indexes
            .computeIfAbsent(entry.table().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
            .add(entry.root());
      } else if (entry.type().equals("table") && tables.size() < MAX_TABLES) {
        understood &= followTable(entry, index, encoding);
      }
    }
    return schema.whole() && understood;
  }

  private boolean followTable(Schema.Entry entry, PageIndex index, TextEncoding encoding)
      throws IOException {
    Optional<TableDefinition> parsed =
        Optional.ofNullable(entry.sql()).flatMap(TableDefinition::parse);
    String name = Plausible.name(entry, parsed.map(TableDefinition::name));
    String key = name.toLowerCase(Locale.ROOT);
    boolean garbled = !source.authenticated() && parsed.isEmpty() && !Plausible.name(name);
    if (garbled || tables.containsKey(key)) {
      // Its rows are found by their shape.
      return false;
    }
    boolean table = parsed.map(definition -> !definition.withoutRowid()).orElse(true);
    Tree tree = Tree.follow(source, index, entry.root(), table, reached);
    int stored = table ? columns(tree, index, encoding) : 1;
    TablePlan plan =
        parsed
            .filter(
                definition ->
                    source.authenticated() || Plausible.statement(entry.sql(), definition, stored))
            .map(definition -> new TablePlan(definition.named(name), SalvagedTable.Origin.SCHEMA))
            .orElseGet(() -> undescribed(name, stored, parsed));
    plan.tree(tree);
    if (strict && table) {
      // Pages added after the one that is old: rows beyond the last one that the tree knows.
      long last = lastRowid(tree, index, encoding);
      if (last < Long.MAX_VALUE) {
        plan.missing().add(last + 1, Long.MAX_VALUE);
      }
    }
    tables.put(key, plan);
    return plan.origin() == SalvagedTable.Origin.SCHEMA;
  }

  /**
   * A table whose statement is lost: as the caller expects it, as far as the statement can be read,
   * or with numbered columns.
   */
  private TablePlan undescribed(String name, int stored, Optional<TableDefinition> parsed) {
    return settings.expected().stream()
        .filter(table -> table.name().equalsIgnoreCase(name) && !table.withoutRowid())
        .filter(table -> table.columns().size() >= stored)
        .min(Comparator.comparingInt(table -> table.columns().size()))
        .map(table -> new TablePlan(table.named(name), SalvagedTable.Origin.EXPECTED))
        .or(
            () ->
                parsed
                    .filter(table -> table.columns().size() >= stored)
                    .map(table -> new TablePlan(table.named(name), SalvagedTable.Origin.SCHEMA)))
        .orElseGet(
            () ->
                new TablePlan(TableDefinition.unknown(name, stored), SalvagedTable.Origin.UNKNOWN));
  }

  private int columns(Tree tree, PageIndex index, TextEncoding encoding) throws IOException {
    int columns = 1;
    for (CellReader.Cell cell : cellsOf(tree.firstPage(), index, encoding)) {
      columns = cell.record() == null ? columns : Math.max(columns, cell.record().values().size());
    }
    return columns;
  }

  private long lastRowid(Tree tree, PageIndex index, TextEncoding encoding) throws IOException {
    long last = Long.MIN_VALUE;
    for (CellReader.Cell cell : cellsOf(tree.lastPage(), index, encoding)) {
      last = Math.max(last, cell.rowid());
    }
    return last;
  }

  private List<CellReader.Cell> cellsOf(int page, PageIndex index, TextEncoding encoding)
      throws IOException {
    List<CellReader.Cell> found = new ArrayList<>();
    byte[] bytes = new byte[source.pageSize()];
    if (!index.contains(page) || source.read(page, bytes) != PageState.READABLE) {
      return found;
    }
    BtreePage btree = new BtreePage(bytes, page, source.usableSize());
    CellReader reader = cells(index, encoding);
    for (int i = 0; i < btree.cells(); i++) {
      CellReader.Cell cell = reader.read(btree, i);
      if (cell != null) {
        found.add(cell);
      }
    }
    return found;
  }

  /** The tables that the caller expects and the schema does not name. */
  private List<TablePlan> expected() {
    List<TablePlan> plans = new ArrayList<>();
    List<TableDefinition> definitions = new ArrayList<>(settings.expected());
    definitions.addAll(Schema.BUILT_IN);
    for (TableDefinition definition : definitions) {
      if (!tables.containsKey(definition.name().toLowerCase(Locale.ROOT))) {
        TablePlan plan = new TablePlan(definition, SalvagedTable.Origin.EXPECTED);
        plan.missing().add(Long.MIN_VALUE, Long.MAX_VALUE);
        plans.add(plan);
      }
    }
    return plans;
  }

  private void fillGaps(
      PageIndex index, CellReader cells, List<TablePlan> candidates, BitSet free, boolean freeKnown)
      throws IOException {
    boolean schemaWhole = !notes.contains(SalvageReport.Note.SCHEMA_DAMAGED);
    LooseRows rows = new LooseRows(tables, schemaWhole, freeKnown);
    for (boolean table : new boolean[] {true, false}) {
      List<TablePlan> open =
          candidates.stream()
              .filter(plan -> plan.definition().withoutRowid() != table && plan.open())
              .toList();
      if (!open.isEmpty() || table && !schemaWhole) {
        LooseTrees trees = new LooseTrees(source, index, cells, table, open, reached);
        trees.find(free).forEach(table ? rows::assign : rows::assignIndex);
      } else if (table && unused(index, free)) {
        notes.add(SalvageReport.Note.UNUSED_PAGES);
      }
    }
    if (rows.unused()) {
      notes.add(SalvageReport.Note.UNUSED_PAGES);
    }
    for (TablePlan plan : tables.values()) {
      takeOlder(plan);
    }
  }

  private boolean unused(PageIndex index, BitSet free) {
    for (int page = 1; page <= index.pages(); page++) {
      if (index.type(page) == BtreePage.TABLE_LEAF && !reached.get(page) && !free.get(page)) {
        return true;
      }
    }
    return false;
  }

  /** Older versions of a table's lost leaves, where a log still holds them. */
  private void takeOlder(TablePlan plan) throws IOException {
    if (plan.definition().withoutRowid()) {
      return;
    }
    byte[] bytes = new byte[source.pageSize()];
    Set<Integer> taken = new HashSet<>();
    for (Gap gap : List.copyOf(plan.gaps())) {
      if (gap.page() > 1 && taken.add(gap.page()) && source.readOlder(gap.page(), bytes)) {
        BtreePage btree = new BtreePage(bytes, gap.page(), source.usableSize());
        if (btree.type() == BtreePage.TABLE_LEAF && btree.plausible()) {
          plan.older(gap, btree.cells());
        }
      }
    }
  }
}
