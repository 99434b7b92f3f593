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

  /** Far more than anybody has in one archive; each takes a passage through it. */
  private static final int MOST_BACKUPS = 1_000;

  /** Folders that look like one in one way or another; more are made to cost memory. */
  private static final int MOST_FOLDERS = 100_000;

  private final Set<String> databases = new TreeSet<>();
  private final Set<String> properties = new HashSet<>();
  private final Set<String> withFiles = new HashSet<>();

  /** Paths as some archives of Windows have them, with the slashes that all others have. */
  static String slashed(String path) {
    return path.replace('\\', '/');
  }

  /** Takes note of a path. */
  void note(String path) throws MalformedContainerException {
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
    if (databases.size() + properties.size() + withFiles.size() > MOST_FOLDERS) {
      throw new MalformedContainerException("too many folders that look like a backup's");
    }
  }

  /** The backups' folders, each with its last {@code /}; empty for the archive's top. */
  List<String> folders() throws MalformedContainerException {
    List<String> folders = new ArrayList<>(databases);
    folders.retainAll(properties);
    folders.retainAll(withFiles);
    if (folders.size() > MOST_BACKUPS) {
      throw new MalformedContainerException("too many backups");
    }
    return folders;
  }
}
