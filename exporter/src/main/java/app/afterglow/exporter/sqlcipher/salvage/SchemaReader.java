package app.afterglow.exporter.sqlcipher.salvage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the schema, through its tree and, where that is broken, from any leaf that looks like it.
 */
final class SchemaReader {

  private static final int MAX_ENTRIES = 100_000;

  private final PageSource source;
  private final PageIndex index;
  private final CellReader cells;
  private final BitSet reached;
  private final List<Schema.Entry> entries = new ArrayList<>();
  private boolean whole = true;

  SchemaReader(PageSource source, PageIndex index, CellReader cells, BitSet reached) {
    this.source = source;
    this.index = index;
    this.cells = cells;
    this.reached = reached;
  }

  /** Whether every entry could be read. */
  boolean whole() {
    return whole;
  }

  /** The entries; those that the tree leads to come first. */
  List<Schema.Entry> read() throws IOException {
    List<Gap> gaps = new ArrayList<>();
    TreeCursor cursor = new TreeCursor(source, index, true, reached, gaps::add);
    cursor.start(Schema.ROOT, Long.MIN_VALUE, Long.MAX_VALUE);
    while (cursor.advance() && entries.size() < MAX_ENTRIES) {
      BtreePage leaf = page(cursor.page());
      List<Schema.Entry> found = leaf == null ? List.of() : entries(leaf);
      entries.addAll(found);
      whole &= leaf != null && found.size() == leaf.cells();
    }
    whole &= gaps.isEmpty() && entries.size() < MAX_ENTRIES;
    if (gaps.stream().anyMatch(Gap::open)) {
      readLoose();
    }
    return entries;
  }

  private void readLoose() throws IOException {
    for (int number = 2; number <= index.pages() && entries.size() < MAX_ENTRIES; number++) {
      if (index.type(number) != BtreePage.TABLE_LEAF || reached.get(number)) {
        continue;
      }
      BtreePage leaf = page(number);
      // One cell tells most other tables apart without reading their pages to the end.
      if (leaf == null || leaf.cells() == 0 || entry(leaf, 0) == null) {
        continue;
      }
      List<Schema.Entry> found = entries(leaf);
      if (found.size() == leaf.cells()) {
        reached.set(number);
        entries.addAll(found);
      }
    }
  }

  private @Nullable BtreePage page(int number) throws IOException {
    byte[] bytes = new byte[source.pageSize()];
    return source.read(number, bytes) == PageState.READABLE
        ? new BtreePage(bytes, number, source.usableSize())
        : null;
  }

  private List<Schema.Entry> entries(BtreePage leaf) throws IOException {
    List<Schema.Entry> found = new ArrayList<>();
    for (int i = 0; i < leaf.cells(); i++) {
      Schema.Entry entry = entry(leaf, i);
      if (entry != null) {
        found.add(entry);
      }
    }
    return found;
  }

  private Schema.@Nullable Entry entry(BtreePage leaf, int number) throws IOException {
    CellReader.Cell cell = cells.read(leaf, number);
    return cell == null ? null : Schema.entry(cell.record());
  }
}
