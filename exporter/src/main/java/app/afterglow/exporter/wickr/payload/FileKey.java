package app.afterglow.exporter.wickr.payload;

import app.afterglow.exporter.wickr.crypto.CipherKey;
import app.afterglow.exporter.wickr.crypto.CipherResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds a file's key by its shape, in values of which nobody says what they are. */
public final class FileKey {

  private static final Pattern HEX = Pattern.compile("(00)?[0-9a-fA-F]{64}");

  private FileKey() {}

  /**
   * The key in a value: 33 bytes that begin with the cipher's id, or a payload that names the file
   * together with its key. Where the value is said to be a key, 32 bytes without id are one too,
   * and so are hex digits of either.
   *
   * @param plain the value, decrypted
   * @param isKey whether something says that the value is a key
   * @param guid the file's name, null where it isn't known
   * @return a serialised cipher key, null where there is none in it
   */
  public static byte @Nullable [] in(byte[] plain, boolean isKey, @Nullable String guid) {
    if (plain.length == CipherKey.SERIALISED_LENGTH && plain[0] == CipherResult.GCM) {
      return plain;
    }
    if (isKey && plain.length == CipherKey.KEY_LENGTH) {
      return serialised(plain);
    }
    if (isKey && plain.length <= 2 * CipherKey.SERIALISED_LENGTH) {
      String text = new String(plain, StandardCharsets.ISO_8859_1);
      if (HEX.matcher(text).matches()) {
        byte[] key = HexFormat.of().parseHex(text);
        return key.length == CipherKey.KEY_LENGTH ? serialised(key) : key;
      }
    }
    return inPayload(plain, guid);
  }

  private static byte[] serialised(byte[] key) {
    byte[] serialised = new byte[CipherKey.SERIALISED_LENGTH];
    serialised[0] = CipherResult.GCM;
    System.arraycopy(key, 0, serialised, 1, key.length);
    return serialised;
  }

  private static byte @Nullable [] inPayload(byte[] plain, @Nullable String guid) {
    if (plain.length < CipherKey.SERIALISED_LENGTH) {
      return null;
    }
    List<FileDetails> files = Payload.parse(plain).map(Payload::files).orElse(List.of());
    for (FileDetails file : files) {
      if (file.key() != null
          && file.guid() != null
          && (guid == null || guid.equalsIgnoreCase(file.guid()))) {
        return Arrays.copyOf(file.key(), file.key().length);
      }
    }
    return null;
  }
}
