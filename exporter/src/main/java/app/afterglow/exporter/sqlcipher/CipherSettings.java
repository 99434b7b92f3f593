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
  SQLCIPHER_4("SQLCipher 4", "SHA-512", 64, 256_000, 4096),
  /** SQLCipher 3: 1024-byte pages, HMAC-SHA1, 64,000 iterations. */
  SQLCIPHER_3("SQLCipher 3", "SHA-1", 20, 64_000, 1024),
  /** SQLCipher 2: 1024-byte pages, HMAC-SHA1, 4,000 iterations. */
  SQLCIPHER_2("SQLCipher 2", "SHA-1", 20, 4_000, 1024);

  /** Bytes of a salt, an IV, and of an AES block. */
  static final int BLOCK = 16;

  /** Bytes of a page key. */
  static final int KEY_LENGTH = 32;

  /** Iterations that turn the page key into the HMAC key. */
  static final int HMAC_KEY_ITERATIONS = 2;

  /** What each byte of the salt is XORed with for the HMAC key. */
  static final byte HMAC_SALT_MASK = 0x3a;

  private final String label;
  private final String digest;
  private final int hmacLength;
  private final int iterations;
  private final int defaultPageSize;

  CipherSettings(String label, String digest, int hmacLength, int iterations, int defaultPageSize) {
    this.label = label;
    this.digest = digest;
    this.hmacLength = hmacLength;
    this.iterations = iterations;
    this.defaultPageSize = defaultPageSize;
  }

  /** The generation's name for people. */
  public String label() {
    return label;
  }

  /** The digest under HMAC and PBKDF2: {@code SHA-512} or {@code SHA-1}. */
  public String digest() {
    return digest;
  }

  /** What derives keys. */
  Pbkdf2 kdf() {
    return switch (this) {
      case SQLCIPHER_4 -> Pbkdf2.SHA512;
      case SQLCIPHER_3, SQLCIPHER_2 -> Pbkdf2.SHA1;
    };
  }

  /** Bytes of a page's HMAC. */
  public int hmacLength() {
    return hmacLength;
  }

  /** PBKDF2 iterations that turn a passphrase into the page key. */
  public int iterations() {
    return iterations;
  }

  /** Bytes of a page unless the application chose otherwise. */
  public int defaultPageSize() {
    return defaultPageSize;
  }

  /** Bytes at each page's end that hold IV, HMAC and padding. */
  public int reserve() {
    return (BLOCK + hmacLength + BLOCK - 1) / BLOCK * BLOCK;
  }
}
