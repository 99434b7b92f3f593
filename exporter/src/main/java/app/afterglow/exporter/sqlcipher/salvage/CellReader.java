package app.afterglow.exporter.sqlcipher.salvage;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the cells of a page with their overflow chains ("Database File Format", section 1.6):
 *
 * <pre>
 * table leaf   payload length (varint) | rowid (varint) | payload | first overflow page (4)
 * index leaf                    payload length (varint) | payload | first overflow page (4)
 * index inner  left child (4) | payload length (varint) | payload | first overflow page (4)
 * overflow page                 next page (4) | payload
 * </pre>
 *
 * <p>An overflow page is used once: a second chain that leads to it ends there, so that no input
 * costs more than its size. Belongs to one thread.
 */
final class CellReader {

  private final PageSource source;
  private final PageIndex index;
  private final TextEncoding encoding;
  private final int maxBytes;
  private final BitSet overflowUsed = new BitSet();
  private final byte[] overflow;

  CellReader(PageSource source, PageIndex index, TextEncoding encoding, int maxBytes) {
    this.source = source;
    this.index = index;
    this.encoding = encoding;
    this.maxBytes = maxBytes;
    this.overflow = new byte[source.pageSize()];
  }

  /**
   * A cell's content.
   *
   * @param rowid the rowid, 0 in an index
   * @param record the record, null where not even its header can be read
   * @param bytes what the cell takes up of its page
   * @param brokenAt the overflow page where the record broke off, 0 where it didn't
   */
  record Cell(long rowid, @Nullable StoredRecord record, int bytes, int brokenAt) {}

  private record Payload(byte[] bytes, int available, int brokenAt) {}

  /** Reads a cell that holds a row or an index entry; null where there is none at its place. */
  @Nullable Cell read(BtreePage page, int number) throws IOException {
    int start = page.cell(number);
    if (start < 0) {
      return null;
    }
    byte[] bytes = page.bytes();
    int end = page.usable();
    int at = start + (page.type() == BtreePage.INDEX_INNER ? 4 : 0);
    int lengthBytes = Varint.length(bytes, at, end);
    long declared = lengthBytes == 0 ? -1 : Varint.value(bytes, at, lengthBytes);
    if (declared < 0 || declared > Integer.MAX_VALUE) {
      return null;
    }
    at += lengthBytes;
    boolean table = page.type() == BtreePage.TABLE_LEAF;
    long rowid = 0;
    if (table) {
      int rowidBytes = Varint.length(bytes, at, end);
      if (rowidBytes == 0) {
        return null;
      }
      rowid = Varint.value(bytes, at, rowidBytes);
      at += rowidBytes;
    }
    int local = local((int) declared, end, table);
    int after = at + local + (local < declared ? 4 : 0);
    if (after > end) {
      return null;
    }
    Payload payload = payload(page, at, local, (int) declared);
    StoredRecord record =
        StoredRecord.decode(payload.bytes(), payload.available(), declared, encoding);
    return new Cell(rowid, record, after - start, payload.brokenAt());
  }

  /** Payload bytes that stand in the cell itself. */
  private static int local(int declared, int usable, boolean table) {
    int most = table ? usable - 35 : (usable - 12) * 64 / 255 - 23;
    if (declared <= most) {
      return declared;
    }
    int least = (usable - 12) * 32 / 255 - 23;
    int even = least + (declared - least) % (usable - 4);
    return even <= most ? even : least;
  }

  private Payload payload(BtreePage page, int at, int local, int declared) throws IOException {
    byte[] start = Arrays.copyOfRange(page.bytes(), at, at + local);
    if (local == declared) {
      return new Payload(start, local, 0);
    }
    int next = page.i32(at + local);
    long room = (long) index.pages() * (source.usableSize() - 4);
    if (declared > maxBytes || declared - local > room) {
      return new Payload(start, local, next);
    }
    byte[] all = start;
    int filled = local;
    while (filled < declared) {
      if (!index.contains(next)
          || overflowUsed.get(next)
          || source.read(next, overflow) != PageState.READABLE) {
        return new Payload(all, filled, next == 0 ? page.number() : next);
      }
      overflowUsed.set(next);
      int part = Math.min(declared - filled, source.usableSize() - 4);
      if (all.length < filled + part) {
        // Grows with what was really read, never with what a length claims.
        all = Arrays.copyOf(all, (int) Math.min(declared, 2L * (filled + part)));
      }
      System.arraycopy(overflow, 4, all, filled, part);
      filled += part;
      next = BtreePage.i32(overflow, 0);
    }
    return new Payload(all, filled, 0);
  }
}
