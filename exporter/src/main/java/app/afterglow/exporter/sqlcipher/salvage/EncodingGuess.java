package app.afterglow.exporter.sqlcipher.salvage;

import java.io.IOException;

/** Tells the text encoding by the text itself, where the header that states it is lost. */
final class EncodingGuess {

  private static final int PAGES = 64;
  private static final int MAX_BYTES = 1 << 16;
  private static final char LAST_COMMON_LETTER = 0x24f;

  private EncodingGuess() {}

  static TextEncoding of(PageSource source, PageIndex index) throws IOException {
    TextEncoding best = TextEncoding.UTF_8;
    double bestScore = -1;
    for (TextEncoding encoding : TextEncoding.values()) {
      double score = score(source, index, encoding);
      if (score > bestScore) {
        best = encoding;
        bestScore = score;
      }
    }
    return best;
  }

  /** The share of characters that are letters, digits or punctuation of European scripts. */
  private static double score(PageSource source, PageIndex index, TextEncoding encoding)
      throws IOException {
    CellReader cells = new CellReader(source, index, encoding, MAX_BYTES);
    byte[] bytes = new byte[source.pageSize()];
    long good = 0;
    long all = 1;
    int pages = 0;
    for (int number = 2; number <= index.pages() && pages < PAGES; number++) {
      if (index.type(number) != BtreePage.TABLE_LEAF
          || source.read(number, bytes) != PageState.READABLE) {
        continue;
      }
      pages++;
      BtreePage leaf = new BtreePage(bytes, number, source.usableSize());
      for (int i = 0; i < leaf.cells(); i++) {
        CellReader.Cell cell = cells.read(leaf, i);
        if (cell == null || cell.record() == null) {
          continue;
        }
        for (Object value : cell.record().values()) {
          if (value instanceof String text) {
            all += text.length();
            good += text.chars().filter(c -> c >= ' ' && c <= LAST_COMMON_LETTER).count();
          }
        }
      }
    }
    return (double) good / all;
  }
}
