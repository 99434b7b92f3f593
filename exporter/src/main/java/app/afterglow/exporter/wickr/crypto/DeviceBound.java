package app.afterglow.exporter.wickr.crypto;

import app.afterglow.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Storage keys of a client that stays logged in: {@code skd.wic} is a cipher result under
 * SHA-256(device id) around a cipher result under the key in {@code skc.wic}.
 */
public final class DeviceBound {

  private DeviceBound() {}

  /**
   * Takes off the outer layer, which tells whether the device id is the right one.
   *
   * @param skd the bytes of {@code skd.wic}
   * @param deviceId on Windows the user's SID
   * @return the inner cipher result
   * @throws NotAuthenticException where the id is another, or {@code skd} is damaged
   */
  public static byte[] openOuter(byte[] skd, String deviceId) throws NotAuthenticException {
    try (Secret key = Secret.owning(sha256(deviceId))) {
      return CipherResult.open(key.bytes(), skd);
    }
  }

  /**
   * Takes off the inner layer.
   *
   * @param inner what {@link #openOuter} gave
   * @param skc the bytes of {@code skc.wic}
   * @return serialised storage keys, for the caller to close
   * @throws NotAuthenticException where {@code skc} doesn't belong to {@code skd}, or is damaged
   */
  public static Secret openInner(byte[] inner, byte[] skc) throws NotAuthenticException {
    try (CipherKey key = CipherKey.parse(skc)) {
      return Secret.owning(CipherResult.open(key.key().bytes(), inner));
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
