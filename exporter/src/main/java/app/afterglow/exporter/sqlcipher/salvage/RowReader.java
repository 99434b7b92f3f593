package app.afterglow.exporter.sqlcipher.salvage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows of one table, part by part, each page read when its first row is asked for. */
final class RowReader extends Spliterators.AbstractSpliterator<SalvagedRow>
    implements AutoCloseable {

  private final PageSource source;
  private final StorePlan plan;
  private final TablePlan table;
  private final DamagedRows damaged;
  private final RowMapper mapper;
  private final CellReader cells;
  private final BitSet visited = new BitSet();
  private final Iterator<Part> parts;
  private final Queue<SalvagedRow> ready = new ArrayDeque<>();

  private @Nullable Part part;
  private @Nullable PageAhead pages;

  RowReader(
      PageSource source, StorePlan plan, TablePlan table, int maxRowBytes, DamagedRows damaged) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.source = source;
    this.plan = plan;
    this.table = table;
    this.damaged = damaged;
    this.mapper = new RowMapper(table.definition());
    this.cells = new CellReader(source, plan.index(), plan.encoding(), maxRowBytes);
    this.parts = table.parts().iterator();
  }

  @Override
  public boolean tryAdvance(Consumer<? super SalvagedRow> action) {
    try {
      while (ready.isEmpty()) {
        if (!readPage()) {
          return false;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    action.accept(ready.remove());
    return true;
  }

  /** Reads a page's rows, or goes on to the next part; false after the last one. */
  private boolean readPage() throws IOException {
    PageAhead.Loaded page = pages == null ? null : pages.next();
    if (page != null && part != null) {
      if (page.bytes() == null) {
        damaged.add(new DamagedRow(name(), page.number(), -1, null, List.of(), page.number()));
      } else {
        rows(new BtreePage(page.bytes(), page.number(), source.usableSize()), part, page);
      }
      return true;
    }
    close();
    if (!parts.hasNext()) {
      return false;
    }
    start(parts.next());
    return true;
  }

  private void start(Part next) throws IOException {
    part = next;
    if (next.kind() == Part.Kind.OLDER) {
      byte[] bytes = new byte[source.pageSize()];
      if (source.readOlder(next.root(), bytes)) {
        rows(
            new BtreePage(bytes, next.root(), source.usableSize()),
            next,
            new PageAhead.Loaded(next.root(), Long.MIN_VALUE, Long.MAX_VALUE, bytes));
      }
      return;
    }
    boolean tree = !table.definition().withoutRowid();
    TreeCursor cursor = new TreeCursor(source, plan.index(), tree, visited, _ -> {});
    cursor.start(next.root(), Long.MIN_VALUE, Long.MAX_VALUE);
    pages = new PageAhead(source, cursor);
  }

  private void rows(BtreePage page, Part from, PageAhead.Loaded loaded) throws IOException {
    // Cells that together claim more than the page holds overlap: a page made to cost more than
    // its size.
    int room = page.usable();
    for (int i = 0; i < page.cells(); i++) {
      CellReader.Cell cell = room < 0 ? null : cells.read(page, i);
      if (cell == null) {
        damaged.add(new DamagedRow(name(), page.number(), i, null, List.of(), 0));
        continue;
      }
      room -= cell.bytes();
      boolean elsewhere =
          !from.counts(cell.rowid())
              || plan.strict() && (cell.rowid() < loaded.low() || cell.rowid() > loaded.high());
      if (table.definition().withoutRowid() || !elsewhere) {
        row(page.number(), i, cell, from.certainty());
      }
    }
  }

  private void row(int page, int number, CellReader.Cell cell, Certainty certainty) {
    Long rowid = table.definition().withoutRowid() ? null : cell.rowid();
    StoredRecord record = cell.record();
    if (record == null) {
      damaged.add(new DamagedRow(name(), page, number, rowid, List.of(), cell.brokenAt()));
      return;
    }
    List<String> lost = mapper.lost(record);
    if (!lost.isEmpty()) {
      damaged.add(new DamagedRow(name(), page, number, rowid, lost, cell.brokenAt()));
    }
    ready.add(mapper.row(cell, record, certainty, page));
  }

  private String name() {
    return table.definition().name();
  }

  @Override
  public void close() {
    if (pages != null) {
      pages.close();
      pages = null;
    }
  }
}
