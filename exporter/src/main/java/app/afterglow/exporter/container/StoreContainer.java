package app.afterglow.exporter.container;

import app.afterglow.exporter.sqlcipher.PrivateFolder;
import app.afterglow.problem.AfterglowException;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.problem.WrongKeyException;
import app.afterglow.progress.Progress;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks the stores out of a phone backup or an archive of folders: whatever stands beside or
 * below a file that {@link StoreMarkers marks a store}, and nothing else. A container inside a
 * container is unpacked too, to a bounded depth.
 */
public final class StoreContainer {

  /** A phone extraction (ZIP) with a backup (TAR) in it, and one level more. */
  private static final int DEEPEST_NESTING = 3;

  /** Left free on the disk, in bytes. */
  private static final long RESERVE = 64L << 20;

  private final StoreMarkers markers;
  private final ContainerKeys keys;
  private final Progress progress;
  private @Nullable Path madeLast;
  private long untilNextLook;

  private StoreContainer(StoreMarkers markers, ContainerKeys keys, Progress progress) {
    this.markers = markers;
    this.keys = keys;
    this.progress = progress;
  }

  /** Whether this is a backup or archive that stores can be unpacked from; reads a few bytes. */
  public static boolean isOne(Path path) throws IOException {
    return ContainerKind.of(path) != null;
  }

  /**
   * Unpacks every store.
   *
   * @param container a TAR (plain or gzip), ZIP, Android backup, rescue file, or the folder of an
   *     Apple backup
   * @param keys what opens the container itself
   * @param into a private empty folder; the stores' folders stand below it as in the container
   * @return whether any store was found
   * @throws WrongKeyException where what opens the container is missing or wrong
   * @throws DamagedInputException where the container can't be read
   * @throws UnsupportedInputException where it is none, or the disk has no room
   */
  public static boolean unpack(
      Path container, StoreMarkers markers, ContainerKeys keys, Path into, Progress progress)
      throws IOException {
    progress.start(Progress.Stage.UNPACKING, -1, -1);
    return new StoreContainer(markers, keys, progress).unpack(container, into, 1);
  }

  private boolean unpack(Path container, Path into, int depth) throws IOException {
    try (PrivateFolder work = PrivateFolder.create();
        Entries entries = open(container)) {
      return unpack(entries, container, into, work, depth);
    } catch (MalformedContainerException | ZipException | EOFException e) {
      throw damaged(container, e);
    }
  }

  private Entries open(Path container) throws IOException {
    ContainerKind kind = ContainerKind.of(container);
    if (kind == null) {
      throw new UnsupportedInputException(
          ContainerProblems.of("unknown-container", container.getFileName()));
    }
    return switch (kind) {
      case ZIP -> new ZipEntries(container);
      case TAR -> new TarEntries(() -> buffered(container));
      case GZIP_TAR -> new TarEntries(() -> new GZIPInputStream(buffered(container), 1 << 16));
      case ANDROID_BACKUP ->
          new TarEntries(
              () -> AndroidBackup.open(container, keys.backupPassword()), AndroidBackup::phonePath);
      case APPLE_BACKUP -> AppleBackup.open(container, keys.backupPassword());
      case AGE -> {
        if (keys.identities().isEmpty()) {
          throw new WrongKeyException(
              ContainerProblems.of("rescue-keys-needed", container.getFileName().toString()));
        }
        yield AgeEntries.open(container, keys.identities());
      }
    };
  }

  private static InputStream buffered(Path file) throws IOException {
    return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
  }

  private boolean unpack(Entries entries, Path container, Path into, PrivateFolder work, int depth)
      throws IOException {
    Set<String> roots = new LinkedHashSet<>();
    Set<String> nested = new LinkedHashSet<>();
    ArchivedBackups backups = new ArchivedBackups();
    entries.visit(
        (path, modified, content) -> {
          markers.rootOf(path).ifPresent(roots::add);
          rescueRoot(path).ifPresent(roots::add);
          if (depth < DEEPEST_NESTING) {
            backups.note(path);
            if (ContainerKind.looksLikeOne(path)) {
              nested.add(path);
            }
          }
        });
    boolean[] found = {!roots.isEmpty()};
    if (!roots.isEmpty() || !nested.isEmpty()) {
      Places places = new Places(into);
      entries.visit(
          path -> nested.contains(path) || roots.stream().anyMatch(path::startsWith),
          (path, modified, content) -> {
            if (roots.stream().anyMatch(path::startsWith)) {
              write(places.of(path), modified, content, container);
            } else {
              Path inner = work.path().resolve("nested-" + nested.size());
              write(inner, modified, content, container);
              if (ContainerKind.of(inner) != null) {
                Path place = Files.createDirectories(SafePath.below(into, path));
                found[0] |= unpack(inner, place, depth + 1);
              }
              work.wipe(inner);
            }
          });
    }
    boolean inBackups = unpackBackups(backups.folders(), entries, container, into, depth);
    return found[0] || inBackups;
  }

  /** Unpacks out of Apple backups whose folders stand in an archive. */
  private boolean unpackBackups(
      List<String> folders, Entries archive, Path container, Path into, int depth)
      throws IOException {
    boolean found = false;
    for (String folder : folders) {
      try (PrivateFolder manifests = PrivateFolder.create()) {
        archive.visit(
            path -> isManifest(path, folder),
            (path, modified, content) -> {
              String name = ArchivedBackups.slashed(path).substring(folder.length());
              write(manifests.path().resolve(name), modified, content, container);
            });
        Path name = folder.isEmpty() ? container : SafePath.below(into, folder);
        AppleManifest manifest = AppleManifest.open(manifests.path(), name, keys.backupPassword());
        try (Entries backup =
            new ArchivedAppleBackup(archive, folder, manifest, ArchivedAppleBackup.MOST_AT_ONCE)) {
          found |= unpack(backup, container, SafePath.below(into, folder), manifests, depth + 1);
        }
      }
    }
    return found;
  }

  private static boolean isManifest(String path, String folder) {
    String slashed = ArchivedBackups.slashed(path);
    return slashed.equals(folder + AppleManifest.DATABASE)
        || slashed.equals(folder + AppleManifest.PROPERTIES);
  }

  /** A rescue file says at its top what it is: then all of it is one profile. */
  private static Optional<String> rescueRoot(String path) {
    int top = path.indexOf('/');
    return top > 0 && path.substring(top + 1).equals(RescuedProfile.FILE)
        ? Optional.of(path.substring(0, top + 1))
        : Optional.empty();
  }

  private void write(Path target, long modified, Entries.Content content, Path container)
      throws IOException {
    makeFolderOf(target);
    try (InputStream in = content.open();
        OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[1 << 16];
      for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
        takeRoom(count, target, container);
        out.write(buffer, 0, count);
        progress.advance(0, count);
      }
    } catch (NoSuchFileException e) {
      // The backup's list names a file that the backup lacks: the source will list it as missing.
      Files.deleteIfExists(target);
      return;
    }
    progress.advance(1, 0);
    Files.setLastModifiedTime(target, FileTime.fromMillis(modified));
  }

  /** The files of a folder come one after the other: it is made once. */
  private void makeFolderOf(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null && !folder.equals(madeLast)) {
      Files.createDirectories(folder);
      madeLast = folder;
    }
  }

  private void takeRoom(int bytes, Path target, Path container) throws IOException {
    untilNextLook -= bytes;
    if (untilNextLook < 0) {
      if (Files.getFileStore(target).getUsableSpace() < RESERVE) {
        throw new UnsupportedInputException(
            ContainerProblems.of("no-room", container.getFileName(), target.toString()));
      }
      untilNextLook = RESERVE / 4;
    }
  }

  /** What fails in reading is the container's fault, what fails in writing the disk's. */
  private static int read(InputStream in, byte[] buffer) throws IOException {
    try {
      return in.read(buffer);
    } catch (AfterglowException e) {
      throw e;
    } catch (IOException e) {
      throw new MalformedContainerException(e);
    }
  }

  private static DamagedInputException damaged(Path container, Exception cause) {
    return new DamagedInputException(
        ContainerProblems.of("damaged", container.getFileName()), cause);
  }
}
