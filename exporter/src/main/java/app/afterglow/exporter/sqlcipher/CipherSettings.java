package app.afterglow.exporter.sqlcipher;

import app.afterglow.exporter.kdf.Pbkdf2;

/**
 * The settings that each generation of SQLCipher gives a database unless told otherwise.
 *
 * <p>A page of such a database: ciphertext (AES-256-CBC), then the reserve at its end: IV (16
 * bytes), HMAC over ciphertext, IV and page number (little-endian, 4 bytes), padding to 16. Page 1
 * begins with the database's salt (16 bytes) in place of SQLite's magic; its ciphertext starts
 * after it. The HMAC key is PBKDF2 of the page key over the salt with every byte XOR 0x3a, 2
 * iterations.
 */
public enum CipherSettings {
  /** SQLCipher 4: 4096-byte pages, HMAC-SHA512, 256,000 iterations. */
  SQLCIPHER_4("SQLCipher 4", "HmacSHA512", 64, Pbkdf2.SHA512, 256_000, 4096),
  /** SQLCipher 3: 1024-byte pages, HMAC-SHA1, 64,000 iterations. */
  SQLCIPHER_3("SQLCipher 3", "HmacSHA1", 20, Pbkdf2.SHA1, 64_000, 1024),
  /** SQLCipher 2: 1024-byte pages, HMAC-SHA1, 4,000 iterations. */
  SQLCIPHER_2("SQLCipher 2", "HmacSHA1", 20, Pbkdf2.SHA1, 4_000, 1024);

  private final String label;
  private final String hmac;
  private final int hmacLength;
  private final Pbkdf2 kdf;
  private final int iterations;
  private final int defaultPageSize;

  CipherSettings(
      String label, String hmac, int hmacLength, Pbkdf2 kdf, int iterations, int defaultPageSize) {
    this.label = label;
    this.hmac = hmac;
    this.hmacLength = hmacLength;
    this.kdf = kdf;
    this.iterations = iterations;
    this.defaultPageSize = defaultPageSize;
  }

  /** The generation's name for people. */
  public String label() {
    return label;
  }

  /** The name of the pages' HMAC: {@code HmacSHA512} or {@code HmacSHA1}. */
  String hmac() {
    return hmac;
  }

  /** What derives keys. */
  Pbkdf2 kdf() {
    return kdf;
  }

  /** Bytes of a page's HMAC. */
  public int hmacLength() {
    return hmacLength;
  }

  /** PBKDF2 iterations that turn a passphrase into the page key. */
  public int iterations() {
    return iterations;
  }

  /** The settings with the page size that goes with them unless the application chose another. */
  public CipherScheme defaults() {
    return new CipherScheme(this, defaultPageSize);
  }
}
