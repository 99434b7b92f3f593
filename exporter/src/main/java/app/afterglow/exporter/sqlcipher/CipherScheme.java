package app.afterglow.exporter.sqlcipher;

import java.util.List;

/**
 * How a SQLCipher database is encrypted.
 *
 * @param settings the generation of SQLCipher
 * @param pageSize bytes of a page, a power of two from 512 to 65536
 */
public record CipherScheme(CipherSettings settings, int pageSize) {

  /** Every page size SQLite knows, in bytes. */
  public static final List<Integer> PAGE_SIZES =
      List.of(512, 1024, 2048, 4096, 8192, 16384, 32768, 65536);

  /** SQLCipher 4 with its defaults. */
  public static final CipherScheme V4 = CipherSettings.SQLCIPHER_4.defaults();

  /** SQLCipher 3 with its defaults. */
  public static final CipherScheme V3 = CipherSettings.SQLCIPHER_3.defaults();

  /** SQLCipher 2 with its defaults. */
  public static final CipherScheme V2 = CipherSettings.SQLCIPHER_2.defaults();

  /** Bytes of a database's salt, with which it begins. */
  public static final int SALT_BYTES = 16;

  /** Bytes of a page key. */
  public static final int KEY_BYTES = 32;

  static final int IV_BYTES = 16;

  /** A scheme whose page size SQLite knows. */
  public CipherScheme {
    if (!PAGE_SIZES.contains(pageSize)) {
      throw new IllegalArgumentException("page size " + pageSize);
    }
  }

  /** The same with another page size. */
  public CipherScheme withPageSize(int bytes) {
    return new CipherScheme(settings, bytes);
  }

  /** Bytes at a page's end that SQLite leaves to the cipher. */
  public int reserve() {
    int used = IV_BYTES + settings.hmacLength();
    return (used + IV_BYTES - 1) / IV_BYTES * IV_BYTES;
  }

  /** Whether a page holds anything at all beside salt and reserve. */
  boolean hasRoom() {
    return pageSize > reserve() + SALT_BYTES;
  }
}
