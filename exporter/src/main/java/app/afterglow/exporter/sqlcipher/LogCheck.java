package app.afterglow.exporter.sqlcipher;

import app.afterglow.model.Loss;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Tells whether SQLite will read a write-ahead log to its end. SQLite stops at the first frame
 * whose checksum doesn't fit and takes everything after it for rubbish of an earlier use; where
 * frames of the same use follow, they are pages that get lost, and that must be said.
 *
 * <pre>
 * log     magic 4 (0x377f0682 little-endian sums, ...83 big-endian) | version 4 | page size 4 |
 *         sequence 4 | salt 8 | checksum 8                            (SQLite file format, section 4.1)
 * frame   page number 4 | database size after commit 4 | salt 8 | checksum 8 | page
 * </pre>
 */
public final class LogCheck {

  private static final int HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int MAGIC = 0x377f0682;

  private LogCheck() {}

  /** A loss where frames of the log of this private copy can't be read; empty where all is well. */
  public static Optional<Loss> of(PrivateCopy copy) throws IOException {
    Path log = Path.of(copy.database() + "-wal");
    if (!Files.isRegularFile(log)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
      return channel.size() == 0 ? Optional.empty() : check(channel);
    }
  }

  private static Optional<Loss> check(FileChannel channel) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    if (!fill(channel, header, 0)) {
      return Optional.of(loss("the log is cut off in its header"));
    }
    int magic = header.getInt(0);
    int pageSize = header.getInt(8);
    Sum sum = new Sum((magic & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    sum.add(header, 0, 24);
    boolean headerFits = (magic & ~1) == MAGIC && sum.fits(header.getInt(24), header.getInt(28));
    if (!headerFits || !CipherScheme.PAGE_SIZES.contains(pageSize)) {
      return Optional.of(loss("the log's header is damaged, so none of it was read"));
    }
    return frames(channel, header.getLong(16), pageSize, sum);
  }

  private static Optional<Loss> frames(FileChannel channel, long salt, int pageSize, Sum sum)
      throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER + pageSize);
    long good = 0;
    long uncommitted = 0;
    long lost = 0;
    for (long at = HEADER; fill(channel, frame.clear(), at); at += frame.capacity()) {
      if (frame.getLong(8) != salt) {
        // Left over from an earlier use of the file.
        break;
      }
      if (lost == 0) {
        sum.add(frame, 0, 8);
        sum.add(frame, FRAME_HEADER, pageSize);
      }
      if (lost > 0 || !sum.fits(frame.getInt(16), frame.getInt(20))) {
        lost++;
      } else {
        good++;
        uncommitted = frame.getInt(4) == 0 ? uncommitted + 1 : 0;
      }
    }
    if (lost == 0) {
      // Frames after the last commit are a write that never became true: nothing is lost.
      return Optional.empty();
    }
    return Optional.of(
        loss(
            "page images from number %d of the log on can't be read: %d, and %d before them whose"
                    .formatted(good + 1, lost, uncommitted)
                + " transaction they end"));
  }

  private static Loss loss(String detail) {
    return Loss.partial(Loss.What.PAGE, "wal", "log-damaged", detail);
  }

  private static boolean fill(FileChannel channel, ByteBuffer buffer, long at) throws IOException {
    long position = at;
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, position);
      if (count < 0) {
        return false;
      }
      position += count;
    }
    return true;
  }

  /** The log's running checksum, over pairs of 32-bit words. */
  private static final class Sum {
    private final ByteOrder order;
    private int first;
    private int second;

    Sum(ByteOrder order) {
      this.order = order;
    }

    void add(ByteBuffer buffer, int from, int length) {
      ByteBuffer words = buffer.duplicate().order(order);
      for (int at = from; at < from + length; at += 8) {
        first += words.getInt(at) + second;
        second += words.getInt(at + 4) + first;
      }
    }

    boolean fits(int storedFirst, int storedSecond) {
      return first == storedFirst && second == storedSecond;
    }
  }
}
