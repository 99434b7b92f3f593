package app.afterglow.exporter;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store that was recognised, not yet opened.
 *
 * @param source the {@link SourceProvider#name()} that reads it
 * @param application the application's name for people
 * @param platform the system it comes from: {@code windows}, {@code android}, {@code ios} ...
 * @param root its folder
 * @param database its message database
 * @param size bytes of database, log and attachments together
 * @param lastUsed when its newest file was changed, null where that can't be told
 * @param keys what may open it, the likeliest first
 * @param origin the backup, archive or rescue file it was unpacked from, and its folder in there;
 *     null where it stands on the disk as it is
 */
public record FoundStore(
    String source,
    String application,
    String platform,
    Path root,
    Path database,
    long size,
    @Nullable Instant lastUsed,
    List<KeyKind> keys,
    @Nullable Origin origin) {

  public FoundStore {
    keys = List.copyOf(keys);
  }

  /** A store that stands on the disk as it is. */
  public FoundStore(
      String source,
      String application,
      String platform,
      Path root,
      Path database,
      long size,
      @Nullable Instant lastUsed,
      List<KeyKind> keys) {
    this(source, application, platform, root, database, size, lastUsed, keys, null);
  }

  /**
   * Where an unpacked store comes from.
   *
   * @param container the backup, archive or rescue file
   * @param folder the store's folder in there, empty for its top
   */
  public record Origin(Path container, String folder) {}

  /** Where it is, as people should be told: never a folder that is gone soon. */
  public String place() {
    if (origin == null) {
      return root.toString();
    }
    return origin.folder.isEmpty()
        ? origin.container.toString()
        : origin.container + " (" + origin.folder + ")";
  }

  /** What somebody has to give to have it opened again: its folder, or its container. */
  public Path given() {
    return origin == null ? root : origin.container;
  }

  /** What may open a store. */
  public enum KeyKind {
    /** The account's password. */
    PASSWORD,
    /** The device's own id: on Windows the user's SID. */
    DEVICE_ID,
    /** A secret of the operating system's credential store. */
    DEVICE_SECRET,
    /** The database key itself, from whoever recovered it. */
    DATABASE_KEY,
    /** The store is not encrypted. */
    NONE
  }
}
