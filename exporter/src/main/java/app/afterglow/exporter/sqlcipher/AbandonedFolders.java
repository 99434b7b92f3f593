package app.afterglow.exporter.sqlcipher;

import app.afterglow.files.RunLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/**
 * Private folders of runs that were killed: nobody wiped them. Each has a lock beside it, which the
 * system let go of when its process ended.
 */
final class AbandonedFolders {

  private AbandonedFolders() {}

  /** The lock of a private folder. */
  static Path lock(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".lock");
  }

  /**
   * Wipes them. Only folders and locks of this user's own are touched: in a folder for everybody's
   * temporary files anybody can make one of any name.
   *
   * @param parent where private folders are made
   * @param prefix what their names begin with
   * @param self this user
   */
  static void wipe(Path parent, String prefix, UserPrincipal self) {
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(parent, prefix + "*.lock")) {
      for (Path lock : locks) {
        String name = lock.getFileName().toString();
        Path folder = lock.resolveSibling(name.substring(0, name.length() - ".lock".length()));
        wipe(folder, lock, self);
      }
    } catch (IOException e) {
      // It is no part of what was asked for, and the next run tries again.
      return;
    }
  }

  private static void wipe(Path folder, Path lock, UserPrincipal self) {
    try {
      if (!isOwn(lock, self) || !Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      Optional<RunLock> free = RunLock.ifFree(lock);
      if (free.isPresent()) {
        try (RunLock _ = free.get()) {
          if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && isOwn(folder, self)) {
            Wiping.wipe(folder);
          }
        }
      }
    } catch (IOException e) {
      // As above.
      return;
    }
  }

  private static boolean isOwn(Path path, UserPrincipal self) throws IOException {
    return self.equals(Files.getOwner(path, LinkOption.NOFOLLOW_LINKS));
  }
}
