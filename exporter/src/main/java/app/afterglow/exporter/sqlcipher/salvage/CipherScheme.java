package app.afterglow.exporter.sqlcipher.salvage;

import app.afterglow.exporter.kdf.Pbkdf2;
import java.util.List;

/**
 * How a SQLCipher database is encrypted. Every page is AES-256-CBC and ends with a reserve of
 *
 * <pre>
 * IV (16) | HMAC (20, 32 or 64) | padding up to a multiple of 16
 * </pre>
 *
 * @param digest the hash of both the key derivation and the pages' HMAC
 * @param iterations PBKDF2 rounds that turn a passphrase into the key
 * @param pageSize bytes of a page, a power of two from 512 to 65536
 */
public record CipherScheme(Digest digest, int iterations, int pageSize) {

  /** Every page size SQLite knows, in bytes. */
  public static final List<Integer> PAGE_SIZES =
      List.of(512, 1024, 2048, 4096, 8192, 16384, 32768, 65536);

  /** SQLCipher 4 with its defaults. */
  public static final CipherScheme V4 = new CipherScheme(Digest.SHA512, 256_000, 4096);

  /** SQLCipher 3 with its defaults. */
  public static final CipherScheme V3 = new CipherScheme(Digest.SHA1, 64_000, 1024);

  /** SQLCipher 2 with its defaults. */
  public static final CipherScheme V2 = new CipherScheme(Digest.SHA1, 4_000, 1024);

  static final int IV_BYTES = 16;
  static final int SALT_BYTES = 16;
  static final int KEY_BYTES = 32;

  /** A scheme whose page size SQLite knows. */
  public CipherScheme {
    if (!PAGE_SIZES.contains(pageSize) || iterations < 1) {
      throw new IllegalArgumentException("page size " + pageSize + ", iterations " + iterations);
    }
  }

  /** The same with another page size. */
  public CipherScheme withPageSize(int bytes) {
    return new CipherScheme(digest, iterations, bytes);
  }

  /** Bytes at a page's end that SQLite leaves to the cipher. */
  int reserve() {
    int used = IV_BYTES + digest.bytes();
    return (used + IV_BYTES - 1) / IV_BYTES * IV_BYTES;
  }

  /** A hash function that SQLCipher knows. */
  public enum Digest {
    /** SQLCipher 1 to 3. */
    SHA1("HmacSHA1", 20, Pbkdf2.SHA1),
    /** A setting of SQLCipher 4. */
    SHA256("HmacSHA256", 32, Pbkdf2.SHA256),
    /** SQLCipher 4. */
    SHA512("HmacSHA512", 64, Pbkdf2.SHA512);

    private final String hmac;
    private final int bytes;
    private final Pbkdf2 kdf;

    Digest(String hmac, int bytes, Pbkdf2 kdf) {
      this.hmac = hmac;
      this.bytes = bytes;
      this.kdf = kdf;
    }

    Pbkdf2 kdf() {
      return kdf;
    }

    String hmac() {
      return hmac;
    }

    int bytes() {
      return bytes;
    }
  }
}
