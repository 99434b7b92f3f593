package app.afterglow.exporter.sqlcipher;

import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/** PBKDF2 over bytes: the JDK's own takes characters only, and the HMAC key's input is none. */
final class Pbkdf2 {

  private Pbkdf2() {}

  static byte[] derive(CipherSettings settings, byte[] password, byte[] salt, int iterations) {
    Digest digest =
        switch (settings) {
          case SQLCIPHER_4 -> new SHA512Digest();
          case SQLCIPHER_3, SQLCIPHER_2 -> new SHA1Digest();
        };
    PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(digest);
    generator.init(password, salt, iterations);
    // Derived "MAC" parameters are plain bytes without a cipher attached to them.
    return ((KeyParameter) generator.generateDerivedMacParameters(CipherSettings.KEY_LENGTH * 8))
        .getKey();
  }
}
