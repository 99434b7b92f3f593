package app.afterglow.exporter.sqlcipher.salvage;

/**
 * SQLite's variable-length integers: up to eight bytes of seven bits each, the high bit set in all
 * but the last, and a ninth of eight bits ("Database File Format", section 1.6).
 */
final class Varint {

  private static final int MAX_BYTES = 9;

  private Varint() {}

  /** How many bytes the integer at {@code at} takes, 0 where it does not end before {@code end}. */
  static int length(byte[] bytes, int at, int end) {
    for (int i = 0; i < MAX_BYTES; i++) {
      if (at + i >= end) {
        return 0;
      }
      if (bytes[at + i] >= 0 || i == MAX_BYTES - 1) {
        return i + 1;
      }
    }
    return 0;
  }

  /** The integer at {@code at}, which is known to take {@code length} bytes. */
  static long value(byte[] bytes, int at, int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value =
          i == MAX_BYTES - 1
              ? value << 8 | bytes[at + i] & 0xff
              : value << 7 | bytes[at + i] & 0x7f;
    }
    return value;
  }
}
