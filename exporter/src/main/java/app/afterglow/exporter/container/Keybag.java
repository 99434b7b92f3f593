package app.afterglow.exporter.container;

import app.afterglow.exporter.kdf.Pbkdf2;
import app.afterglow.secret.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keybag of an encrypted Apple backup: {@code BackupKeyBag} in {@code Manifest.plist}.
 *
 * <p>Records of a four-letter tag, a length (4 bytes, big-endian) and a value. {@code SALT}, {@code
 * ITER}, {@code DPSL} and {@code DPIC} say how the password becomes a key: PBKDF2-HMAC-SHA256 over
 * {@code DPSL} first (since iOS 10.2), then PBKDF2-HMAC-SHA1 over {@code SALT}. After the bag's own
 * {@code UUID}, each further {@code UUID} begins a class key: {@code CLAS} its number, {@code WRAP}
 * how it is wrapped (2: by the password), {@code WPKY} the key, wrapped as RFC 3394 says.
 */
final class Keybag implements AutoCloseable {

  private static final int WRAPPED_BY_PASSWORD = 2;
  private static final int MOST_ITERATIONS = 100_000_000;
  private static final int WRAPPED_KEY_LENGTH = 40;

  private final Map<Integer, byte[]> classKeys = new HashMap<>();

  private Keybag() {}

  /** What stands in a bag before it is unlocked. */
  private static final class Locked {
    final Map<String, byte[]> header = new HashMap<>();
    final Map<Integer, byte[]> wrapped = new HashMap<>();
  }

  /**
   * Unlocks a bag.
   *
   * @return null where the password is not the bag's
   * @throws IllegalArgumentException where the bag is malformed
   */
  static @Nullable Keybag unlock(byte[] bag, Secret password) {
    Locked locked = parse(bag);
    byte[] key = passwordKey(locked.header, password);
    Keybag unlocked = new Keybag();
    try {
      for (Map.Entry<Integer, byte[]> wrapped : locked.wrapped.entrySet()) {
        byte[] classKey = unwrap(key, wrapped.getValue());
        if (classKey == null) {
          unlocked.close();
          return null;
        }
        unlocked.classKeys.put(wrapped.getKey(), classKey);
      }
    } finally {
      Arrays.fill(key, (byte) 0);
    }
    if (unlocked.classKeys.isEmpty()) {
      throw new IllegalArgumentException("no class key");
    }
    return unlocked;
  }

  private static Locked parse(byte[] bag) {
    Locked locked = new Locked();
    ByteBuffer in = ByteBuffer.wrap(bag);
    boolean headerDone = false;
    Map<String, byte[]> current = locked.header;
    while (in.remaining() >= 8) {
      byte[] tagBytes = new byte[4];
      in.get(tagBytes);
      String tag = new String(tagBytes, StandardCharsets.US_ASCII);
      int length = in.getInt();
      if (length < 0 || length > in.remaining()) {
        throw new IllegalArgumentException("a record longer than the bag");
      }
      byte[] value = new byte[length];
      in.get(value);
      if (tag.equals("UUID") && locked.header.containsKey("UUID")) {
        if (headerDone) {
          addClassKey(locked, current);
        }
        headerDone = true;
        current = new HashMap<>();
      }
      current.put(tag, value);
    }
    if (headerDone) {
      addClassKey(locked, current);
    }
    return locked;
  }

  private static void addClassKey(Locked locked, Map<String, byte[]> record) {
    byte[] wrapped = record.get("WPKY");
    boolean byPassword = (number(record, "WRAP", 0) & WRAPPED_BY_PASSWORD) != 0;
    if (wrapped != null && wrapped.length == WRAPPED_KEY_LENGTH && byPassword) {
      locked.wrapped.put(number(record, "CLAS", 0), wrapped);
    }
  }

  private static int number(Map<String, byte[]> record, String tag, int otherwise) {
    byte[] value = record.get(tag);
    return value != null && value.length == 4 ? ByteBuffer.wrap(value).getInt() : otherwise;
  }

  private static byte[] passwordKey(Map<String, byte[]> header, Secret password) {
    byte[] salt = header.get("SALT");
    int iterations = number(header, "ITER", -1);
    if (salt == null || iterations < 1 || iterations > MOST_ITERATIONS) {
      throw new IllegalArgumentException("no salt or iteration count");
    }
    byte[] firstSalt = header.get("DPSL");
    if (firstSalt == null) {
      return Pbkdf2.SHA1.derive(password.bytes(), salt, iterations);
    }
    int firstIterations = number(header, "DPIC", -1);
    if (firstIterations < 1 || firstIterations > MOST_ITERATIONS) {
      throw new IllegalArgumentException("no first iteration count");
    }
    byte[] first = Pbkdf2.SHA256.derive(password.bytes(), firstSalt, firstIterations);
    byte[] key = Pbkdf2.SHA1.derive(first, salt, iterations);
    Arrays.fill(first, (byte) 0);
    return key;
  }

  /**
   * A file's or the manifest's own key.
   *
   * @param wrapped class number (4 bytes, little-endian) and wrapped key (40 bytes)
   * @return 32 bytes, the caller's to wipe; null where the bag has no key of that class or it
   *     doesn't fit
   */
  byte @Nullable [] unwrapFileKey(byte[] wrapped) {
    if (wrapped.length != 4 + WRAPPED_KEY_LENGTH) {
      return null;
    }
    int number = Integer.reverseBytes(ByteBuffer.wrap(wrapped).getInt());
    byte[] classKey = classKeys.get(number);
    return classKey == null
        ? null
        : unwrap(classKey, Arrays.copyOfRange(wrapped, 4, wrapped.length));
  }

  private static byte @Nullable [] unwrap(byte[] key, byte[] wrapped) {
    try {
      Cipher cipher = Cipher.getInstance("AESWrap");
      cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(key, "AES"));
      return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  @Override
  public void close() {
    classKeys.values().forEach(key -> Arrays.fill(key, (byte) 0));
    classKeys.clear();
  }
}
