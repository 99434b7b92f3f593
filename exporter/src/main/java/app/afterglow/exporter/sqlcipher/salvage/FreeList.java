package app.afterglow.exporter.sqlcipher.salvage;

import java.io.IOException;
import java.util.BitSet;

/**
 * The pages that a database keeps for later use ("Database File Format", section 1.5). They still
 * hold what was deleted, and must not be taken for lost parts of a table.
 *
 * <pre>
 * trunk page   next trunk page (4) | leaves (4) | their page numbers (4 each)
 * </pre>
 *
 * @param pages the free pages found
 * @param whole whether those are all
 */
record FreeList(BitSet pages, boolean whole) {

  static FreeList read(PageSource source, PageIndex index, DatabaseHeader header)
      throws IOException {
    BitSet free = new BitSet();
    if (!header.known()) {
      return new FreeList(free, false);
    }
    byte[] trunk = new byte[source.pageSize()];
    int next = header.freeTrunk();
    while (next != 0) {
      if (!index.contains(next)
          || free.get(next)
          || source.read(next, trunk) != PageState.READABLE) {
        return new FreeList(free, false);
      }
      free.set(next);
      int leaves = Math.clamp(BtreePage.i32(trunk, 4), 0, source.usableSize() / 4 - 2);
      for (int i = 0; i < leaves; i++) {
        int leaf = BtreePage.i32(trunk, 8 + 4 * i);
        if (index.contains(leaf)) {
          free.set(leaf);
        }
      }
      next = BtreePage.i32(trunk, 0);
    }
    return new FreeList(free, free.cardinality() == header.freePages());
  }
}
