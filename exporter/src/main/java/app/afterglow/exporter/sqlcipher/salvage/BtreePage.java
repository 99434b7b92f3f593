package app.afterglow.exporter.sqlcipher.salvage;

/**
 * A page of a b-tree ("Database File Format", section 1.6). Every access is checked: what points
 * outside of the page does not exist.
 *
 * <pre>
 * header  type (1) | first free block (2) | cells (2) | content start (2) | fragments (1)
 *         | right child (4), inner pages only
 * then    2 bytes a cell: its place in the page
 * </pre>
 *
 * <p>On page 1 the header follows the database's own of 100 bytes.
 */
final class BtreePage {

  static final int INDEX_INNER = 0x02;
  static final int TABLE_INNER = 0x05;
  static final int INDEX_LEAF = 0x0a;
  static final int TABLE_LEAF = 0x0d;
  static final int DATABASE_HEADER = 100;
  private static final int LEAF_HEADER = 8;
  private static final int INNER_HEADER = 12;

  private final byte[] bytes;
  private final int number;
  private final int start;
  private final int usable;

  /** A view of a page's bytes. */
  BtreePage(byte[] bytes, int number, int usable) {
    this.bytes = bytes;
    this.number = number;
    this.start = number == 1 ? DATABASE_HEADER : 0;
    this.usable = usable;
  }

  byte[] bytes() {
    return bytes;
  }

  int number() {
    return number;
  }

  int usable() {
    return usable;
  }

  int type() {
    return bytes[start];
  }

  static boolean isBtree(int type) {
    return type == INDEX_INNER || type == TABLE_INNER || type == INDEX_LEAF || type == TABLE_LEAF;
  }

  boolean inner() {
    return type() == INDEX_INNER || type() == TABLE_INNER;
  }

  /** How many cells the page claims, or as many as could stand in it. */
  int cells() {
    return Math.min(u16(start + 3), (usable - start - header()) / 2);
  }

  /** Whether the page claims no more cells than could stand in it. */
  boolean plausible() {
    return isBtree(type()) && u16(start + 3) == cells();
  }

  /** Where a cell stands, -1 where its pointer leads out of the page or into its head. */
  int cell(int index) {
    int at = u16(start + header() + 2 * index);
    return at >= start + header() + 2 * cells() && at < usable ? at : -1;
  }

  /** An inner page's last child. */
  int rightChild() {
    return i32(start + 8);
  }

  private int header() {
    return inner() ? INNER_HEADER : LEAF_HEADER;
  }

  private int u16(int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  int i32(int at) {
    return i32(bytes, at);
  }

  static int i32(byte[] bytes, int at) {
    return bytes[at] << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | bytes[at + 3] & 0xff;
  }
}
