package app.afterglow.exporter.sqlcipher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The first bytes of a database, against which keys are tried. */
final class PageOne {

  static final int SMALLEST_PAGE = 512;
  static final int LARGEST_PAGE = 65_536;

  private final byte[] bytes;

  private PageOne(byte[] bytes) {
    this.bytes = bytes;
  }

  static PageOne of(Path database) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LARGEST_PAGE);
    try (FileChannel channel = FileChannel.open(database, StandardOpenOption.READ)) {
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // until the buffer is full or the file at its end
      }
    }
    return new PageOne(Arrays.copyOf(buffer.array(), buffer.position()));
  }

  int length() {
    return bytes.length;
  }

  /** True where the file is a plain SQLite database. */
  boolean isPlainSqlite() {
    return startsWith(bytes, "SQLite format 3\0");
  }

  private static boolean startsWith(byte[] bytes, String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      if (i >= bytes.length || bytes[i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  byte[] salt() {
    return Arrays.copyOf(bytes, CipherSettings.BLOCK);
  }

  /** The key under which pages of this database are authenticated. */
  byte[] hmacKey(CipherSettings settings, byte[] pageKey) {
    byte[] salt = salt();
    for (int i = 0; i < salt.length; i++) {
      salt[i] ^= CipherSettings.HMAC_SALT_MASK;
    }
    return settings.kdf().derive(pageKey, salt, CipherSettings.HMAC_KEY_ITERATIONS);
  }

  /** Whether page 1, taken as {@code pageSize} bytes long, carries the HMAC of this key. */
  boolean authenticates(CipherSettings settings, int pageSize, byte[] hmacKey) {
    if (bytes.length < pageSize || pageSize <= settings.reserve() + CipherSettings.BLOCK) {
      return false;
    }
    int ivEnd = pageSize - settings.reserve() + CipherSettings.BLOCK;
    try {
      String algorithm = "Hmac" + settings.digest().replace("-", "");
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(hmacKey, algorithm));
      mac.update(bytes, CipherSettings.BLOCK, ivEnd - CipherSettings.BLOCK);
      mac.update(new byte[] {1, 0, 0, 0});
      byte[] stored = Arrays.copyOfRange(bytes, ivEnd, ivEnd + settings.hmacLength());
      return MessageDigest.isEqual(mac.doFinal(), stored);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA1 and HMAC-SHA512", e);
    }
  }
}
