package app.afterglow.exporter.container;

import com.dd.plist.NSArray;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSNumber;
import com.dd.plist.NSObject;
import com.dd.plist.PropertyListParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A backup, archive of folders or encrypted file that may hold a store, known by its name and some
 * of its bytes, not yet unpacked.
 *
 * @param path where it is
 * @param kind what it is
 * @param encrypted whether it wants a password or key of its own
 * @param holds whether there is a store in it
 * @param device the phone it is of, empty where that isn't said
 * @param size bytes, -1 where that would take long to find out
 * @param modified when it was changed last
 */
public record FoundBackup(
    Path path,
    Kind kind,
    boolean encrypted,
    Holds holds,
    String device,
    long size,
    Instant modified) {

  /** What it is. */
  public enum Kind {
    /** The folder of a backup by Finder or iTunes. */
    APPLE,
    /** A ZIP with such a folder in it. */
    APPLE_ZIP,
    /** A file that {@code adb backup} made. */
    ANDROID,
    /** A ZIP. */
    ZIP,
    /** A TAR, plain or gzip. */
    TAR,
    /** An age file: a rescue file or an archive. */
    AGE
  }

  /** Whether a store is in it. */
  public enum Holds {
    /** It names the application or its files. */
    STORE,
    /** That can't be told without unpacking it. */
    PERHAPS,
    /** It doesn't. */
    NOTHING
  }

  private static final List<String> NAMES = List.of(".zip", ".tar", ".tgz", ".gz", ".ab", ".age");
  private static final long LARGEST_PROPERTIES = 32L << 20;
  private static final int LONGEST_NAME = 80;

  /** Bytes at a ZIP's end that are looked through for names: a directory of some 40,000 files. */
  private static final int ZIP_TAIL = 4 << 20;

  private static final int ANDROID_LINES = 64;

  /** Whether a file of this name is worth a look into its first bytes. */
  public static boolean mayBe(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return NAMES.stream().anyMatch(lower::endsWith);
  }

  /**
   * What stands at this path, null where it is none.
   *
   * @param markers the files by which stores are known
   * @param word what the names of the application's own files and ids have in them
   */
  public static @Nullable FoundBackup at(Path path, StoreMarkers markers, String word)
      throws IOException {
    ContainerKind kind = ContainerKind.of(path);
    if (kind == null) {
      return null;
    }
    boolean named = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).contains(word);
    Holds byName = named ? Holds.STORE : Holds.PERHAPS;
    return switch (kind) {
      case APPLE_BACKUP -> apple(path, word);
      case ANDROID_BACKUP -> file(path, Kind.ANDROID, isEncryptedAndroid(path), byName);
      case ZIP -> zip(path, markers, byName);
      case TAR, GZIP_TAR -> file(path, Kind.TAR, false, byName);
      case AGE -> file(path, Kind.AGE, true, byName);
    };
  }

  private static FoundBackup file(Path path, Kind kind, boolean encrypted, Holds holds)
      throws IOException {
    return new FoundBackup(path, kind, encrypted, holds, "", Files.size(path), modified(path));
  }

  private static Instant modified(Path path) throws IOException {
    return Files.getLastModifiedTime(path).toInstant();
  }

  private static boolean isEncryptedAndroid(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      String lines = new String(in.readNBytes(ANDROID_LINES), StandardCharsets.ISO_8859_1);
      String[] parts = lines.split("\n", 5);
      return parts.length > 3 && !parts[3].equals("none");
    }
  }

  private static FoundBackup zip(Path path, StoreMarkers markers, Holds byName) throws IOException {
    String names = namesIn(path);
    boolean apple =
        names.contains(AppleManifest.DATABASE) && names.contains(AppleManifest.PROPERTIES);
    boolean store = markers.paths().stream().anyMatch(names::contains);
    return file(path, apple ? Kind.APPLE_ZIP : Kind.ZIP, false, store ? Holds.STORE : byName);
  }

  /** Names stand as they are in a ZIP's directory, at its end. */
  private static String namesIn(Path zip) throws IOException {
    try (FileChannel channel = FileChannel.open(zip)) {
      int length = (int) Math.min(ZIP_TAIL, channel.size());
      ByteBuffer tail = ByteBuffer.allocate(length);
      long start = channel.size() - length;
      while (tail.hasRemaining() && channel.read(tail, start + tail.position()) >= 0) {
        // Until it is full or the file ends.
      }
      return new String(tail.array(), 0, tail.position(), StandardCharsets.ISO_8859_1);
    }
  }

  private static FoundBackup apple(Path folder, String word) throws IOException {
    NSDictionary manifest = properties(folder.resolve("Manifest.plist"));
    NSDictionary info = properties(folder.resolve("Info.plist"));
    boolean encrypted =
        manifest.get("IsEncrypted") instanceof NSNumber number && number.boolValue();
    return new FoundBackup(
        folder,
        Kind.APPLE,
        encrypted,
        applications(manifest, info, word),
        name(info.get("Device Name")),
        -1,
        modified(folder.resolve(AppleManifest.DATABASE)));
  }

  /** Both files list the applications on the phone, in clear in an encrypted backup too. */
  private static Holds applications(NSDictionary manifest, NSDictionary info, String word) {
    List<String> ids = new ArrayList<>();
    for (NSDictionary properties : List.of(manifest, info)) {
      if (properties.get("Applications") instanceof NSDictionary applications) {
        ids.addAll(List.of(applications.allKeys()));
      }
    }
    if (info.get("Installed Applications") instanceof NSArray installed) {
      for (NSObject id : installed.getArray()) {
        ids.add(String.valueOf(id));
      }
    }
    if (ids.stream().anyMatch(id -> id.toLowerCase(Locale.ROOT).contains(word))) {
      return Holds.STORE;
    }
    return ids.isEmpty() ? Holds.PERHAPS : Holds.NOTHING;
  }

  private static String name(@Nullable NSObject value) {
    String name = value == null ? "" : value.toString().replaceAll("\\p{Cntrl}+", " ").strip();
    return name.substring(0, Math.min(LONGEST_NAME, name.length()));
  }

  /** An empty one where the file can't be read: then less is known, and that is all. */
  private static NSDictionary properties(Path file) {
    try {
      if (Files.isRegularFile(file)
          && Files.size(file) <= LARGEST_PROPERTIES
          && PropertyListParser.parse(Files.readAllBytes(file)) instanceof NSDictionary found) {
        return found;
      }
    } catch (Exception e) {
      // The parser throws a dozen kinds on malformed input.
      return new NSDictionary();
    }
    return new NSDictionary();
  }
}
