package app.afterglow.files;

import app.afterglow.problem.Problem;
import app.afterglow.problem.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that is filled under another name and gets its own when everything in it is whole. It
 * belongs to its owner alone.
 *
 * <p>Beside the target {@code NAME} stands {@code NAME.part} with a marker, which tells it from
 * somebody else's folder of that name, and with the content in a folder of its own. The marker is
 * {@link RunLock locked} as long as the folder is written. A process that is killed at any moment
 * leaves one of these, and the next run takes up each of them:
 *
 * <ul>
 *   <li>an empty {@code NAME.part}: the marker wasn't there yet, or was just taken away;
 *   <li>the marker and some of the content;
 *   <li>the marker alone, where the content just got its name.
 * </ul>
 */
public final class UnfinishedFolder implements AutoCloseable {

  private static final String BUNDLE = "app.afterglow.files.problems";
  private static final String MARKER = ".afterglow-unfinished";

  private final Path target;
  private final Path part;
  private final Path content;
  private final RunLock lock;
  private boolean closed;

  private UnfinishedFolder(Path target, Path part, RunLock lock) {
    this.target = target;
    this.part = part;
    this.content = part.resolve(target.getFileName());
    this.lock = lock;
  }

  /**
   * Begins a folder, and takes away what a killed run left of it.
   *
   * @throws UsageException where the target holds something, {@code NAME.part} is somebody else's,
   *     or another run is writing it; nothing was touched then
   */
  public static UnfinishedFolder begin(Path target) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    requireFree(absolute);
    Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
    if (!Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
      Path parent = absolute.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(part, OwnerOnly.folder());
    } else if (!isOurs(part)) {
      throw new UsageException(Problem.of(BUNDLE, "strange-part", part));
    }
    RunLock lock = RunLock.take(part.resolve(MARKER), target);
    UnfinishedFolder folder = new UnfinishedFolder(absolute, part, lock);
    try {
      folder.empty();
      Files.createDirectory(folder.content, OwnerOnly.folder());
      return folder;
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Refuses a target that is there and is no empty folder.
   *
   * @throws UsageException where it is
   */
  public static void requireFree(Path target) throws IOException {
    if (target.getFileName() == null) {
      throw new UsageException(Problem.of(BUNDLE, "exists", target));
    }
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(target)) {
      throw new UsageException(Problem.of(BUNDLE, "exists", target));
    }
  }

  private static boolean isOurs(Path part) throws IOException {
    return Files.isRegularFile(part.resolve(MARKER), LinkOption.NOFOLLOW_LINKS)
        || isEmptyFolder(part);
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(path)) {
      return inside.findAny().isEmpty();
    }
  }

  /** Where the content goes; it exists. */
  public Path content() {
    return content;
  }

  /** Where the content is after {@link #finish}; absolute. */
  public Path target() {
    return target;
  }

  /** Makes everything in it survive a power cut. */
  public void flush() throws IOException {
    FlushedTree.flush(content);
  }

  /**
   * Gives the content its name; all of it is on the disk already.
   *
   * @throws UsageException where something came to be at the target in the meantime
   */
  public void finish() throws IOException {
    requireFree(target);
    // Not every system renames over an empty folder.
    Files.deleteIfExists(target);
    Files.move(content, target, StandardCopyOption.ATOMIC_MOVE);
    Folders.flushParent(target);
    try {
      close();
    } catch (IOException e) {
      // The content is whole under its name; what is left beside it goes with the next run.
      return;
    }
  }

  /** Without {@link #finish}, takes away what was written. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    // The marker goes last, so that a deletion that is cut short can be taken up again.
    try (lock) {
      empty();
    }
    Files.delete(part);
  }

  /** Takes away everything but the marker. */
  private void empty() throws IOException {
    Path marker = part.resolve(MARKER);
    List<Path> inside;
    try (Stream<Path> listed = Files.list(part)) {
      inside = listed.filter(each -> !each.equals(marker)).toList();
    }
    for (Path each : inside) {
      Folders.delete(each);
    }
  }
}
