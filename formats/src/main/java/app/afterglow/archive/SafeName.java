package app.afterglow.archive;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names that every file system takes, for things whose own names come from a stranger.
 *
 * <p>A conversation's id becomes its folder's name as it is where it consists of up to 64
 * lower-case letters, digits, hyphens and underscores and is no name that Windows keeps for itself.
 * Any other becomes a readable beginning, a dot and a hash of the whole id. Names of the first sort
 * hold no dot, so that no id can be made up to meet another's folder; upper case never stands in a
 * name, so that two ids don't meet where case is ignored.
 */
final class SafeName {

  private static final Pattern PLAIN = Pattern.compile("[a-z0-9_-]{1,64}");

  /** Names of devices on Windows, with or without an extension. */
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|conin|conout|clock|com[0-9]|lpt[0-9])");

  /** What some file system or shell refuses in a name. */
  private static final Pattern UNSAFE = Pattern.compile("[<>:\"/\\\\|?*\\p{Cntrl}\\p{Cs}\\p{Cn}]");

  private static final int READABLE_LENGTH = 24;
  private static final int TOP_FOLDER_LENGTH = 100;

  /** 160 bits of the hash: nobody can make two ids meet. */
  private static final int HASH_BYTES = 20;

  private SafeName() {}

  static String ofConversation(String id) {
    if (PLAIN.matcher(id).matches() && !DEVICE.matcher(id).matches()) {
      return id;
    }
    String readable =
        id.substring(0, Math.min(READABLE_LENGTH, id.length()))
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9_-]", "_");
    if (readable.isEmpty() || DEVICE.matcher(readable).matches()) {
      readable = "_" + readable;
    }
    byte[] hash = hash(id);
    return readable + "." + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
  }

  /** Over UTF-16 code units: two ids that differ in unpaired surrogates only stay two. */
  private static byte[] hash(String id) {
    MessageDigest sha256 = Sha256.digest();
    for (int i = 0; i < id.length(); i++) {
      sha256.update((byte) (id.charAt(i) >> 8));
      sha256.update((byte) id.charAt(i));
    }
    return sha256.digest();
  }

  static String ofTopFolder(String name) {
    String safe = UNSAFE.matcher(name).replaceAll("_");
    if (safe.length() > TOP_FOLDER_LENGTH) {
      safe =
          safe.substring(0, safe.offsetByCodePoints(0, safe.codePointCount(0, TOP_FOLDER_LENGTH)));
    }
    safe = safe.strip().replaceAll("[. ]+$", "");
    if (safe.isEmpty() || safe.startsWith(".")) {
      safe = "archive" + safe;
    }
    String stem = safe.contains(".") ? safe.substring(0, safe.indexOf('.')) : safe;
    return DEVICE.matcher(stem.toLowerCase(Locale.ROOT)).matches() ? "_" + safe : safe;
  }
}
