package app.afterglow.exporter.sqlcipher.salvage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decoded record ("Database File Format", section 2.1): a header of varints, its own length and
 * one serial type a value, then the values.
 *
 * @param values null, Long, Double, String or byte[]; those after the readable ones are null
 * @param readable how many of them, from the first on, could be read
 */
record StoredRecord(List<@Nullable Object> values, int readable) {

  private static final int MAX_VALUES = 32_768;

  /**
   * Decodes a record.
   *
   * @param payload the record's bytes
   * @param available how many of them there are; the rest stood on pages that can't be read
   * @param declared how many there ought to be
   * @return null where not even the header can be read
   */
  static @Nullable StoredRecord decode(
      byte[] payload, int available, long declared, TextEncoding encoding) {
    int lengthBytes = Varint.length(payload, 0, available);
    if (lengthBytes == 0) {
      return null;
    }
    long header = Varint.value(payload, 0, lengthBytes);
    if (header < lengthBytes || header > available) {
      return null;
    }
    int end = (int) header;
    List<@Nullable Object> values = new ArrayList<>();
    int readable = 0;
    long body = end;
    boolean whole = true;
    for (int at = lengthBytes; at < end; ) {
      int bytes = Varint.length(payload, at, end);
      if (bytes == 0 || values.size() >= MAX_VALUES) {
        return null;
      }
      long type = Varint.value(payload, at, bytes);
      at += bytes;
      long size = size(type);
      if (size < 0 || body + size > declared) {
        return null;
      }
      whole &= body + size <= available;
      values.add(whole ? value(payload, (int) body, type, (int) size, encoding) : null);
      readable += whole ? 1 : 0;
      body += size;
    }
    return new StoredRecord(values, readable);
  }

  /** Bytes of a value of this serial type, -1 for the types that don't exist. */
  private static long size(long type) {
    if (type < 0 || type == 10 || type == 11) {
      return -1;
    }
    if (type >= 12) {
      return (type - 12) / 2;
    }
    return switch ((int) type) {
      case 0, 8, 9 -> 0;
      case 5 -> 6;
      case 6, 7 -> 8;
      default -> type;
    };
  }

  private static @Nullable Object value(
      byte[] bytes, int at, long type, int size, TextEncoding encoding) {
    if (type >= 12) {
      return type % 2 == 0
          ? Arrays.copyOfRange(bytes, at, at + size)
          : encoding.decode(bytes, at, size);
    }
    return switch ((int) type) {
      case 0 -> null;
      case 7 -> {
        double real = Double.longBitsToDouble(whole(bytes, at, size));
        // SQLite gives back a stored NaN as NULL.
        yield Double.isNaN(real) ? null : real;
      }
      case 8 -> 0L;
      case 9 -> 1L;
      default -> whole(bytes, at, size);
    };
  }

  private static long whole(byte[] bytes, int at, int size) {
    long value = bytes[at];
    for (int i = 1; i < size; i++) {
      value = value << 8 | bytes[at + i] & 0xff;
    }
    return value;
  }
}
