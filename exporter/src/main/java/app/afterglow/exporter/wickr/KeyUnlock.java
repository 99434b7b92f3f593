package app.afterglow.exporter.wickr;

import app.afterglow.exporter.sqlcipher.KeyCandidate;
import app.afterglow.exporter.wickr.crypto.CipherKey;
import app.afterglow.exporter.wickr.crypto.DeviceBound;
import app.afterglow.exporter.wickr.crypto.NotAuthenticException;
import app.afterglow.exporter.wickr.crypto.PasswordKdf;
import app.afterglow.exporter.wickr.crypto.PasswordProtected;
import app.afterglow.exporter.wickr.crypto.StorageKeys;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The ways to a store's local key. Each gives a key for the caller to close. */
final class KeyUnlock {

  private KeyUnlock() {}

  /**
   * From a file of storage keys under the account's password.
   *
   * @throws app.afterglow.problem.WrongKeyException where the password doesn't open it
   * @throws app.afterglow.problem.DamagedInputException where the file can't be what it should be
   */
  static CipherKey withPassword(Path file, Secret password) throws IOException {
    return withPassword(file, password, PasswordKdf::derive);
  }

  static CipherKey withPassword(Path file, Secret password, PasswordProtected.Derivation derivation)
      throws IOException {
    return localKey(
        file,
        openProtected(
            file, KeyFile.read(file), StorageKeys.SERIALISED_LENGTH, password, derivation));
  }

  /**
   * What a password-protected value holds, for the caller to close.
   *
   * @param where the value's place, for messages
   * @param bytes the value
   * @param leastPlain fewer bytes than this can't be in it
   * @throws app.afterglow.problem.WrongKeyException where the password doesn't open it
   * @throws app.afterglow.problem.DamagedInputException where it can't be what it should be
   */
  static Secret openProtected(Object where, byte[] bytes, int leastPlain, Secret password)
      throws IOException {
    return openProtected(where, bytes, leastPlain, password, PasswordKdf::derive);
  }

  private static Secret openProtected(
      Object where,
      byte[] bytes,
      int leastPlain,
      Secret password,
      PasswordProtected.Derivation derivation)
      throws IOException {
    PasswordProtected sealed;
    try {
      sealed = PasswordProtected.parse(bytes);
    } catch (NotAuthenticException e) {
      throw WickrProblems.damaged("key-file", where, e.why());
    }
    if (sealed.plainLength() < leastPlain) {
      throw WickrProblems.damaged(
          "key-file", where, "it is cut off: %d bytes".formatted(bytes.length));
    }
    requireMemory(sealed.kdf().memory());
    try {
      return sealed.open(password, derivation);
    } catch (NotAuthenticException e) {
      throw WickrProblems.wrongKey("wrong-password", where);
    }
  }

  /** The cost of the derivation is in the file, so the file alone must not exhaust the heap. */
  private static void requireMemory(long needed) throws IOException {
    long limit = Runtime.getRuntime().maxMemory();
    if (needed > limit - limit / 8) {
      throw WickrProblems.unsupported("memory", needed >> 20, limit >> 20);
    }
  }

  /**
   * From the two files of a client that stays logged in.
   *
   * @param wrongId the problem's key where it is another device's id
   * @throws app.afterglow.problem.WrongKeyException where it is another device's id
   * @throws app.afterglow.problem.DamagedInputException where a file can't be what it should be
   */
  static CipherKey withDeviceId(Path skd, Path skc, String deviceId, String wrongId)
      throws IOException {
    byte[] outer = KeyFile.read(skd);
    try (Secret key = Secret.owning(KeyFile.read(skc));
        Secret inner = Secret.owning(openOuter(skd, outer, deviceId, wrongId))) {
      return localKey(skd, DeviceBound.openInner(inner.bytes(), key.bytes()));
    } catch (NotAuthenticException e) {
      throw WickrProblems.damaged("key-file", skc, e.why());
    }
  }

  private static byte[] openOuter(Path skd, byte[] outer, String deviceId, String wrongId)
      throws IOException {
    if (outer.length < 2 * 29 + StorageKeys.SERIALISED_LENGTH || outer[0] != 0) {
      throw WickrProblems.damaged(
          "key-file", skd, "%d bytes that don't begin as they should".formatted(outer.length));
    }
    for (String form : DeviceIdForms.of(deviceId)) {
      try {
        return DeviceBound.openOuter(outer, form);
      } catch (NotAuthenticException e) {
        // The next form may be the one; if none is, that is said below.
      }
    }
    throw WickrProblems.wrongKey(wrongId, skd);
  }

  private static CipherKey localKey(Path file, Secret serialised) throws IOException {
    try (serialised;
        StorageKeys keys = StorageKeys.parse(serialised)) {
      return keys.local().copy();
    } catch (NotAuthenticException e) {
      throw WickrProblems.unsupported("storage-keys", file, e.why());
    }
  }

  /**
   * From the key itself: 33 bytes with the cipher's id or 32 without, as they are or as hex digits,
   * with or without {@code x'...'} around them.
   *
   * @throws app.afterglow.problem.UsageException where it is none of these
   */
  static CipherKey ofDatabaseKey(Secret given) throws IOException {
    byte[] bytes = given.bytes();
    byte[] key =
        bytes.length == CipherKey.KEY_LENGTH || bytes.length == CipherKey.SERIALISED_LENGTH
            ? bytes.clone()
            : unhex(bytes);
    try {
      return key.length == CipherKey.KEY_LENGTH ? CipherKey.ofGcm(key) : CipherKey.parse(key);
    } catch (NotAuthenticException e) {
      throw WickrProblems.usage("database-key-form");
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] unhex(byte[] text) {
    try (Secret given = Secret.copyOf(text);
        Secret key = unhex(given, CipherKey.SERIALISED_LENGTH + 1)) {
      return key.bytes().clone();
    }
  }

  /**
   * The bytes that hex digits stand for, white space and {@code x'...'} around them apart; none
   * where the text is another, or too long. For the caller to close.
   */
  static Secret unhex(Secret text, int mostBytes) {
    byte[] key = new byte[mostBytes];
    int digits = 0;
    for (byte b : text.bytes()) {
      if (HexFormat.isHexDigit(b) && digits < 2 * key.length) {
        key[digits / 2] = (byte) (key[digits / 2] << 4 | HexFormat.fromHexDigit(b));
        digits++;
      } else if ("xX' \r\n\t".indexOf(b) < 0) {
        digits = 0;
        break;
      }
    }
    byte[] exact = digits % 2 == 0 ? Arrays.copyOf(key, digits / 2) : new byte[0];
    Arrays.fill(key, (byte) 0);
    return Secret.owning(exact);
  }

  /**
   * What may open a database whose local key is known, in the order of likelihood on the desktop:
   * the text {@code x'H'} with H the 66 hex digits of the key, H itself, the key without its id.
   */
  static List<KeyCandidate> candidates(CipherKey local) {
    byte[] serialised = local.serialised().bytes();
    byte[] hex = hex(serialised, "0123456789abcdef");
    byte[] quoted = new byte[hex.length + 3];
    quoted[0] = 'x';
    quoted[1] = '\'';
    System.arraycopy(hex, 0, quoted, 2, hex.length);
    quoted[quoted.length - 1] = '\'';
    return List.of(
        new KeyCandidate(
            "passphrase x'66 hex digits'", KeyCandidate.Kind.PASSPHRASE, Secret.owning(quoted)),
        new KeyCandidate(
            "passphrase of 66 hex digits", KeyCandidate.Kind.PASSPHRASE, Secret.owning(hex)),
        new KeyCandidate(
            "raw key of 32 bytes", KeyCandidate.Kind.RAW_KEY, Secret.copyOf(local.key().bytes())));
  }

  /**
   * Some bytes as hex digits, for the caller to wipe: in a String they would stay in memory.
   *
   * @param digits the sixteen digits to write with
   */
  static byte[] hex(byte[] bytes, String digits) {
    byte[] hex = new byte[2 * bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      hex[2 * i] = (byte) digits.charAt(bytes[i] >> 4 & 15);
      hex[2 * i + 1] = (byte) digits.charAt(bytes[i] & 15);
    }
    return hex;
  }
}
