package app.afterglow.exporter.wickr.payload;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a message says of a file it carries.
 *
 * <pre>
 * 1 media type | 2 name | 3 size in bytes (varint) | 5 GUID, 36 characters: the file's name on disk |
 * 6 cipher key, 33 bytes | 7 hash, 128 hex digits
 * </pre>
 *
 * @param name the shown name, null where none is given
 * @param mediaType its media type, null where none is given
 * @param size plaintext bytes, -1 where that isn't said
 * @param guid the file's name on disk, safe to be used as one; null where none is given
 * @param key a serialised cipher key, null where none is given; stays in memory as long as the
 *     record, which nobody keeps
 * @param hash 128 hex digits, lower case; null where none is given
 */
@SuppressWarnings("ArrayRecordComponent")
public record FileDetails(
    @Nullable String name,
    @Nullable String mediaType,
    long size,
    @Nullable String guid,
    byte @Nullable [] key,
    @Nullable String hash) {

  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{128}");
  private static final int KEY_LENGTH = 33;

  /** A file of which nothing but a name is known. */
  public static FileDetails named(@Nullable String name) {
    return new FileDetails(name, null, -1, null, null, null);
  }

  /** Whether a text is a GUID, and so safe to be used as a file's name. */
  public static boolean isGuid(String text) {
    return GUID.matcher(text).matches();
  }

  /** Reads a message that has the form of a file: a GUID in field 5, a key in field 6. */
  static Optional<FileDetails> of(WireMessage message) {
    byte[] guid = message.bytes(5);
    byte[] key = message.bytes(6);
    if (guid == null || key == null || key.length != KEY_LENGTH) {
      return Optional.empty();
    }
    String name = new String(guid, StandardCharsets.ISO_8859_1);
    if (!isGuid(name)) {
      return Optional.empty();
    }
    return Optional.of(
        new FileDetails(
            text(message.bytes(2)),
            text(message.bytes(1)),
            Math.max(-1, message.varint(3, -1)),
            name,
            key,
            hash(message.bytes(7))));
  }

  /** Whether both are one file on disk; GUIDs are written in either case. */
  public boolean isSameAs(FileDetails other) {
    return guid != null && guid.equalsIgnoreCase(other.guid);
  }

  /** Whether it only says that there is a file. */
  public boolean saysNothing() {
    return name == null
        && mediaType == null
        && size < 0
        && guid == null
        && key == null
        && hash == null;
  }

  /** This, with the other's values where this has none. */
  public FileDetails completedBy(FileDetails other) {
    return new FileDetails(
        name == null ? other.name : name,
        mediaType == null ? other.mediaType : mediaType,
        size < 0 ? other.size : size,
        guid == null ? other.guid : guid,
        key == null ? other.key : key,
        hash == null ? other.hash : hash);
  }

  /** Whether the field stands in this record, so that it need not be kept raw. */
  boolean covers(WireField field) {
    return switch (field.number()) {
      case 1 -> mediaType != null;
      case 2 -> name != null;
      case 3 -> size >= 0;
      case 5, 6 -> true;
      case 7 -> hash != null;
      default -> false;
    };
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : RawJson.utf8(bytes).orElse(null);
  }

  private static @Nullable String hash(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    String hex = new String(bytes, StandardCharsets.ISO_8859_1);
    return HASH.matcher(hex).matches() ? hex.toLowerCase(java.util.Locale.ROOT) : null;
  }
}
