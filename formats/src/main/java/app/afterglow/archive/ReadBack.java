package app.afterglow.archive;

import app.afterglow.age.AgeChannel;
import app.afterglow.age.Identity;
import app.afterglow.problem.AfterglowException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/** Reads a file that was just written, whole, and compares it with what was meant to be in it. */
final class ReadBack {

  private ReadBack() {}

  /**
   * Reads and compares.
   *
   * @throws app.afterglow.problem.DamagedInputException where the two differ
   */
  static void check(Path file, Identity identity, EntryLog.Fingerprint expected, Progress progress)
      throws IOException {
    progress.start(Progress.Stage.VERIFYING, expected.entries(), expected.bytes());
    EntryLog.Fingerprint found = new EntryLog.Fingerprint();
    try (AgeChannel channel = AgeChannel.open(file, List.of(identity))) {
      ZipDirectory directory = ZipDirectory.read(channel);
      byte[] block = new byte[1 << 16];
      for (int i = 0; i < directory.size(); i++) {
        ZipDirectory.Entry entry = directory.get(i);
        found.add(entry.path(), hash(channel, entry, block), entry.size());
        progress.advance(1, entry.size());
      }
      if (!found.matches(expected)) {
        throw ArchiveProblems.readBack(file, "it is not what was written", null);
      }
    } catch (AfterglowException e) {
      throw ArchiveProblems.readBack(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static byte[] hash(AgeChannel channel, ZipDirectory.Entry entry, byte[] block)
      throws IOException {
    MessageDigest sha256 = Sha256.digest();
    try (InputStream in = ZipContent.open(channel, entry)) {
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        sha256.update(block, 0, count);
      }
    }
    return sha256.digest();
  }
}
