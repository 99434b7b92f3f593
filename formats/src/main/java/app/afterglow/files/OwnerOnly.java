package app.afterglow.files;

import java.nio.file.FileSystems;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Permissions that new files and folders are made with, so that nobody but their owner can open
 * them at any moment. Where the system knows no such permissions, there is nothing to set: a folder
 * of the user's own is closed to others there by what it inherits.
 */
public final class OwnerOnly {

  private OwnerOnly() {}

  /** For a new file: to read and to write, for its owner alone. */
  public static FileAttribute<?>[] file() {
    return attributes("rw-------");
  }

  /** For a new folder: to list, to change and to enter, for its owner alone. */
  public static FileAttribute<?>[] folder() {
    return attributes("rwx------");
  }

  private static FileAttribute<?>[] attributes(String permissions) {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }
}
