package app.afterglow.exporter.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of containers, told apart by their first bytes. */
enum ContainerKind {
  ZIP,
  TAR,
  GZIP_TAR,
  ANDROID_BACKUP,
  APPLE_BACKUP,
  AGE;

  private static final int TAR_MAGIC_OFFSET = 257;

  /** Bytes at a file's beginning that tell its kind. */
  static final int BYTES_LOOKED_AT = TAR_MAGIC_OFFSET + 5;

  private static final Pattern NAMES =
      Pattern.compile(".*\\.(zip|tar|tar\\.gz|tgz|ab|adb)", Pattern.CASE_INSENSITIVE);

  /** The kind of what stands at this path, null where it is none. */
  static @Nullable ContainerKind of(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return AppleBackup.isOne(path) ? APPLE_BACKUP : null;
    }
    if (!Files.isRegularFile(path)) {
      return null;
    }
    try (InputStream in = Files.newInputStream(path)) {
      return of(in.readNBytes(BYTES_LOOKED_AT));
    }
  }

  /** The kind of what begins with these bytes, null where it is none. */
  static @Nullable ContainerKind of(byte[] start) {
    if (has(start, 0, AndroidBackup.MAGIC + "\n")) {
      return ANDROID_BACKUP;
    }
    if (has(start, 0, "PK\u0003\u0004") || has(start, 0, "PK\u0005\u0006")) {
      return ZIP;
    }
    if (has(start, TAR_MAGIC_OFFSET, "ustar")) {
      return TAR;
    }
    if (has(start, 0, "age-encryption.org/v1\n") || has(start, 0, "-----BEGIN AGE ENCRYPTED")) {
      return AGE;
    }
    boolean gzip = start.length > 2 && start[0] == 0x1f && (start[1] & 0xff) == 0x8b;
    return gzip ? GZIP_TAR : null;
  }

  /** Whether a file of this name inside a container may itself be one. */
  static boolean looksLikeOne(String name) {
    return NAMES.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  private static boolean has(byte[] start, int offset, String magic) {
    byte[] bytes = magic.getBytes(StandardCharsets.ISO_8859_1);
    return start.length >= offset + bytes.length
        && new String(start, offset, bytes.length, StandardCharsets.ISO_8859_1).equals(magic);
  }
}
