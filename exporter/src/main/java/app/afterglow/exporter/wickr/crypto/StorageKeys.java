package app.afterglow.exporter.wickr.crypto;

import app.afterglow.exporter.wickr.payload.WireField;
import app.afterglow.exporter.wickr.payload.WireMessage;
import app.afterglow.secret.Secret;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a store: protobuf with field 1 version (1), field 2 local storage key, field 3 remote
 * storage key, each a serialised cipher key. Owns its keys: closing wipes them.
 *
 * @param local encrypts the database, its columns and its files
 * @param remote encrypts what the service keeps for the account
 */
public record StorageKeys(CipherKey local, CipherKey remote) implements AutoCloseable {

  /** Bytes of the serialised form: two bytes of version, two keys with two bytes before each. */
  public static final int SERIALISED_LENGTH = 2 + 2 * (2 + CipherKey.SERIALISED_LENGTH);

  private static final int VERSION = 1;

  /**
   * Reads serialised keys, or a whole account context, which holds them in its field 1. The bytes
   * stay the caller's to close.
   *
   * @throws NotAuthenticException where these bytes are none, or a version that the vendor's
   *     library doesn't know either
   */
  public static StorageKeys parse(Secret serialised) throws NotAuthenticException {
    WireMessage message =
        WireMessage.parse(serialised.bytes())
            .orElseThrow(() -> new NotAuthenticException("it holds no storage keys"));
    try {
      byte[] ofContext = message.bytes(1);
      if (ofContext != null) {
        return parse(Secret.owning(ofContext));
      }
      long version = message.varint(1, -1);
      if (version != VERSION) {
        throw new NotAuthenticException("storage keys of version %d".formatted(version));
      }
      CipherKey local = key(message.bytes(2), "local");
      try {
        return new StorageKeys(local, key(message.bytes(3), "remote"));
      } catch (NotAuthenticException e) {
        local.close();
        throw e;
      }
    } finally {
      wipe(message);
    }
  }

  /** The serialised form, for the caller to close. */
  public Secret serialise() {
    byte[] bytes = new byte[SERIALISED_LENGTH];
    bytes[0] = 1 << 3;
    bytes[1] = VERSION;
    put(bytes, 2, 2, local);
    put(bytes, 2 + 2 + CipherKey.SERIALISED_LENGTH, 3, remote);
    return Secret.owning(bytes);
  }

  private static void put(byte[] bytes, int at, int number, CipherKey key) {
    bytes[at] = (byte) (number << 3 | 2);
    bytes[at + 1] = CipherKey.SERIALISED_LENGTH;
    System.arraycopy(key.serialised().bytes(), 0, bytes, at + 2, CipherKey.SERIALISED_LENGTH);
  }

  private static CipherKey key(byte @Nullable [] bytes, String which) throws NotAuthenticException {
    if (bytes == null) {
      throw new NotAuthenticException("the %s storage key is missing".formatted(which));
    }
    return CipherKey.parse(bytes);
  }

  private static void wipe(WireMessage message) {
    for (WireField field : message.fields()) {
      if (field.bytes() != null) {
        Arrays.fill(field.bytes(), (byte) 0);
      }
    }
  }

  @Override
  public void close() {
    local.close();
    remote.close();
  }
}
