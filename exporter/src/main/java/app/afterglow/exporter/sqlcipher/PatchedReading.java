package app.afterglow.exporter.sqlcipher;

import app.afterglow.exporter.sqlcipher.salvage.StoredBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a file from beginning to end though its disk can't give all of it: what it can't is zeros,
 * in pieces of a page, and where that is is remembered. A page of zeros authenticates under no key,
 * so that it costs what lies on it and nothing else.
 */
final class PatchedReading {

  private static final int PIECE = 4096;

  /** Where so many pieces after one another can't be read, the disk is gone rather than bad. */
  private static final int HOPELESS = 4096;

  private final StoredBytes file;
  private final List<Hole> holes = new ArrayList<>();
  private long position;
  private int inARow;

  /**
   * Bytes that couldn't be read.
   *
   * @param offset where they begin, in bytes
   * @param length how many they are
   */
  record Hole(long offset, long length) {}

  PatchedReading(StoredBytes file) {
    this.file = file;
  }

  /** What couldn't be read so far, neighbours as one. */
  List<Hole> holes() {
    return holes;
  }

  /**
   * Reads on.
   *
   * @param length the most that is wanted, and not beyond what the file held at first
   * @return how many bytes are there now, zeros among them; -1 at the end
   * @throws IOException where nothing of the file can be read any more
   */
  int read(byte[] into, int length) throws IOException {
    try {
      int count = file.read(ByteBuffer.wrap(into, 0, length), position);
      position += Math.max(0, count);
      inARow = 0;
      return count;
    } catch (ClosedChannelException e) {
      // Somebody stops the run.
      throw e;
    } catch (IOException e) {
      return length > PIECE ? read(into, PIECE - (int) (position % PIECE)) : patch(into, length, e);
    }
  }

  private int patch(byte[] into, int length, IOException failure) throws IOException {
    inARow++;
    if (inARow > HOPELESS || position == 0 && file.size() <= length) {
      throw failure;
    }
    Arrays.fill(into, 0, length, (byte) 0);
    Hole last = holes.isEmpty() ? new Hole(-1, 0) : holes.getLast();
    if (last.offset + last.length == position) {
      holes.removeLast();
      holes.add(new Hole(last.offset, last.length + length));
    } else {
      holes.add(new Hole(position, length));
    }
    position += length;
    return length;
  }
}
