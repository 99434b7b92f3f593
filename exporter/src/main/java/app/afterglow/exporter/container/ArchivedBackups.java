package app.afterglow.exporter.container;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the folders of Apple backups among an archive's paths: both manifests, and at least one
 * file named as backups name theirs. Keeps the names of such folders only.
 */
final class ArchivedBackups {

  private static final Pattern MANIFEST =
      Pattern.compile("(.*/|)(" + AppleManifest.DATABASE + "|" + AppleManifest.PROPERTIES + ")");
  private static final Pattern FILE = Pattern.compile("(.*/|)([0-9a-f]{2})/\\2[0-9a-f]{38}");

  private final Set<String> databases = new TreeSet<>();
  private final Set<String> properties = new HashSet<>();
  private final Set<String> withFiles = new HashSet<>();

  /** Paths as some archives of Windows have them, with the slashes that all others have. */
  static String slashed(String path) {
    return path.replace('\\', '/');
  }

  /** Takes note of a path. */
  void note(String path) {
    String slashed = slashed(path);
    Matcher manifest = MANIFEST.matcher(slashed);
    if (manifest.matches()) {
      (manifest.group(2).equals(AppleManifest.DATABASE) ? databases : properties)
          .add(manifest.group(1));
    } else {
      Matcher file = FILE.matcher(slashed);
      if (file.matches()) {
        withFiles.add(file.group(1));
      }
    }
  }

  /** The backups' folders, each with its last {@code /}; empty for the archive's top. */
  List<String> folders() {
    List<String> folders = new ArrayList<>(databases);
    folders.retainAll(properties);
    folders.retainAll(withFiles);
    return folders;
  }
}
