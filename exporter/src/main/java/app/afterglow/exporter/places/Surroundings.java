package app.afterglow.exporter.places;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a search has to look at.
 *
 * @param home the user's home folder
 * @param volumes the roots of other disks: sticks, external disks, mounted phones, shares
 */
public record Surroundings(Path home, List<Path> volumes) {

  /** Folders that other disks are mounted in, and how many levels below. */
  private static final List<Mounts> MOUNTS =
      List.of(
          new Mounts(Path.of("/media"), 2),
          new Mounts(Path.of("/run/media"), 2),
          new Mounts(Path.of("/mnt"), 1),
          new Mounts(Path.of("/Volumes"), 1));

  private static final int MOST_VOLUMES = 40;

  public Surroundings {
    volumes = List.copyOf(volumes);
  }

  private record Mounts(Path folder, int levels) {}

  /** This user's, on this machine. */
  public static Surroundings ofThisUser() {
    Path home = Path.of(System.getProperty("user.home", ".")).toAbsolutePath();
    List<Path> volumes = new ArrayList<>();
    for (Path root : FileSystems.getDefault().getRootDirectories()) {
      // The disk that the home is on is looked at by its usual places only.
      if (!home.startsWith(root)) {
        volumes.add(root);
      }
    }
    for (Mounts mounts : MOUNTS) {
      collect(mounts.folder, mounts.levels, volumes);
    }
    return new Surroundings(home, volumes.stream().distinct().limit(MOST_VOLUMES).toList());
  }

  /** The folders below, as deep as disks are mounted, on which another disk begins. */
  private static void collect(Path folder, int levels, List<Path> volumes) {
    Optional<FileStore> here = disk(folder);
    if (here.isEmpty()) {
      return;
    }
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder)) {
      for (Path each : listing) {
        if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
          if (!disk(each).equals(here)) {
            volumes.add(each);
          } else if (levels > 1) {
            collect(each, levels - 1, volumes);
          }
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Somebody else's disks.
      return;
    }
  }

  private static Optional<FileStore> disk(Path folder) {
    try {
      return Files.isDirectory(folder) ? Optional.of(Files.getFileStore(folder)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
