package app.afterglow.archive;

import app.afterglow.age.AgeChannel;
import app.afterglow.age.Identity;
import app.afterglow.files.Folders;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks an archive: the one place where plaintext goes to disk, since that is what was asked for.
 * Files and folders are their owner's alone where the system knows such a thing.
 */
public final class ArchiveExtractor {

  private final Path root;

  private ArchiveExtractor(Path root) {
    this.root = root;
  }

  /**
   * Writes an archive's files, unencrypted, into a new folder, checking every hash. Until all are
   * there the folder is called {@code folder + ".part"}.
   *
   * @return the archive's top folder below {@code folder}
   * @throws app.afterglow.problem.UsageException where {@code folder} exists and is not empty
   * @throws app.afterglow.problem.DamagedInputException where a file is not as its manifest says;
   *     nothing is left then
   */
  public static Path extract(
      Path file, List<? extends Identity> identities, Path folder, Progress progress)
      throws IOException {
    requireEmpty(folder);
    try (ArchiveReader reader = ArchiveReader.open(file, identities)) {
      Path part = folder.resolveSibling(folder.getFileName() + ".part");
      if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
        throw ArchiveProblems.exists(part);
      }
      String topFolder = SafeName.ofTopFolder(reader.directory().topFolder());
      try {
        createFolders(part.resolve(topFolder));
        ArchiveExtractor extractor = new ArchiveExtractor(part.resolve(topFolder));
        try (ArchiveWalk walk = new ArchiveWalk(reader, progress, extractor::write)) {
          walk.run(facts -> {});
        }
        requireEmpty(folder);
        Files.deleteIfExists(folder);
        Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException | RuntimeException e) {
        deleteAll(part, e);
        throw e;
      }
      Folders.flushParent(folder);
      return folder.resolve(topFolder);
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw ArchiveProblems.exists(folder);
    }
    try (Stream<Path> inside = Files.list(folder)) {
      if (inside.findAny().isPresent()) {
        throw ArchiveProblems.exists(folder);
      }
    }
  }

  private FileFacts write(AgeChannel channel, ZipDirectory.Entry entry, LongConsumer done)
      throws IOException {
    Path target = root.resolve(entry.path()).normalize();
    // The directory's names can't lead out; this doesn't rely on it.
    if (!target.startsWith(root) || target.equals(root)) {
      throw ArchiveProblems.entry(entry.path(), "its path leads out of the folder", null);
    }
    createFolders(target.getParent());
    MessageDigest sha256 = Sha256.digest();
    byte[] block = new byte[1 << 16];
    try (InputStream in = ZipContent.open(channel, entry);
        FileChannel out =
            FileChannel.open(
                target,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                ownerOnly("rw-------"))) {
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        sha256.update(block, 0, count);
        ByteBuffer buffer = ByteBuffer.wrap(block, 0, count);
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        done.accept(count);
      }
    } catch (FileAlreadyExistsException e) {
      throw ArchiveProblems.entry(entry.path(), "another file has the same name", e);
    }
    FileFacts facts = new FileFacts(entry.path());
    facts.hash(sha256.digest());
    return facts;
  }

  private static void createFolders(@Nullable Path folder) throws IOException {
    if (folder != null) {
      Files.createDirectories(folder, ownerOnly("rwx------"));
    }
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }

  /** Removes what was begun; what can't be removed is said beside the real reason. */
  private static void deleteAll(Path folder, Exception reason) {
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }
}
