package app.afterglow.exporter.wickr;

import app.afterglow.exporter.OwnFiles;
import app.afterglow.exporter.wickr.payload.FileDetails;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A store's own files by its layout: the database and what its name begins the name of, key files,
 * and files named by GUIDs where attachments are.
 *
 * @param database the database, below the store's root as all of these
 * @param keys folders of key files
 * @param attachments folders of attachments
 * @param logs folders of the client's logs, whose names say that they are
 */
record LayoutFiles(Path database, List<Path> keys, List<Path> attachments, List<Path> logs)
    implements OwnFiles {

  private static final String KEY_FILE = ".wic";
  private static final int GUID_LENGTH = 36;
  private static final Path HERE = Path.of("");

  LayoutFiles {
    keys = List.copyOf(keys);
    attachments = List.copyOf(attachments);
    logs = List.copyOf(logs);
  }

  /** Those of a store whose database, keys, attachments and logs are at these places. */
  static LayoutFiles of(
      Path root, Path database, List<Path> keys, List<Path> attachments, List<Path> logs) {
    return new LayoutFiles(
        below(root, database), below(root, keys), below(root, attachments), below(root, logs));
  }

  private static List<Path> below(Path root, List<Path> places) {
    return places.stream().map(place -> below(root, place)).toList();
  }

  private static Path below(Path root, Path place) {
    Path start = root.toAbsolutePath();
    Path absolute = place.toAbsolutePath();
    if (absolute.startsWith(start)) {
      return start.relativize(absolute);
    }
    try {
      // Folders that were walked to are told by their real paths.
      return start.toRealPath().relativize(absolute);
    } catch (IOException | IllegalArgumentException e) {
      return absolute;
    }
  }

  @Override
  public boolean isOwn(Path file) {
    Path folder = parent(file);
    String name = String.valueOf(file.getFileName());
    return folder.equals(parent(database))
            && name.startsWith(String.valueOf(database.getFileName()))
        || name.endsWith(KEY_FILE) && keys.contains(folder)
        || logs.contains(folder) && name.toLowerCase(Locale.ROOT).contains("wickr")
        || attachments.contains(folder)
            && name.length() >= GUID_LENGTH
            && FileDetails.isGuid(name.substring(0, GUID_LENGTH));
  }

  @Override
  public boolean mayHold(Path folder) {
    return Stream.of(
            Stream.of(parent(database)), keys.stream(), attachments.stream(), logs.stream())
        .flatMap(places -> places)
        .anyMatch(place -> folder.equals(HERE) || place.startsWith(folder));
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? HERE : parent;
  }
}
