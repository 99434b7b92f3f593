package app.afterglow.exporter.sqlcipher.salvage;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How a database stores text ("Database File Format", section 1.3.13). */
enum TextEncoding {
  UTF_8(StandardCharsets.UTF_8),
  UTF_16LE(StandardCharsets.UTF_16LE),
  UTF_16BE(StandardCharsets.UTF_16BE);

  private final Charset charset;

  TextEncoding(Charset charset) {
    this.charset = charset;
  }

  /** The encoding of the header's number; UTF-8 where it is none of the three. */
  static TextEncoding of(int number) {
    return number >= 1 && number <= 3 ? values()[number - 1] : UTF_8;
  }

  String decode(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, charset);
  }
}
