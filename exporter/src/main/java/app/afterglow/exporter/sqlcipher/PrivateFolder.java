package app.afterglow.exporter.sqlcipher;

import app.afterglow.files.OwnerOnly;
import app.afterglow.files.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A new folder that only its user can read, wiped when it is closed and, should the program be
 * stopped before that, when it ends. What a killed program left is wiped when the next one makes
 * its first.
 */
public final class PrivateFolder implements AutoCloseable {

  private static final String PREFIX = "afterglow-";
  private static final AtomicBoolean SWEPT = new AtomicBoolean();

  private final Path path;
  private final RunLock lock;
  private final Thread atExit;

  private PrivateFolder(Path path, RunLock lock) {
    this.path = path;
    this.lock = lock;
    this.atExit = Thread.ofPlatform().unstarted(this::wipeQuietly);
  }

  /** Makes one below the system's folder for temporary files. */
  public static PrivateFolder create() throws IOException {
    return create(Path.of(System.getProperty("java.io.tmpdir")), !SWEPT.getAndSet(true));
  }

  /** Makes one below a folder, and wipes abandoned ones there first if asked to. */
  static PrivateFolder create(Path parent, boolean sweep) throws IOException {
    byte[] random = new byte[8];
    new SecureRandom().nextBytes(random);
    Path path = parent.resolve(PREFIX + HexFormat.of().formatHex(random));
    // First the lock: a folder without one may be about to be used.
    RunLock lock = RunLock.take(AbandonedFolders.lock(path), path);
    try {
      make(path);
      if (sweep) {
        AbandonedFolders.wipe(parent, PREFIX, Files.getOwner(path, LinkOption.NOFOLLOW_LINKS));
      }
    } catch (IOException e) {
      lock.close();
      throw e;
    }
    PrivateFolder folder = new PrivateFolder(path, lock);
    Runtime.getRuntime().addShutdownHook(folder.atExit);
    return folder;
  }

  private static void make(Path folder) throws IOException {
    Files.createDirectory(folder, OwnerOnly.folder());
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
    try (lock) {
      Wiping.wipe(path);
    } catch (IOException e) {
      // The program is ending and nobody is left to tell; what remains is encrypted as it was.
    }
  }

  /** Overwrites and deletes everything in it, and the folder itself. */
  @Override
  public void close() throws IOException {
    try (lock) {
      Wiping.wipe(path);
    }
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The program is ending already: the hook runs anyway, and finds nothing left to do.
    }
  }
}
