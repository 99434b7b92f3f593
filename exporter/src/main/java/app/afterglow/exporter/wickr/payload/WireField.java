package app.afterglow.exporter.wickr.payload;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One field of a protobuf message, as the wire carries it.
 *
 * @param number the field's number, 1 and up
 * @param type the wire type
 * @param value the number of a varint, fixed64 or fixed32; unused otherwise
 * @param bytes the content of a length-delimited field; null otherwise
 */
public record WireField(int number, Type type, long value, byte @Nullable [] bytes) {

  /** The wire types that are still in use. */
  public enum Type {
    VARINT,
    FIXED64,
    BYTES,
    FIXED32
  }

  /** The content of a length-delimited field, null for every other. */
  byte @Nullable [] bytesOf(int wantedNumber) {
    return number == wantedNumber && type == Type.BYTES ? bytes : null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WireField that
        && number == that.number
        && type == that.type
        && value == that.value
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * number + Long.hashCode(value) + Arrays.hashCode(bytes);
  }
}
