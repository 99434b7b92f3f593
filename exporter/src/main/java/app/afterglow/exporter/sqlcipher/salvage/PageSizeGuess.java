package app.afterglow.exporter.sqlcipher.salvage;

import app.afterglow.exporter.sqlcipher.CipherScheme;
import java.io.IOException;

/** Tells a plain database's page size by its pages, where the header that states it is lost. */
final class PageSizeGuess {

  private static final int PAGES = 512;

  private PageSizeGuess() {}

  /** The size at whose multiples the largest share of pages begin like pages; 0 where none do. */
  static int of(StoredBytes file) throws IOException {
    int best = 0;
    double bestShare = 0;
    for (int size : CipherScheme.PAGE_SIZES) {
      double share = share(file, size);
      // Any multiple of the true size fits as well: the smallest one that does is it.
      if (share > bestShare * 1.5) {
        best = size;
        bestShare = share;
      }
    }
    return best;
  }

  private static double share(StoredBytes file, int size) throws IOException {
    byte[] page = new byte[size];
    long pages = Math.min(PAGES, file.size() / size);
    int good = 0;
    for (long i = 1; i < pages; i++) {
      if (RawPages.readFully(file, page, i * size) == PageState.READABLE
          && page(new BtreePage(page, 2, size))) {
        good++;
      }
    }
    return pages < 2 ? 0 : good / (double) (pages - 1);
  }

  private static boolean page(BtreePage page) {
    if (!page.plausible() || page.cells() == 0) {
      return false;
    }
    for (int i = 0; i < page.cells(); i++) {
      if (page.cell(i) < 0) {
        return false;
      }
    }
    return true;
  }
}
