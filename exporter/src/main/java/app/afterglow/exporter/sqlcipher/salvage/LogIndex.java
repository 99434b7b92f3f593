package app.afterglow.exporter.sqlcipher.salvage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a {@code -shm} file remembers of the log beside it ("WAL-mode File Format", section 2.1), in
 * the byte order of the machine that wrote it. Nothing is read through it; it is the witness of a
 * log that was cut off where no frame shows it, or that was left behind.
 *
 * <pre>
 * 48 bytes, twice  version 3007000 (4) | .. (8) | flags (2) | page size (2) | frames (4)
 *                  | pages (4) | frame sums (8) | salts (8) | sums over all before (8)
 * then             frames that are in the database already (4)
 * </pre>
 *
 * @param salts the salts of the log's round, as they stand in its header
 * @param frames frames of it up to the last commit
 * @param checkpointed how many of them had been copied into the database
 */
record LogIndex(long salts, long frames, long checkpointed) {

  private static final int VERSION = 3_007_000;
  private static final int COPY = 48;
  private static final int SUMMED = 40;
  private static final int LEAST = 2 * COPY + 4;

  /** Reads the head of such a file; empty where it is none, or was caught being written. */
  static Optional<LogIndex> parse(byte[] head) {
    if (head.length < LEAST || !Arrays.equals(head, 0, COPY, head, COPY, 2 * COPY)) {
      return Optional.empty();
    }
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      ByteBuffer words = ByteBuffer.wrap(head).order(order);
      long sums = (long) words.getInt(SUMMED) << 32 | words.getInt(SUMMED + 4) & 0xffff_ffffL;
      if (words.getInt(0) == VERSION && WalChecksum.over(head, 0, SUMMED, 0, order) == sums) {
        return Optional.of(
            new LogIndex(
                ByteBuffer.wrap(head).getLong(32),
                Integer.toUnsignedLong(words.getInt(16)),
                Integer.toUnsignedLong(words.getInt(2 * COPY))));
      }
    }
    return Optional.empty();
  }
}
