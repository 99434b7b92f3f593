package app.afterglow.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.zip.Deflater;

/**
 * Tells content that is compressed already: deflating it again would cost time and gain nothing.
 */
final class Media {

  /** Bytes of a content's beginning that are looked at. */
  static final int SAMPLE = 1 << 16;

  /** What is shorter says too little of the rest, and is soon deflated. */
  private static final int SMALLEST_SAMPLE = 1 << 12;

  /** Deflating pays where at least one byte in this many goes away. */
  private static final int WORTH = 32;

  /** Beginnings of compressed formats, at the offset the format has them. */
  private record Magic(int offset, byte[] bytes) {
    static Magic of(int offset, int... bytes) {
      byte[] copy = new byte[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        copy[i] = (byte) bytes[i];
      }
      return new Magic(offset, copy);
    }

    static Magic of(int offset, String text) {
      return new Magic(offset, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    boolean stands(byte[] head, int length) {
      int end = offset + bytes.length;
      return end <= length && Arrays.equals(head, offset, end, bytes, 0, bytes.length);
    }
  }

  private static final Magic[] COMPRESSED = {
    Magic.of(0, 0xff, 0xd8, 0xff), // JPEG
    Magic.of(0, 0x89, 'P', 'N', 'G'),
    Magic.of(0, "GIF8"),
    Magic.of(8, "WEBP"),
    Magic.of(4, "ftyp"), // MP4, QuickTime, HEIC, AVIF
    Magic.of(0, 0x1a, 0x45, 0xdf, 0xa3), // Matroska, WebM
    Magic.of(0, "OggS"),
    Magic.of(0, "ID3"),
    Magic.of(0, 0xff, 0xfb), // MPEG audio, layer 3
    Magic.of(0, 0xff, 0xf1), // AAC in ADTS
    Magic.of(0, 0xff, 0xf9),
    Magic.of(0, "fLaC"),
    Magic.of(0, "#!AMR"),
    Magic.of(0, 'P', 'K', 3, 4), // ZIP, and the office formats in it
    Magic.of(0, 0x1f, 0x8b), // gzip
    Magic.of(0, "BZh"),
    Magic.of(0, 0xfd, '7', 'z', 'X', 'Z'),
    Magic.of(0, '7', 'z', 0xbc, 0xaf, 0x27, 0x1c),
    Magic.of(0, 0x28, 0xb5, 0x2f, 0xfd), // Zstandard
    Magic.of(0, "Rar!"),
    Magic.of(0, "age-encryption.org/"),
  };

  private static final Set<String> COMPRESSED_TYPES =
      Set.of(
          "application/gzip",
          "application/x-7z-compressed",
          "application/x-bzip2",
          "application/x-xz",
          "application/zip",
          "application/zstd",
          "image/avif",
          "image/gif",
          "image/heic",
          "image/heif",
          "image/jpeg",
          "image/png",
          "image/webp");

  private static final Set<String> UNCOMPRESSED_SOUNDS =
      Set.of(
          "audio/aiff", "audio/l16", "audio/vnd.wave", "audio/wav", "audio/x-aiff", "audio/x-wav");

  private Media() {}

  /**
   * Whether a content begins as a compressed format does, or is one that hardly shrinks: a PDF of
   * photographs, an encrypted container, a database of compressed values.
   */
  static boolean isCompressed(byte[] head, int length) {
    for (Magic magic : COMPRESSED) {
      if (magic.stands(head, length)) {
        return true;
      }
    }
    return length >= SMALLEST_SAMPLE && deflated(head, length) > length - length / WORTH;
  }

  private static int deflated(byte[] head, int length) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setInput(head, 0, length);
      deflater.finish();
      byte[] packed = new byte[length];
      int size = deflater.deflate(packed);
      Arrays.fill(packed, (byte) 0);
      return deflater.finished() ? size : length;
    } finally {
      deflater.end();
    }
  }

  /** Whether a media type is a compressed format's. */
  static boolean isCompressedType(String mediaType) {
    int end = mediaType.indexOf(';');
    String type =
        (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return COMPRESSED_TYPES.contains(type)
        || type.startsWith("video/")
        || (type.startsWith("audio/") && !UNCOMPRESSED_SOUNDS.contains(type));
  }
}
