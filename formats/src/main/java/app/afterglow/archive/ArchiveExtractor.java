package app.afterglow.archive;

import app.afterglow.age.AgeChannel;
import app.afterglow.age.Identity;
import app.afterglow.files.OwnerOnly;
import app.afterglow.files.UnfinishedFolder;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
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
   * on the disk they are in {@code folder + ".part"}; what a killed run left there goes.
   *
   * @return the archive's top folder below {@code folder}
   * @throws app.afterglow.problem.UsageException where {@code folder} exists and is not empty
   * @throws app.afterglow.problem.DamagedInputException where a file is not as its manifest says;
   *     nothing is left then
   */
  public static Path extract(
      Path file, List<? extends Identity> identities, Path folder, Progress progress)
      throws IOException {
    // Before the key is asked to open anything: a name that is taken is cheap to see.
    UnfinishedFolder.requireFree(folder);
    try (ArchiveReader reader = ArchiveReader.open(file, identities);
        UnfinishedFolder output = UnfinishedFolder.begin(folder)) {
      String topFolder = SafeName.ofTopFolder(reader.directory().topFolder());
      Path root = output.content().resolve(topFolder);
      createFolders(root);
      ArchiveExtractor extractor = new ArchiveExtractor(root);
      try (ArchiveWalk walk = new ArchiveWalk(reader, progress, extractor::write)) {
        walk.run(facts -> {});
      }
      output.flush();
      output.finish();
      return folder.resolve(topFolder);
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
                OwnerOnly.file())) {
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
      Files.createDirectories(folder, OwnerOnly.folder());
    }
  }
}
