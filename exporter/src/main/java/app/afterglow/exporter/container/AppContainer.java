package app.afterglow.exporter.container;

import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The container that a phone keeps an application's files in. A database may stand some folders
 * inside of it, and what belongs to it in others beside them.
 */
public final class AppContainer {

  /** Folders that such a container consists of. */
  private static final Set<String> INSIDE =
      Set.of("Documents", "Library", "Application Support", "Caches", "Database", "Databases");

  /** On the phone a GUID, in backups the id of the application or its group. */
  private static final Pattern NAME =
      Pattern.compile(
          "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[^.]+\\.[^.]+(\\.[^.]+)+");

  private AppContainer() {}

  /** Whether a folder has the name of such a container. */
  public static boolean isOne(Path folder) {
    Path name = folder.getFileName();
    return name != null && NAME.matcher(name.toString()).matches();
  }

  /** The container around a folder; the folder itself where it is in none. */
  public static Path around(Path folder) {
    Path container = outOf(folder);
    return isOne(container) ? container : folder;
  }

  /** The folder around all those that a container consists of, whatever it is called. */
  public static Path outOf(Path folder) {
    Path container = folder;
    while (container.getParent() != null
        && container.getFileName() != null
        && INSIDE.contains(container.getFileName().toString())) {
      container = container.getParent();
    }
    return container;
  }

  /** The same for a folder inside a backup, with its last {@code /}; empty for the top. */
  static String around(String folder) {
    String[] names = folder.split("/", -1);
    int end = names.length - 1;
    while (end > 0 && INSIDE.contains(names[end - 1])) {
      end--;
    }
    if (end == 0 || !NAME.matcher(names[end - 1]).matches()) {
      return folder;
    }
    return String.join("/", java.util.List.of(names).subList(0, end)) + "/";
  }
}
