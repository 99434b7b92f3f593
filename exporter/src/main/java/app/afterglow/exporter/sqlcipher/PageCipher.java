package app.afterglow.exporter.sqlcipher;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Authenticates and decrypts pages. The HMAC covers ciphertext, IV and the page number (4 bytes,
 * little-endian). Page 1 begins with the salt instead of SQLite's magic; those 16 bytes are neither
 * encrypted nor authenticated. Belongs to one thread at a time.
 */
public final class PageCipher {

  /** What a plain SQLite database begins with. */
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private final CipherScheme scheme;
  private final Mac mac;
  private final Cipher cipher;
  private final SecretKeySpec key;
  private final byte[] tag;
  private final byte[] pageNumber = new byte[4];

  /** With copies of the keys, which stay the caller's. */
  public PageCipher(PageKeys keys, CipherScheme scheme) {
    this.scheme = scheme;
    this.tag = new byte[scheme.settings().hmacLength()];
    try {
      this.mac = Mac.getInstance(scheme.settings().hmac());
      this.mac.init(new SecretKeySpec(keys.hmac().bytes(), scheme.settings().hmac()));
      this.cipher = Cipher.getInstance("AES/CBC/NoPadding");
      this.key = new SecretKeySpec(keys.cipher().bytes(), "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether these bytes are what was written as this page. */
  public boolean authenticates(byte[] page, int number) {
    if (!scheme.hasRoom()) {
      return false;
    }
    int end = scheme.pageSize() - scheme.reserve();
    int start = start(number);
    for (int i = 0; i < 4; i++) {
      pageNumber[i] = (byte) (number >>> 8 * i);
    }
    try {
      mac.update(page, start, end - start + CipherScheme.IV_BYTES);
      mac.update(pageNumber);
      mac.doFinal(tag, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    int at = end + CipherScheme.IV_BYTES;
    return Arrays.equals(tag, 0, tag.length, page, at, at + tag.length);
  }

  /** Decrypts an authenticated page; its reserve is left zero. */
  public void decrypt(byte[] page, int number, byte[] into) {
    int end = scheme.pageSize() - scheme.reserve();
    int start = start(number);
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(page, end, CipherScheme.IV_BYTES));
      cipher.doFinal(page, start, end - start, into, start);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    Arrays.fill(into, end, scheme.pageSize(), (byte) 0);
    if (number == 1) {
      System.arraycopy(MAGIC, 0, into, 0, MAGIC.length);
    }
  }

  /** Whether bytes begin as a plain SQLite database does. */
  public static boolean isPlain(byte[] bytes) {
    return bytes.length >= MAGIC.length
        && Arrays.equals(MAGIC, 0, MAGIC.length, bytes, 0, MAGIC.length);
  }

  private static int start(int number) {
    return number == 1 ? CipherScheme.SALT_BYTES : 0;
  }
}
