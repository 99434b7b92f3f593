package app.afterglow.exporter.sqlcipher.salvage;

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

/** What a log lacks of what it held once, as far as that can be known. */
final class LogLosses {

  private LogLosses() {}

  static List<Loss> of(PrivateCopy copy, LogReport report) throws IOException {
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
