package app.afterglow.exporter.sqlcipher.salvage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;

/**
 * What one look at every page has shown: whether it is readable, which kind of page it is and how
 * many cells it holds. Seven bytes of memory a page.
 */
final class PageIndex {

  /** Pages that one thread reads in a row. */
  private static final int STRIDE = 256;

  private final PageState[] states;
  private final byte[] types;
  private final char[] cells;
  private final int pages;

  private PageIndex(int pages) {
    this.pages = pages;
    this.states = new PageState[pages + 1];
    this.types = new byte[pages + 1];
    this.cells = new char[pages + 1];
  }

  /** Looks at every page, on all processors. */
  static PageIndex of(PageSource source, int pages) throws IOException {
    PageIndex index = new PageIndex(pages);
    try {
      IntStream.rangeClosed(0, pages / STRIDE)
          .parallel()
          .forEach(
              stride -> {
                byte[] page = new byte[source.pageSize()];
                int last = (int) Math.min(pages, (stride + 1L) * STRIDE - 1);
                for (int number = Math.max(1, stride * STRIDE); number <= last; number++) {
                  index.look(source, number, page);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return index;
  }

  private void look(PageSource source, int number, byte[] page) {
    PageState state;
    try {
      state = source.read(number, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    states[number] = state;
    if (state == PageState.READABLE) {
      BtreePage btree = new BtreePage(page, number, source.usableSize());
      if (btree.plausible()) {
        types[number] = (byte) btree.type();
        cells[number] = (char) btree.cells();
      }
    }
  }

  /** The number of the last page. */
  int pages() {
    return pages;
  }

  boolean contains(int number) {
    return number >= 1 && number <= pages;
  }

  PageState state(int number) {
    return contains(number) ? states[number] : PageState.BEYOND_END;
  }

  /** The b-tree page's type, 0 where it is none or can't be read. */
  int type(int number) {
    return contains(number) ? types[number] : 0;
  }

  /** How many cells a b-tree page holds. */
  int cells(int number) {
    return contains(number) ? cells[number] : 0;
  }
}
