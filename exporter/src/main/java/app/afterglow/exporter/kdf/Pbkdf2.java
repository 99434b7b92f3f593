package app.afterglow.exporter.kdf;

import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * PBKDF2 (RFC 8018, section 5.2) over bytes: the JDK's own takes characters only, and what is
 * derived from is often a key.
 */
public enum Pbkdf2 {
  /** With HMAC-SHA-1. */
  SHA1,
  /** With HMAC-SHA-256. */
  SHA256,
  /** With HMAC-SHA-512. */
  SHA512;

  private static final int KEY_BITS = 256;

  /** A key of 32 bytes, the caller's to wipe. */
  public byte[] derive(byte[] password, byte[] salt, int iterations) {
    PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(digest());
    generator.init(password, salt, iterations);
    // Derived "MAC" parameters are plain bytes without a cipher attached to them.
    return ((KeyParameter) generator.generateDerivedMacParameters(KEY_BITS)).getKey();
  }

  private Digest digest() {
    return switch (this) {
      case SHA1 -> new SHA1Digest();
      case SHA256 -> new SHA256Digest();
      case SHA512 -> new SHA512Digest();
    };
  }
}
