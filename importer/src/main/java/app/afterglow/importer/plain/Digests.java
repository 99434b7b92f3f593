package app.afterglow.importer.plain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Stable short names made of long ones, by SHA-256. */
public final class Digests {

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Digests() {}

  /** The first 64 bits of the SHA-256 of these words, each ended by a zero byte. */
  public static long of(String... words) {
    return ByteBuffer.wrap(sha256(words)).getLong();
  }

  /** {@code characters} (at most 51) of A-Z and 2-7, 5 bits each, of the words' SHA-256. */
  public static String base32(int characters, String... words) {
    byte[] digest = sha256(words);
    var out = new StringBuilder(characters);
    for (int i = 0; i < characters; i++) {
      int bit = i * 5;
      int window = (digest[bit / 8] & 0xff) << 8;
      if (bit / 8 + 1 < digest.length) {
        window |= digest[bit / 8 + 1] & 0xff;
      }
      out.append(BASE32.charAt((window >> (11 - bit % 8)) & 31));
    }
    return out.toString();
  }

  /** A UUID of version 8 (RFC 9562, section 5.8) out of the words' SHA-256. */
  public static String uuid(String... words) {
    ByteBuffer digest = ByteBuffer.wrap(sha256(words));
    long high = (digest.getLong() & 0xffffffffffff0fffL) | 0x8000L;
    long low = (digest.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new java.util.UUID(high, low).toString();
  }

  private static byte[] sha256(String... words) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String word : words) {
        digest.update(word.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
