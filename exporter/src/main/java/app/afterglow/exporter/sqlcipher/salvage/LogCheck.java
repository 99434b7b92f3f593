package app.afterglow.exporter.sqlcipher.salvage;

import app.afterglow.exporter.sqlcipher.KeyMaterial;
import app.afterglow.exporter.sqlcipher.PageCipher;
import app.afterglow.exporter.sqlcipher.PageKey;
import app.afterglow.exporter.sqlcipher.PageKeys;
import app.afterglow.exporter.sqlcipher.PrivateCopy;
import app.afterglow.model.Loss;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether SQLite will read a write-ahead log to its end. SQLite stops at the first frame
 * whose checksum doesn't fit and takes everything after it for rubbish of an earlier use; where
 * frames of the same use follow, they are pages that get lost, and that must be said.
 *
 * @param torn whether there is more in the log than SQLite reads, or damage in it
 * @param losses what can't be read of it, in any way
 */
public record LogCheck(boolean torn, List<Loss> losses) {

  /** A finding of its own list. */
  public LogCheck {
    losses = List.copyOf(losses);
  }

  /** Checks the log of an encrypted database. */
  public static LogCheck of(PrivateCopy copy, PageKey key) throws IOException {
    try (KeyMaterial material = KeyMaterial.rawKey(key.key().slice(0, key.key().length()));
        PageKeys keys = PageKeys.derive(material, key.scheme().settings(), key.salt())) {
      return check(copy, key.scheme().pageSize(), new PageCipher(keys, key.scheme()));
    }
  }

  /** Checks the log of a database that is not encrypted. */
  public static LogCheck ofPlain(PrivateCopy copy) throws IOException {
    try (FileChannel database = FileChannel.open(copy.database(), StandardOpenOption.READ)) {
      byte[] head = new byte[BtreePage.DATABASE_HEADER];
      boolean there = RawPages.readFully(database, head, 0) == PageState.READABLE;
      return check(copy, there ? DatabaseHeader.pageSize(head) : 0, null);
    }
  }

  private static LogCheck check(PrivateCopy copy, int pageSize, @Nullable PageCipher cipher)
      throws IOException {
    LogReport report = LogReport.NONE;
    if (pageSize > 0 && Files.isRegularFile(copy.log())) {
      try (FileChannel log = FileChannel.open(copy.log(), StandardOpenOption.READ)) {
        report = WalReader.read(log, pageSize, cipher, LogReach.BRIDGE_TEARS).report();
      }
    }
    return new LogCheck(report.isTorn(), losses(copy, report));
  }

  /** What a log lacks, as far as it is known. */
  static List<Loss> losses(PrivateCopy copy, LogReport report) throws IOException {
    List<Loss> losses = new ArrayList<>();
    if (report.framesAfterCommit() > 0) {
      losses.add(
          loss(
              "log-unfinished",
              "%d page images belong to a change whose end is not in the log; they are not used"
                  .formatted(report.framesAfterCommit())));
    }
    LogIndex index = LogIndex.parse(copy.logIndex()).orElse(null);
    if (index != null
        && index.frames() > index.checkpointed()
        && index.frames() > report.framesCommitted()
        && isOf(copy.log(), index)) {
      losses.add(
          loss(
              "log-incomplete",
              "the -shm file says that the log had %d page images, of which %d are here: the newest"
                      .formatted(index.frames(), report.framesCommitted())
                  + " changes are missing"));
    }
    return losses;
  }

  /** Whether the index is of this log's round; a log that isn't there may have been of any. */
  private static boolean isOf(Path log, LogIndex index) throws IOException {
    if (!Files.isRegularFile(log) || Files.size(log) < WalReader.HEADER_BYTES) {
      return true;
    }
    ByteBuffer head = ByteBuffer.allocate(WalReader.HEADER_BYTES + WalReader.FRAME_HEADER_BYTES);
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
      while (head.hasRemaining() && channel.read(head, head.position()) >= 0) {
        // until it is full or the file at its end
      }
    }
    // Header and first frame both hold the salts, and either may be damaged.
    return head.getLong(16) == index.salts()
        || head.getLong(WalReader.HEADER_BYTES + 8) == index.salts();
  }

  static Loss loss(String reason, String detail) {
    return Loss.partial(Loss.What.PAGE, "wal", reason, detail);
  }
}
