package app.afterglow.archive;

import app.afterglow.age.AgeChannel;
import app.afterglow.age.Identity;
import app.afterglow.problem.AfterglowException;
import app.afterglow.progress.Progress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * Reads a bag that {@link BagWriter} wrote, from its beginning to its end and in flat memory, and
 * checks it by its manifests: their lines stand in the order of the entries, so that one digest
 * over what was read tells whether all of them fit.
 */
public final class BagReader {

  private static final int BLOCK = 1 << 16;

  private BagReader() {}

  /** Takes one file. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Sees one file; what it leaves unread is read, and checked, after it.
     *
     * @param path its path below the top folder; hostile
     */
    void file(String path, InputStream content) throws IOException;
  }

  /**
   * Reads every file and checks every hash.
   *
   * @return bytes of all files together
   * @throws app.afterglow.problem.WrongKeyException where no identity fits
   * @throws app.afterglow.problem.DamagedInputException where it is damaged or cut off, or a file
   *     is not what the manifests say
   * @throws app.afterglow.problem.UnsupportedInputException where there is no bag in it
   */
  public static long read(
      Path file, List<? extends Identity> identities, Visitor visitor, Progress progress)
      throws IOException {
    try (AgeChannel channel = AgeChannel.open(file, identities)) {
      progress.start(Progress.Stage.VERIFYING, -1, channel.size());
      return read(channel, visitor, progress).bytes();
    }
  }

  /** What was written is what can be read, or an exception. */
  static void requireSame(
      Path file, Identity identity, EntryLog.Fingerprint written, Progress progress)
      throws IOException {
    progress.start(Progress.Stage.VERIFYING, written.entries(), written.bytes());
    try (AgeChannel channel = AgeChannel.open(file, List.of(identity))) {
      if (!read(channel, (path, content) -> {}, progress).matches(written)) {
        throw ArchiveProblems.readBack(file, "it is not what was written", null);
      }
    } catch (AfterglowException e) {
      throw ArchiveProblems.readBack(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static EntryLog.Fingerprint read(AgeChannel channel, Visitor visitor, Progress progress)
      throws IOException {
    Manifests manifests = new Manifests();
    try (ZipArchiveInputStream zip =
        new ZipArchiveInputStream(
            new BufferedInputStream(Channels.newInputStream(channel), BLOCK))) {
      for (ZipArchiveEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          manifests.add(read(zip, entry, visitor, progress));
        }
      }
    } catch (ZipException | java.io.EOFException e) {
      throw ArchiveProblems.zip(String.valueOf(e.getMessage()), e);
    }
    return manifests.finished();
  }

  private record Read(String path, byte[] sha256, long size) {}

  private static Read read(
      ZipArchiveInputStream zip, ZipArchiveEntry entry, Visitor visitor, Progress progress)
      throws IOException {
    String name = entry.getName();
    int top = name.indexOf('/');
    if (top <= 0) {
      throw ArchiveProblems.notAnArchive("its files don't stand in one folder");
    }
    String path = name.substring(top + 1);
    DigestInputStream content = new DigestInputStream(zip, Sha256.digest());
    Counted counted = new Counted(content, progress);
    visitor.file(path, counted);
    counted.transferTo(OutputStream.nullOutputStream());
    progress.advance(1, 0);
    return new Read(path, content.getMessageDigest().digest(), counted.count);
  }

  /** The manifests as they must be, made of what was read, and as they are. */
  private static final class Manifests {
    private final EntryLog.Fingerprint all = new EntryLog.Fingerprint();
    private final MessageDigest payload = Sha256.digest();
    private final MessageDigest tags = Sha256.digest();
    private boolean manifestSeen;
    private boolean tagManifestSeen;

    void add(Read file) throws IOException {
      if (tagManifestSeen) {
        throw ArchiveProblems.entry(file.path, "in no manifest", null);
      }
      all.add(file.path, file.sha256, file.size);
      byte[] line =
          (Sha256.hex(file.sha256) + "  " + file.path + "\n").getBytes(StandardCharsets.UTF_8);
      if (file.path.equals(Layout.TAG_MANIFEST)) {
        tagManifestSeen = true;
        requireFits(file, tags);
        return;
      }
      if (file.path.equals(Layout.MANIFEST)) {
        manifestSeen = true;
        requireFits(file, payload);
      }
      boolean isPayload = file.path.startsWith(Layout.PAYLOAD_FOLDER);
      if (isPayload && manifestSeen) {
        throw ArchiveProblems.entry(file.path, "in no manifest", null);
      }
      (isPayload ? payload : tags).update(line);
    }

    private static void requireFits(Read manifest, MessageDigest lines) throws IOException {
      if (!MessageDigest.isEqual(manifest.sha256, lines.digest())) {
        throw ArchiveProblems.entry(
            manifest.path, "it does not name the files that are there, with their hashes", null);
      }
    }

    EntryLog.Fingerprint finished() throws IOException {
      if (!manifestSeen || !tagManifestSeen) {
        throw ArchiveProblems.notAnArchive("it has no manifests");
      }
      return all;
    }
  }

  /** Counts what passes; closing it leaves the ZIP open. */
  private static final class Counted extends InputStream {
    private final InputStream in;
    private final Progress progress;
    private long count;

    Counted(InputStream in, Progress progress) {
      this.in = in;
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      byte[] single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, length);
      if (read > 0) {
        count += read;
        progress.advance(0, read);
      }
      return read;
    }
  }
}
