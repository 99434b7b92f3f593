package app.afterglow.exporter.wickr.sample;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a protobuf message, field by field. */
final class WireWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  WireWriter bytes(int number, byte[] content) {
    varint((long) number << 3 | 2);
    varint(content.length);
    out.writeBytes(content);
    return this;
  }

  WireWriter text(int number, String text) {
    return bytes(number, text.getBytes(StandardCharsets.UTF_8));
  }

  WireWriter number(int number, long value) {
    varint((long) number << 3);
    varint(value);
    return this;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
