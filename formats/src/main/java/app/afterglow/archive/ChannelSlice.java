package app.afterglow.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Objects;

/**
 * A part of a channel as a stream. Several may be read in turn, from several threads too: each read
 * holds the channel's lock. Closing one leaves the channel open.
 */
final class ChannelSlice extends InputStream {

  private final SeekableByteChannel channel;
  private final byte[] single = new byte[1];
  private long position;
  private long left;

  ChannelSlice(SeekableByteChannel channel, long position, long length) {
    this.channel = channel;
    this.position = position;
    this.left = length;
  }

  /** Exactly these bytes. */
  static byte[] bytes(SeekableByteChannel channel, long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    synchronized (channel) {
      channel.position(position);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          throw ArchiveProblems.zip("it is cut off", null);
        }
      }
    }
    return bytes;
  }

  /** Exactly these bytes, in ZIP's byte order. */
  static ByteBuffer read(SeekableByteChannel channel, long position, int length)
      throws IOException {
    return ByteBuffer.wrap(bytes(channel, position, length)).order(ByteOrder.LITTLE_ENDIAN);
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
    ByteBuffer buffer = ByteBuffer.wrap(target, offset, (int) Math.min(length, left));
    synchronized (channel) {
      channel.position(position);
      int count = channel.read(buffer);
      if (count < 0) {
        throw ArchiveProblems.zip("it is cut off", null);
      }
      position += count;
      left -= count;
      return count;
    }
  }
}
