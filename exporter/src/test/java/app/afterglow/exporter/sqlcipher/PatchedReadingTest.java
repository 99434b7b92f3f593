package app.afterglow.exporter.sqlcipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.exporter.sqlcipher.PatchedReading.Hole;
import app.afterglow.exporter.sqlcipher.salvage.StoredBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PatchedReadingTest {

  private static final int SECTOR = 512;

  /** A disk some of whose sectors fail whatever asks for them, as disks do. */
  private static class BadDisk implements StoredBytes {
    private final byte[] content;
    private final long badFrom;
    private final long badTo;

    BadDisk(byte[] content, long badFrom, long badTo) {
      this.content = content;
      this.badFrom = badFrom;
      this.badTo = badTo;
    }

    @Override
    public long size() {
      return content.length;
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      if (position >= content.length) {
        return -1;
      }
      int count = (int) Math.min(into.remaining(), content.length - position);
      if (position < badTo && position + count > badFrom) {
        throw new IOException("Input/output error");
      }
      into.put(content, (int) position, count);
      return count;
    }

    @Override
    public void close() {}
  }

  private static byte[] content(int size) {
    byte[] content = new byte[size];
    new Random(1).nextBytes(content);
    return content;
  }

  private static byte[] all(PatchedReading reading, int size) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 18];
    for (int count = 0; out.size() < size && count >= 0; ) {
      count = reading.read(buffer, Math.min(buffer.length, size - out.size()));
      out.write(buffer, 0, Math.max(0, count));
    }
    return out.toByteArray();
  }

  @Test
  void leavesZerosWhereTheDiskFailsAndNowhereElse() throws IOException {
    byte[] content = content(1_000_000);
    PatchedReading reading =
        new PatchedReading(new BadDisk(content, 300_000, 300_000 + 20 * SECTOR));

    byte[] read = all(reading, content.length);

    // 300,000 to 310,240 lies on the pieces 73 to 75.
    byte[] expected = content.clone();
    Arrays.fill(expected, 73 * 4096, 76 * 4096, (byte) 0);
    assertThat(read).isEqualTo(expected);
    assertThat(reading.holes()).containsExactly(new Hole(73 * 4096, 3 * 4096));
  }

  @Test
  void leavesZerosAtTheEnd() throws IOException {
    byte[] content = content(10_000);
    PatchedReading reading = new PatchedReading(new BadDisk(content, 9_000, 9_001));

    byte[] read = all(reading, content.length);

    assertThat(read).hasSize(content.length).startsWith(Arrays.copyOf(content, 8192));
    assertThat(reading.holes()).containsExactly(new Hole(8192, 10_000 - 8192));
  }

  @Test
  void readsAWholeFileAsItIs() throws IOException {
    byte[] content = content(700_001);
    PatchedReading reading = new PatchedReading(new BadDisk(content, -1, -1));

    assertThat(all(reading, content.length)).isEqualTo(content);
    assertThat(reading.holes()).isEmpty();
  }

  @Test
  void givesUpWhereTheDiskIsGone() {
    byte[] content = content(40 << 20);
    PatchedReading reading = new PatchedReading(new BadDisk(content, 1 << 20, content.length));

    assertThatThrownBy(() -> all(reading, content.length)).hasMessage("Input/output error");
  }

  @Test
  void stopsWhereSomebodyStopsIt() {
    StoredBytes closed =
        new BadDisk(content(10), 0, 0) {
          @Override
          public int read(ByteBuffer into, long position) throws IOException {
            throw new ClosedByInterruptException();
          }
        };

    assertThatThrownBy(() -> new PatchedReading(closed).read(new byte[10], 10))
        .isInstanceOf(ClosedByInterruptException.class);
  }
}
