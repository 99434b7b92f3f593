package app.afterglow.exporter.sqlcipher.salvage;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * PBKDF2 (RFC 8018, section 5.2) over arbitrary bytes: the JDK's own takes characters only, and
 * SQLCipher derives its HMAC key from a binary key.
 */
final class Pbkdf2 {

  private Pbkdf2() {}

  static byte[] derive(
      CipherScheme.Digest digest, byte[] password, byte[] salt, int iterations, int length) {
    byte[] key = new byte[length];
    byte[] round = new byte[digest.bytes()];
    byte[] sum = new byte[digest.bytes()];
    try {
      Mac mac = Mac.getInstance(digest.hmac());
      mac.init(new SecretKeySpec(password, digest.hmac()));
      for (int block = 1, at = 0; at < length; block++, at += sum.length) {
        mac.update(salt);
        mac.update(new byte[] {0, 0, 0, (byte) block});
        mac.doFinal(round, 0);
        System.arraycopy(round, 0, sum, 0, sum.length);
        for (int i = 1; i < iterations; i++) {
          mac.update(round);
          mac.doFinal(round, 0);
          for (int k = 0; k < sum.length; k++) {
            sum[k] ^= round[k];
          }
        }
        System.arraycopy(sum, 0, key, at, Math.min(sum.length, length - at));
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      Arrays.fill(round, (byte) 0);
      Arrays.fill(sum, (byte) 0);
    }
  }
}
