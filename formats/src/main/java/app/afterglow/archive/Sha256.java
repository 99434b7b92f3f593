package app.afterglow.archive;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 and its 64 lower-case hex digits. */
final class Sha256 {

  static final int LENGTH = 32;

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  private Sha256() {}

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean isHex(String text) {
    return HEX.matcher(text).matches();
  }

  static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }

  /**
   * The hash's bytes.
   *
   * @throws IllegalArgumentException where it is not 64 lower-case hex digits
   */
  static byte[] bytes(String hex) {
    if (!isHex(hex)) {
      throw new IllegalArgumentException("not 64 lower-case hex digits: " + hex);
    }
    return HexFormat.of().parseHex(hex);
  }
}
