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
 */
public record FoundStore(
    String source,
    String application,
    String platform,
    Path root,
    Path database,
    long size,
    @Nullable Instant lastUsed,
    List<KeyKind> keys) {

  public FoundStore {
    keys = List.copyOf(keys);
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
