package app.afterglow.exporter.sqlcipher.salvage;

import app.afterglow.exporter.sqlcipher.CipherScheme;
import app.afterglow.exporter.sqlcipher.PageCipher;

/**
 * The head of page 1 ("Database File Format", section 1.3).
 *
 * <pre>
 * 0 magic (16) | 16 page size (2) | 20 reserve (1) | 24 change counter (4) | 28 pages (4)
 * 32 first free-list page (4) | 36 free pages (4) | 56 text encoding (4)
 * 92 change counter for which the number of pages is valid (4)
 * </pre>
 *
 * @param known whether there is one that can be relied on
 * @param pages the database's size in pages, 0 where it isn't stated
 * @param freeTrunk first page of the free list, 0 where there is none
 * @param freePages pages in the free list
 * @param encoding 1 to 3, 0 where it isn't known
 */
record DatabaseHeader(boolean known, int pages, int freeTrunk, int freePages, int encoding) {

  static final DatabaseHeader UNKNOWN = new DatabaseHeader(false, 0, 0, 0, 0);

  static DatabaseHeader of(byte[] pageOne) {
    if (!hasMagic(pageOne)) {
      return UNKNOWN;
    }
    int stated = BtreePage.i32(pageOne, 28);
    boolean valid = BtreePage.i32(pageOne, 24) == BtreePage.i32(pageOne, 92);
    return new DatabaseHeader(
        true,
        !valid ? 0 : stated < 0 ? Integer.MAX_VALUE : stated,
        BtreePage.i32(pageOne, 32),
        BtreePage.i32(pageOne, 36),
        BtreePage.i32(pageOne, 56));
  }

  static boolean hasMagic(byte[] pageOne) {
    return pageOne.length >= BtreePage.DATABASE_HEADER && PageCipher.isPlain(pageOne);
  }

  /** The page size that a plain database's head states, 0 where that is none. */
  static int pageSize(byte[] head) {
    int stated = (head[16] & 0xff) << 8 | head[17] & 0xff;
    int size = stated == 1 ? 65536 : stated;
    return CipherScheme.PAGE_SIZES.contains(size) ? size : 0;
  }
}
