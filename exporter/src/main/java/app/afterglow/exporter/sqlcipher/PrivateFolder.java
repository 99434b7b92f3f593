package app.afterglow.exporter.sqlcipher;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;

/**
 * A new folder that only its user can read, wiped when it is closed and, should the program be
 * stopped before that, when it ends.
 */
public final class PrivateFolder implements AutoCloseable {

  private final Path path;
  private final Thread atExit;

  private PrivateFolder(Path path) {
    this.path = path;
    this.atExit = Thread.ofPlatform().unstarted(this::wipeQuietly);
  }

  /** Makes one below the system's folder for temporary files. */
  public static PrivateFolder create() throws IOException {
    PrivateFolder folder = new PrivateFolder(make());
    Runtime.getRuntime().addShutdownHook(folder.atExit);
    return folder;
  }

  private static Path make() throws IOException {
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return Files.createTempDirectory(
          "afterglow-",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Path folder = Files.createTempDirectory("afterglow-");
    AclFileAttributeView view = Files.getFileAttributeView(folder, AclFileAttributeView.class);
    if (view != null) {
      AclEntry owner =
          AclEntry.newBuilder()
              .setType(AclEntryType.ALLOW)
              .setPrincipal(view.getOwner())
              .setPermissions(EnumSet.allOf(AclEntryPermission.class))
              .build();
      view.setAcl(List.of(owner));
    }
    return folder;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Overwrites and deletes one file in it that is needed no more. */
  public void wipe(Path file) throws IOException {
    Wiping.wipeFile(file);
  }

  private void wipeQuietly() {
    try {
      Wiping.wipe(path);
    } catch (IOException e) {
      // The program is ending and nobody is left to tell; what remains is encrypted as it was.
    }
  }

  /** Overwrites and deletes everything in it, and the folder itself. */
  @Override
  public void close() throws IOException {
    Wiping.wipe(path);
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The program is ending already: the hook runs anyway, and finds nothing left to do.
    }
  }
}
