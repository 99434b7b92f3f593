package app.afterglow.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A key of several parts whose bytes, compared as unsigned ones, order as the parts do one after
 * the other: for {@link SortedSpool}.
 *
 * <table>
 * <caption>Parts</caption>
 * <tr><td>number</td><td>8 bytes, big-endian, the sign turned over</td></tr>
 * <tr><td>text</td><td>its UTF-16 code units, big-endian, each 0 followed by a 1; then 0 0</td></tr>
 * </table>
 */
public final class SortKey {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);

  /** A key without parts. */
  public SortKey() {}

  /** Adds a number. */
  public SortKey number(long value) {
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value ^ Long.MIN_VALUE).array());
    return this;
  }

  /** Adds a time, to the millisecond. */
  public SortKey time(Instant time) {
    return number(time.toEpochMilli());
  }

  /** Adds a text, which orders as {@link String#compareTo} does. */
  public SortKey text(String text) {
    for (int i = 0; i < text.length(); i++) {
      unit(text.charAt(i));
      if (text.charAt(i) == 0) {
        unit(1);
      }
    }
    unit(0);
    unit(0);
    return this;
  }

  private void unit(int value) {
    bytes.write(value >> 8);
    bytes.write(value);
  }

  /** The key. */
  public byte[] bytes() {
    return bytes.toByteArray();
  }
}
