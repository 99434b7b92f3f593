package app.afterglow.exporter.wickr.payload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A protobuf message read without its schema: fields in the order of the wire, nested messages left
 * as bytes. Groups (wire types 3 and 4, out of use) make it no message.
 *
 * <pre>
 * field   key (varint: number << 3 | type) | value
 * type 0  varint, 7 bits a byte, least first, at most 10 bytes
 * type 1  8 bytes little-endian
 * type 2  length (varint) | bytes
 * type 5  4 bytes little-endian
 * </pre>
 *
 * @param fields the fields
 */
public record WireMessage(List<WireField> fields) {

  private static final int MOST_FIELDS = 100_000;
  private static final int HIGHEST_NUMBER = (1 << 29) - 1;

  public WireMessage {
    fields = List.copyOf(fields);
  }

  /** Reads a message; empty where these bytes are none. */
  public static Optional<WireMessage> parse(byte[] bytes) {
    List<WireField> fields = new ArrayList<>();
    Cursor in = new Cursor(bytes);
    while (in.position < bytes.length) {
      WireField field = field(in);
      if (field == null || fields.size() == MOST_FIELDS) {
        return Optional.empty();
      }
      fields.add(field);
    }
    return Optional.of(new WireMessage(fields));
  }

  /** The last bytes of this number, as protobuf reads a field that comes twice; null if none. */
  public byte @Nullable [] bytes(int number) {
    byte[] last = null;
    for (WireField field : fields) {
      byte[] found = field.bytesOf(number);
      last = found == null ? last : found;
    }
    return last;
  }

  /** The last varint of this number, or {@code otherwise}. */
  public long varint(int number, long otherwise) {
    long last = otherwise;
    for (WireField field : fields) {
      if (field.number() == number && field.type() == WireField.Type.VARINT) {
        last = field.value();
      }
    }
    return last;
  }

  private static @Nullable WireField field(Cursor in) {
    long key = in.varint();
    long number = key >>> 3;
    if (in.failed || number < 1 || number > HIGHEST_NUMBER) {
      return null;
    }
    WireField field =
        switch ((int) key & 7) {
          case 0 -> new WireField((int) number, WireField.Type.VARINT, in.varint(), null);
          case 1 -> new WireField((int) number, WireField.Type.FIXED64, in.fixed(8), null);
          case 2 -> new WireField((int) number, WireField.Type.BYTES, 0, in.delimited());
          case 5 -> new WireField((int) number, WireField.Type.FIXED32, in.fixed(4), null);
          default -> null;
        };
    return in.failed ? null : field;
  }

  /** A place in some bytes; once something didn't fit, {@code failed} stays true. */
  private static final class Cursor {
    private final byte[] bytes;
    private int position;
    private boolean failed;

    Cursor(byte[] bytes) {
      this.bytes = bytes;
    }

    long varint() {
      long value = 0;
      for (int shift = 0; shift < 70; shift += 7) {
        if (position >= bytes.length) {
          break;
        }
        byte next = bytes[position++];
        value |= (long) (next & 0x7f) << shift;
        if (next >= 0) {
          // The tenth byte has room for one bit.
          failed |= shift == 63 && next > 1;
          return value;
        }
      }
      failed = true;
      return 0;
    }

    long fixed(int length) {
      if (bytes.length - position < length) {
        failed = true;
        return 0;
      }
      long value = 0;
      for (int i = 0; i < length; i++) {
        value |= (bytes[position++] & 0xffL) << (8 * i);
      }
      return value;
    }

    byte[] delimited() {
      long length = varint();
      if (failed || length < 0 || length > bytes.length - position) {
        failed = true;
        return new byte[0];
      }
      byte[] content = Arrays.copyOfRange(bytes, position, position + (int) length);
      position += (int) length;
      return content;
    }
  }
}
