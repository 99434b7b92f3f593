package app.afterglow.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The next bytes of a stream and no more; closed with it. */
final class BoundedStream extends InputStream {

  private final InputStream in;
  private final byte[] single = new byte[1];
  private long left;

  BoundedStream(InputStream in, long length) {
    this.in = in;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    int count = in.read(target, offset, (int) Math.min(length, left));
    left -= Math.max(0, count);
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
