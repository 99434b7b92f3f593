package app.afterglow.importer.html;

import java.util.HexFormat;

/**
 * 64 bits of a text as 16 hex digits: FNV-1a over its UTF-16 units from two starting points, as in
 * the reader's {@code script-index.ts}. It only makes a short term of a long id: whatever is found
 * by it is compared in full.
 */
final class ShortHash {

  private static final int PRIME = 0x01000193;

  private ShortHash() {}

  static String of(String text) {
    int a = 0x811c9dc5;
    int b = 0x9747b28c;
    for (int i = 0; i < text.length(); i++) {
      a = (a ^ text.charAt(i)) * PRIME;
      b = (b ^ text.charAt(i)) * PRIME;
    }
    return HexFormat.of().toHexDigits(a) + HexFormat.of().toHexDigits(b);
  }
}
